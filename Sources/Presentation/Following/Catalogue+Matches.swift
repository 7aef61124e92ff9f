internal import JSONTree
internal import Ledger
internal import Model
internal import SearchIndex

extension Catalogue {
  /// Entries of the change feed that one answer looks at.
  private static let lookLimit = 2_000

  /// New articles that match, a line each: `{"number", "event": "matched", "id", …}`, every key on every line.
  ///
  /// Each article is judged once, at the entry of the feed with which it was decided, and, unless copies are
  /// asked for, told only where nothing that came before to the same story matches. Whether it is told
  /// so follows from the state alone: whoever goes on behind the last number is told nothing twice.
  /// Throws `FeedEnded` where the feed has never come as far as `request.after`, and `QueryError` where
  /// the query names a story that is not there.
  package func matchLines(_ request: MatchRequest) throws -> ChangeLines {
    let stories = try stories(of: request.search.query)
    // Asked in this order: what comes meanwhile is behind the last number, and asked for next.
    let last = try ledger.lastChange()
    let decided = try ledger.appliedLSN()
    let isIndexed = try index.appliedLSN() >= decided
    guard let after = request.after else {
      return ChangeLines(bytes: [], count: 0, through: last, last: last)
    }
    guard after <= last else { throw FeedEnded(after: after, last: last) }
    let run = try index.begin(request.search, stories: stories)
    var through = after
    var numbers: [UInt64] = []
    var found = SearchAnswer()
    for change in try ledger.changes(after: after, limit: Self.lookLimit)
    where change.number <= last {
      // The index is told after the ledger, batch by batch, in order.
      if change.event == .decided, !isIndexed, change.article > run.newest { break }
      if change.event == .decided, let match = try newMatch(change.article, request, run) {
        numbers.append(change.number)
        found.articles.append(match)
      }
      through = change.number
      if numbers.count >= request.search.limit { break }
    }
    // What the index lacks yet comes with the next entry that is told of.
    return ChangeLines(
      bytes: try lines(numbers, found, run), count: numbers.count, through: through,
      last: isIndexed ? last : through)
  }

  /// The article, where it is a hit that is to be told.
  private func newMatch(
    _ number: DecisionNumber, _ request: MatchRequest, _ run: SearchRun
  ) throws -> RankedArticle? {
    guard let match = try run.match(number) else { return nil }
    if request.search.includesCopies { return match }
    let earlier = try ledger.earlier(inStoryOf: number)
    return try run.firstMatch(among: earlier) == nil ? match : nil
  }

  private func lines(
    _ numbers: [UInt64], _ found: SearchAnswer, _ run: SearchRun
  ) throws -> [UInt8] {
    guard !numbers.isEmpty else { return [] }
    let summaries = try ledger.summaries(of: found.articles.map(\.number))
    let stories = try ledger.ids(of: found.articles.map(\.story))
    var writer = JSONWriter()
    for hit in try run.hits(found) {
      // Without those that were taken out meanwhile.
      guard let summary = summaries[hit.number] else { continue }
      writer.beginObject()
      writer.key("number")
      writer.integer(numbers[hit.ordinal - 1])
      writer.value("event", "matched")
      writer.value("id", summary.id)
      writer.value("story", stories[hit.story] ?? summary.id)
      writer.value("headline", summary.headline)
      writer.value("url", summary.url)
      writer.value(
        "datePublished", hit.local.map { String(ISOTime.text(seconds: $0).prefix(10)) })
      writer.value("source", summary.source)
      writer.value("outcome", summary.outcome.rawValue)
      writer.value("snippet", hit.snippet.marked(begin: "**", end: "**"))
      writer.endObject()
      writer.endLine()
    }
    return writer.take()
  }
}
