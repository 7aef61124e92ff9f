internal import JSONTree
package import Ledger
internal import Model
package import SearchIndex
package import Storage

/// Everything that can be asked of a state: a reader of ledger and index that changes neither, and
/// works beside a running daemon.
package struct Catalogue: Sendable {
  package let ledger: any LedgerReader
  package let index: FullTextIndex

  /// Keeps writers away, where it must.
  private let lock: FileLock?

  package init(ledger: any LedgerReader, index: FullTextIndex, lock: FileLock? = nil) {
    self.ledger = ledger
    self.index = index
    self.lock = lock
  }

  /// The article with all that the ledger knows about it now.
  package func document(for row: ArticleRow) throws -> ArticleDocument {
    let contains = try ledger.parts(of: row.number)
    let head = try ledger.head(of: row.number) ?? row.number
    let named = [row.decision.story, head] + contains + (row.decision.copyOf.map { [$0] } ?? [])
    let ids = try ledger.ids(of: named)
    return ArticleDocument(
      article: row.article, provenance: row.provenance, outcome: row.outcome,
      links: ArticleLinks(
        id: row.id, duplicateOf: row.decision.copyOf.flatMap { ids[$0] },
        duplicateKind: row.decision.kind, similarity: row.decision.similarity,
        sharedSpans: row.decision.sharedSpans, contains: contains.compactMap { ids[$0] },
        head: ids[head], story: ids[row.decision.story]))
  }

  /// Writes every article as one line of JSON, in order of decision.
  ///
  /// `write`: Takes some lines at a time, so that an archive of any size streams.
  /// Returns how many articles there were.
  @discardableResult
  package func export(_ write: ([UInt8]) throws -> Void) throws -> Int {
    var writer = JSONWriter()
    var count = 0
    try ledger.forEachArticle(from: DecisionNumber(1)) { row in
      try document(for: row).write(to: &writer)
      writer.endLine()
      count += 1
      if writer.bytes.count > 1 << 20 { try write(writer.take()) }
      return true
    }
    try write(writer.take())
    return count
  }

  /// The articles of the story that `row` belongs to, in order of decision.
  package func story(of row: ArticleRow) throws -> [ArticleRow] {
    try ledger.story(row.decision.story, limit: 10_000)
  }
}

/// One line of a search's answer.
package struct FoundArticle: Sendable {
  package var summary: ArticleSummary
  package var score: Double
  package var snippet: Snippet
  /// Other articles of the same story that matched too.
  package var alsoInStory: Int
  /// The story's id.
  package var story: String
}

extension Catalogue {
  /// Articles that match, best first; one a story unless copies are asked for.
  package func search(_ request: SearchRequest) throws -> [FoundArticle] {
    var summaries: [DecisionNumber: ArticleSummary] = [:]
    var others: [DecisionNumber: Int] = [:]
    let hits = try index.search(request.query, limit: request.limit) { ranked in
      summaries = try ledger.summaries(of: ranked.map(\.number))
      others = [:]
      var stories: Set<DecisionNumber> = []
      let kept = ranked.filter { hit in
        guard let summary = summaries[hit.number], fits(summary, request) else { return false }
        if request.includesCopies || stories.insert(summary.story).inserted { return true }
        others[summary.story, default: 0] += 1
        return false
      }
      if request.includesCopies { return kept }
      return try kept.prefix(request.limit).map {
        try head(of: $0, among: ranked, summaries, request)
      }
    }
    let stories = try ledger.ids(of: hits.compactMap { summaries[$0.number]?.story })
    return hits.compactMap { hit in
      guard let summary = summaries[hit.number] else { return nil }
      return FoundArticle(
        summary: summary, score: hit.score, snippet: hit.snippet,
        alsoInStory: others[summary.story] ?? 0, story: stories[summary.story] ?? summary.id)
    }
  }

  /// The best copy of a hit, where it is a hit too.
  private func head(
    of hit: RankedArticle, among ranked: [RankedArticle],
    _ summaries: [DecisionNumber: ArticleSummary], _ request: SearchRequest
  ) throws -> RankedArticle {
    guard let head = try ledger.head(of: hit.number), head != hit.number,
      let summary = summaries[head], fits(summary, request)
    else { return hit }
    return ranked.first { $0.number == head } ?? hit
  }

  private func fits(_ summary: ArticleSummary, _ request: SearchRequest) -> Bool {
    if let source = request.source, summary.source != source { return false }
    let time = summary.storyTime ?? summary.arrival / 1_000
    if let since = request.since, time < since { return false }
    if let until = request.until, time >= until { return false }
    return true
  }
}
