/// A command that ends otherwise than well: the code, and a sentence for standard error.
struct CommandFailure: Error {
  var code: ExitStatus
  var message: String

  init(_ code: ExitStatus, _ message: String = "") {
    self.code = code
    self.message = message
  }
}
