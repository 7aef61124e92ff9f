/// A command that ends otherwise than well: the code, and a sentence for standard error.
struct CommandFailure: Error {
  var code: CommandStatus
  var message: String

  init(_ code: CommandStatus, _ message: String = "") {
    self.code = code
    self.message = message
  }
}
