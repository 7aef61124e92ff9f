internal import Bytes

/// What a search is asked for, read in one place for the command line and for the control socket.
package struct SearchRequest: Sendable, Equatable {
  /// Hits that may stand before those of one answer.
  package static let offsetMaximum = 10_000

  package var query: SearchQuery
  /// Hits at most.
  package var limit = 20
  /// Hits to pass over.
  package var offset = 0
  /// Where the answer before ended; `offset` counts from there.
  package var cursor: SearchCursor?
  package var order = SearchOrder.relevance
  /// Counts in place of hits.
  package var countedBy: CountField?
  /// False for one hit a story.
  package var includesCopies = false

  /// A search for what a person typed. Throws `QueryError`.
  package init(query: String) throws(QueryError) { self.query = try SearchQuery(query) }

  /// Hits to pass over, counted from the first.
  package var firstHit: Int { (cursor?.offset ?? 0) + offset }
}

extension SearchRequest {
  /// The parameters of a search: as options on the command line, as a query string on the socket.
  package enum Parameter: String, CaseIterable, Sendable {
    case words = "q"
    case limit, offset, after, sort
    case source, since, until
    case countBy = "count-by"
    case allCopies = "all-copies"
  }

  /// Reads parameters by name. An empty value counts as not given, but for `all-copies`, which is
  /// set by its name alone. `source`, `since` and `until` are what the fields of these names are in the
  /// query.
  ///
  /// Throws `SearchRequestError` for the first parameter that is unknown, given twice or malformed,
  /// and when there is nothing to look for.
  package init(
    parameters: [(name: String, value: String)], limitMaximum: Int = .max
  ) throws(SearchRequestError) {
    var values: [Parameter: String] = [:]
    for (name, value) in parameters {
      guard let parameter = Parameter(rawValue: name) else {
        let known = Parameter.allCases.map(\.rawValue).joined(separator: ", ")
        throw SearchRequestError(
          parameter: name, detail: "is no parameter of a search; there are \(known)")
      }
      guard values.updateValue(value, forKey: parameter) == nil else {
        throw SearchRequestError(parameter: name, detail: "is given twice")
      }
    }
    let words = values[.words] ?? ""
    guard words.contains(where: { !$0.isWhitespace }) else {
      throw SearchRequestError(
        parameter: Parameter.words.rawValue, detail: "is missing: a search needs words")
    }
    do throws(QueryError) { try self.init(query: words) } catch { throw SearchRequestError(error) }
    for parameter in Parameter.allCases {
      guard let value = values[parameter], !value.isEmpty || parameter == .allCopies else {
        continue
      }
      try set(parameter, to: value, limitMaximum)
    }
    if let cursor, !cursor.belongs(to: self) {
      throw SearchRequestError(
        parameter: "after", detail: "belongs to another query; repeat the one that it came with")
    }
    guard firstHit <= Self.offsetMaximum else {
      throw SearchRequestError(
        parameter: "offset",
        detail: "goes beyond hit \(Self.offsetMaximum); narrow the search, by since: and until:")
    }
  }

  private mutating func set(
    _ parameter: Parameter, to value: String, _ limitMaximum: Int
  ) throws(SearchRequestError) {
    func wrong(_ expected: String) -> SearchRequestError {
      SearchRequestError(parameter: parameter.rawValue, detail: "\(expected), not \"\(value)\"")
    }
    func one<Choice: RawRepresentable & CaseIterable>(
      of type: Choice.Type
    ) throws(SearchRequestError) -> Choice where Choice.RawValue == String {
      guard let choice = Choice(rawValue: value) else {
        throw wrong("is one of \(type.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return choice
    }
    switch parameter {
    case .words: break
    case .limit:
      guard let number = Int(value), number >= 1, number <= limitMaximum else {
        throw wrong(
          limitMaximum == .max ? "must be at least 1" : "must be from 1 to \(limitMaximum)")
      }
      limit = number
    case .offset:
      guard let number = Int(value), number >= 0 else { throw wrong("must be 0 or more") }
      offset = number
    case .after:
      guard let read = SearchCursor(value) else { throw wrong("takes the cursor of an answer") }
      cursor = read
    case .sort: order = try one(of: SearchOrder.self)
    case .countBy: countedBy = try one(of: CountField.self)
    case .allCopies:
      switch value {
      case "", "1", "true", "yes": includesCopies = true
      case "0", "false", "no": includesCopies = false
      default: throw wrong("is true or false")
      }
    case .source, .since, .until: try require(parameter, value)
    }
  }

  /// Adds the condition that the field of the parameter's name stands for.
  private mutating func require(
    _ parameter: Parameter, _ value: String
  ) throws(SearchRequestError) {
    guard let field = SearchField(rawValue: parameter.rawValue) else { return }
    do throws(FieldValue.Problem) {
      guard let node = try FieldValue(value, isQuoted: false).node(in: field) else { return }
      query.require(node)
    } catch {
      throw SearchRequestError(
        parameter: parameter.rawValue,
        detail: parameter == .source
          ? "takes a name, not \"\(value)\""
          : "takes a day such as 2025-02-13, or a time such as 2025-02-13T11:38:35Z, not \"\(value)\""
      )
    }
  }
}
