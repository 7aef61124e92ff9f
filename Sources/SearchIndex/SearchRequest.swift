import Model

/// What a search is asked for: words and filters, read in one place for the command line and for
/// the control socket.
package struct SearchRequest: Sendable, Equatable {
  package var query: String
  /// Hits at most.
  package var limit = 20
  package var source: String?
  /// Seconds since 1970, inclusive; articles without a date go by their arrival.
  package var since: Int64?
  /// Seconds since 1970, exclusive.
  package var until: Int64?
  /// False for one hit a story.
  package var includesCopies = false

  /// A search for words, without filters.
  package init(query: String) { self.query = query }
}

extension SearchRequest {
  /// The parameters of a search: as options on the command line, as a query string on the socket.
  package enum Parameter: String, CaseIterable, Sendable {
    case words = "q"
    case limit, source, since, until
    case allCopies = "all-copies"
  }

  /// Reads parameters by name. An empty value counts as not given, but for `all-copies`, which is
  /// set by its name alone.
  ///
  /// Throws `SearchRequestError` for the first parameter that is unknown, given twice or malformed,
  /// and when there are no words to look for.
  package init(
    parameters: [(name: String, value: String)], limitMaximum: Int = .max
  ) throws(SearchRequestError) {
    self.init(query: "")
    var seen: Set<Parameter> = []
    for (name, value) in parameters {
      guard let parameter = Parameter(rawValue: name) else {
        let known = Parameter.allCases.map(\.rawValue).joined(separator: ", ")
        throw SearchRequestError(
          parameter: name, detail: "is no parameter of a search; there are \(known)")
      }
      guard seen.insert(parameter).inserted else {
        throw SearchRequestError(parameter: name, detail: "is given twice")
      }
      try set(parameter, to: value, limitMaximum)
    }
    guard query.contains(where: { !$0.isWhitespace }) else {
      throw SearchRequestError(
        parameter: Parameter.words.rawValue, detail: "is missing: a search needs words")
    }
  }

  private mutating func set(
    _ parameter: Parameter, to value: String, _ limitMaximum: Int
  ) throws(SearchRequestError) {
    func wrong(_ expected: String) -> SearchRequestError {
      SearchRequestError(parameter: parameter.rawValue, detail: "\(expected), not \"\(value)\"")
    }
    if parameter == .allCopies {
      switch value {
      case "", "1", "true", "yes": includesCopies = true
      case "0", "false", "no": includesCopies = false
      default: throw wrong("is true or false")
      }
      return
    }
    if value.isEmpty { return }
    switch parameter {
    case .words: query = value
    case .source: source = value
    case .limit:
      guard let number = Int(value), number >= 1, number <= limitMaximum else {
        throw wrong(
          limitMaximum == .max ? "must be at least 1" : "must be from 1 to \(limitMaximum)")
      }
      limit = number
    case .since, .until:
      guard let seconds = Self.start(of: value) else {
        throw wrong("takes a day such as 2025-02-13, or a time such as 2025-02-13T11:38:35Z")
      }
      if parameter == .since { since = seconds } else { until = seconds }
    case .allCopies: break
    }
  }

  /// The first second of a day, or the time that is written.
  private static func start(of text: String) -> Int64? {
    // A day alone is its noon elsewhere, so that no zone moves an article to another day.
    ISOTime.seconds(text).map { text.utf8.count <= 10 ? $0 - 43_200 : $0 }
  }
}
