/// A query that was read: what a search is about. The same for the command line, the control socket and
/// every page. `docs/SEARCH.md` has the language.
package struct SearchQuery: Sendable, Equatable {
  /// More is an error: a query of a person has a few dozen words.
  package static let byteLimit = 4_096
  package static let termLimit = 64
  /// Dates and stories: each doubles the cases that a query is taken apart into.
  package static let testLimit = 6
  /// Parentheses inside of parentheses.
  package static let depthLimit = 16

  package var root: QueryNode

  /// A query made of its parts.
  init(_ root: QueryNode) { self.root = root }

  /// Reads what a person typed. Throws `QueryError` for a query that says nothing or can be read in two
  /// ways: nothing of it is ever left out or taken for something else.
  package init(_ text: String) throws(QueryError) {
    var parser = try QueryParser(text)
    root = try parser.parse()
  }

  /// The query in its normal form, which reads back as the same query.
  package var normalized: String { root.normalized }

  /// The same with another condition that must hold too.
  mutating func require(_ node: QueryNode) { root = .conjunction([root, node]) }
}
