import Glibc
import Ingest

/// The exit codes that scripts rely on.
enum ExitStatus: Int32 {
  case fine = 0
  case attention = 1
  case usage = 2
  case daemonDown = 3
  case cannotTell = 4
  case damaged = 65
  case tryLater = 75
  case configuration = 78
}

/// A command that ends otherwise than well: the code, and a sentence for standard error.
struct CommandEnd: Error {
  var code: ExitStatus
  var message: String

  init(_ code: ExitStatus, _ message: String = "") {
    self.code = code
    self.message = message
  }
}

/// Standard output and standard error. A reader that goes away ends the command quietly.
enum Output {
  /// True when a person watches.
  static let isTerminal = isatty(STDOUT_FILENO) == 1

  /// Writes bytes to standard output as they are.
  static func write(_ bytes: [UInt8]) {
    var done = 0
    while done < bytes.count {
      let written = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          STDOUT_FILENO, buffer.baseAddress?.advanced(by: done), buffer.count - done)
      }
      if written < 0 {
        if errno == EINTR { continue }
        // The reader has gone (head, less): what is left interests nobody.
        Glibc.exit(errno == EPIPE ? 0 : ExitStatus.cannotTell.rawValue)
      }
      done += written
    }
  }

  /// Prints a line that is known to hold nothing from strangers, or that was made safe.
  static func line(_ text: String = "") { write(Array(text.utf8) + [0x0A]) }

  /// Prints a line to standard error.
  static func complain(_ text: String) {
    let bytes = Array("winnow: ".utf8) + Array(text.utf8) + [0x0A]
    _ = unsafe bytes.withUnsafeBytes {
      unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count)
    }
  }

  /// A count with its noun: `1 file`, `3 files`.
  static func count(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(count) \(count == 1 ? one : many ?? one + "s")"
  }

  static func exit(_ status: ExitStatus) -> Never { Glibc.exit(status.rawValue) }

  /// Bold on a terminal, plain elsewhere.
  static func bold(_ text: String) -> String {
    unsafe isTerminal && getenv("NO_COLOR") == nil ? "\u{1B}[1m\(text)\u{1B}[0m" : text
  }
}
