/// What is wrong with one parameter of a search.
package struct SearchRequestError: Error, Equatable, CustomStringConvertible {
  package var parameter: String
  /// What is wrong with it, as a phrase that follows its name.
  package var detail: String

  package var description: String { "\(parameter) \(detail)" }
}
