internal import Ledger
internal import Model
package import SearchIndex

extension Catalogue {
  /// Articles that match, or how many there are; one a story unless copies are asked for.
  ///
  /// Throws `QueryError` where the query names a story that is not there.
  package func search(
    _ request: SearchRequest, time: SearchTime = .patient
  ) throws -> SearchResult {
    let run = try index.begin(request, stories: try stories(of: request.query), time: time)
    var result = SearchResult(query: request.query.normalized)
    if let field = request.countedBy {
      result.countedBy = field.rawValue
      (result.counts, result.isPartial) = try run.count(by: field)
      return result
    }
    var answer = try run.answer()
    if request.order == .relevance && !request.includesCopies {
      answer.articles = try answer.articles.map { try head(of: $0, in: run) }
    }
    let hits = try run.hits(answer)
    let summaries = try ledger.summaries(of: hits.map(\.number))
    let stories = try ledger.ids(of: hits.map(\.story))
    result.hits = hits.compactMap { hit in
      guard let summary = summaries[hit.number] else { return nil }
      return FoundArticle(
        summary: summary, score: hit.score, snippet: hit.snippet,
        day: hit.local.map { String(ISOTime.text(seconds: $0).prefix(10)) },
        alsoInStory: hit.alsoInStory, story: stories[hit.story] ?? summary.id,
        cursor: run.cursor(behind: hit.ordinal).text)
    }
    result.isPartial = answer.isPartial
    if answer.hasMore { result.next = run.cursor(behind: answer.articles.count).text }
    return result
  }

  /// How many articles match by each of some fields, in their order; true where the time was over before all
  /// were counted.
  ///
  /// Throws `QueryError` where the query names a story that is not there.
  package func counts(
    of request: SearchRequest, by fields: [CountField], time: SearchTime
  ) throws -> (counts: [[(value: String?, count: Int)]], isPartial: Bool) {
    try index.begin(request, stories: try stories(of: request.query), time: time).count(by: fields)
  }

  /// The best copy of a hit, where it is a hit too.
  private func head(of hit: RankedArticle, in run: SearchRun) throws -> RankedArticle {
    guard let head = try ledger.head(of: hit.number), head != hit.number,
      var found = try run.match(head)
    else { return hit }
    found.score = hit.score
    return found
  }

  /// The articles of each story that the query names, by the ids that were typed.
  func stories(of query: SearchQuery) throws -> [String: [DecisionNumber]] {
    var stories: [String: [DecisionNumber]] = [:]
    for id in query.storyIDs {
      guard case .found(let row) = try ledger.article(id: id) else {
        throw query.unknownStory(id)
      }
      stories[id] = try ledger.story(row.decision.story, limit: 10_000).map(\.number)
    }
    return stories
  }
}
