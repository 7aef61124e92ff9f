import Glibc

/// The three standard streams that a command works with; tests put files in their place.
package struct Console: Sendable {
  /// Where `repair` reads from when it is given no file.
  package var input: Int32
  /// Where results go.
  package var output: Int32
  /// Where errors and progress go.
  package var error: Int32

  package init(input: Int32, output: Int32, error: Int32) {
    self.input = input
    self.output = output
    self.error = error
  }

  /// The process's own streams.
  package static let standard = Console(
    input: STDIN_FILENO, output: STDOUT_FILENO, error: STDERR_FILENO)

  /// The streams of the command that runs in this task.
  @TaskLocal package static var current = Console.standard
}
