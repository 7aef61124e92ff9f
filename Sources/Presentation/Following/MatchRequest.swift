package import SearchIndex

/// What is asked of the new articles that match a query, read in one place for the command line and for the
/// control socket.
package struct MatchRequest: Sendable, Equatable {
  /// What is looked for; its limit is that of the lines.
  package var search: SearchRequest
  /// What came behind this number of the change feed; nil to be told where the feed ends now.
  package var after: UInt64?
  /// How long to wait for a line where there is none yet, in seconds.
  package var wait = 0

  /// Parameters that are the search's own; all others of a search have no meaning here.
  private static let ofSearch: [SearchRequest.Parameter] = [
    .words, .source, .since, .until, .allCopies,
  ]

  /// Lines that one answer may hold.
  package static let limitMaximum = 1_000

  /// Reads parameters by name: `q`, `source`, `since`, `until` and `all-copies` as a search has them, `after`,
  /// `limit` and `wait` as the change feed.
  ///
  /// Throws `SearchRequestError` for the first that is unknown, given twice or malformed.
  package init(parameters: [(name: String, value: String)]) throws(SearchRequestError) {
    let known = Self.ofSearch.map(\.rawValue) + ["after", "limit", "wait"]
    if let unknown = parameters.first(where: { !known.contains($0.name) }) {
      throw SearchRequestError(
        parameter: unknown.name,
        detail: "is no parameter here; there are \(known.joined(separator: ", "))")
    }
    search = try SearchRequest(
      parameters: parameters.filter { Self.ofSearch.map(\.rawValue).contains($0.name) })
    search.limit = Self.limitMaximum
    var feed = parameters.filter { ["after", "limit", "wait"].contains($0.name) }
    let isFromNow = !feed.contains { $0.name == "after" }
    if isFromNow { feed.append(("after", "0")) }
    let asked: ChangeRequest
    do throws(ChangeRequestError) {
      asked = try ChangeRequest(parameters: feed)
    } catch {
      throw SearchRequestError(parameter: error.parameter, detail: error.detail)
    }
    if feed.contains(where: { $0.name == "limit" }) {
      search.limit = min(asked.limit, Self.limitMaximum)
    }
    wait = asked.wait
    after = isFromNow ? nil : asked.after
  }
}
