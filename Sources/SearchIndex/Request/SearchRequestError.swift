/// What is wrong with one parameter of a search.
package struct SearchRequestError: Error, Equatable, CustomStringConvertible {
  package var parameter: String
  /// What is wrong with it, as a phrase that follows its name.
  package var detail: String
  /// For the query itself: what is wrong, and where.
  package var query: QueryError?

  package init(parameter: String, detail: String) {
    self.parameter = parameter
    self.detail = detail
  }

  /// What is wrong with the query itself.
  package init(_ error: QueryError) {
    parameter = SearchRequest.Parameter.words.rawValue
    detail = error.description
    query = error
  }

  /// One line for whoever asked.
  package var description: String { query?.description ?? "\(parameter) \(detail)" }
}
