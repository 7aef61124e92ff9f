import Configuration
import Glibc
import Presentation

/// Standard output and standard error. A reader that goes away ends the command quietly.
enum Output {
  /// True when a person watches.
  static var isTerminal: Bool { isatty(Console.current.output) == 1 }

  /// True when a person watches the errors, and so the progress.
  static var isErrorTerminal: Bool { isatty(Console.current.error) == 1 }

  /// The size of the terminal that a person watches; nil where it is none, or does not say.
  static var window: (rows: Int, columns: Int)? {
    var size = winsize()
    guard isTerminal,
      unsafe ioctl(Console.current.output, UInt(TIOCGWINSZ), &size) == 0,
      size.ws_row > 1, size.ws_col > 0
    else { return nil }
    return (Int(size.ws_row), Int(size.ws_col))
  }

  /// Writes bytes to standard output as they are.
  static func write(_ bytes: [UInt8]) {
    let failure = write(bytes, to: Console.current.output)
    // The reader has gone (head, less): what is left interests nobody.
    if failure == EPIPE { Glibc.exit(CommandStatus.success.rawValue) }
    guard failure != 0 else { return }
    printError(
      "standard output could not be written: \(unsafe String(cString: strerror(failure))); "
        + "what was printed is incomplete; write it to a disk with room and run the command again")
    let isFull = failure == ENOSPC || failure == EDQUOT
    Glibc.exit((isFull ? CommandStatus.tryLater : .cannotTell).rawValue)
  }

  /// Writes all bytes to a descriptor; the error number when that fails, or zero.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    var done = 0
    while done < bytes.count {
      let written = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
      }
      if written < 0 {
        if errno == EINTR { continue }
        return errno
      }
      done += written
      assert(done <= bytes.count)
    }
    return 0
  }

  /// Prints a line that is known to hold nothing from strangers, or that was made safe.
  static func line(_ text: String = "") { write(Array(text.utf8) + [0x0A]) }

  /// Prints a line that may name commands: they get the options by which the caller has named the state.
  static func advice(_ text: String) { line(Console.current.caller.text(text)) }

  /// Prints a line to standard error; commands that it names get the caller's options.
  static func printError(_ text: String) {
    writeError("winnow: \(Console.current.caller.text(text))\n")
  }

  /// Writes text to standard error as it is; a failure is passed over, there is nowhere to report it.
  static func writeError(_ text: String) {
    _ = write(Array(text.utf8), to: Console.current.error)
  }

  /// A count with its noun: `1 file`, `3 files`.
  static func count(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(count) \(count == 1 ? one : many ?? one + "s")"
  }

  /// True when standard output is to have bold print and colours.
  static var isColored: Bool {
    let console = Console.current
    switch console.color {
    case .always: return true
    case .never: return false
    case .auto:
      let isRefused = console.environment["NO_COLOR"].map { !$0.isEmpty } ?? false
      return isTerminal && !isRefused && console.environment["TERM"] != "dumb"
    }
  }

  /// Bold where colours are wanted, plain elsewhere.
  static func bold(_ text: String) -> String { isColored ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

  /// Bold and yellow where colours are wanted: what somebody has to look at.
  static func warning(_ text: String) -> String {
    isColored ? "\u{1B}[1;33m\(text)\u{1B}[0m" : text
  }

  /// Prints one document as one line of JSON.
  static func document(_ document: ArticleDocument) {
    write(document.jsonLine())
  }
}
