/// What is wrong with one parameter of a question to the change feed.
package struct ChangeRequestError: Error, Equatable, CustomStringConvertible {
  package var parameter: String
  /// What is wrong with it, as a phrase that follows its name.
  package var detail: String

  package var description: String { "\(parameter) \(detail)" }
}
