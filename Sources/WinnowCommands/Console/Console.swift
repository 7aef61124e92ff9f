import Configuration
import Glibc
import Synchronization

/// What a command has of its process: the three standard streams, and the variables that settings may
/// come from. Tests put files and values of their own in their place.
package struct Console: Sendable {
  /// Where `repair` reads from when it is given no file.
  package var input: Int32
  /// Where results go.
  package var output: Int32
  /// Where errors and progress go.
  package var error: Int32
  /// Variables of the environment.
  package var environment: [String: String]
  /// Hands the process over to the program of clusters with these words; returns only where that is not
  /// there, with what to do.
  package var becomeClusterProgram: @Sendable ([String]) -> String = { _ in
    "this process hands over to no other program"
  }

  package init(input: Int32, output: Int32, error: Int32, environment: [String: String]) {
    self.input = input
    self.output = output
    self.error = error
    self.environment = environment
  }

  /// What changes while the command runs.
  private final class Memory: Sendable {
    /// Warnings that were given.
    let given = Mutex<Set<String>>([])
    let color = Mutex(ColorChoice.auto)
    let caller = Mutex(CallerOptions())
  }
  private let memory = Memory()

  /// When bold print and colours are used; the option `--color` sets it before the command runs.
  var color: ColorChoice {
    get { memory.color.withLock { $0 } }
    nonmutating set { memory.color.withLock { $0 = newValue } }
  }

  /// How the caller has named the state; the command says it before anything is printed.
  var caller: CallerOptions {
    get { memory.caller.withLock { $0 } }
    nonmutating set { memory.caller.withLock { $0 = newValue } }
  }

  /// Prints a warning to standard error, unless it was given before.
  func sayOnce(_ text: String) {
    if memory.given.withLock({ $0.insert(text).inserted }) { Output.printError(text) }
  }

  /// The process's own.
  package static let standard: Console = {
    var console = Console(
      input: STDIN_FILENO, output: STDOUT_FILENO, error: STDERR_FILENO,
      environment: Deployment.environment)
    console.becomeClusterProgram = { ClusterProgram.become($0) }
    return console
  }()

  /// That of the command that runs in this task.
  @TaskLocal package static var current = Console.standard
}
