import Model

/// Puts articles into their order, one a story, page by page.
///
/// They come in rounds, each with those before and more. What an earlier round had stays before what is
/// new in a later one, so that the second page goes on where the first ended.
struct SearchPage {
  private let request: SearchRequest
  private var seen: Set<DecisionNumber> = []
  private var stories: Set<DecisionNumber> = []
  private var others: [DecisionNumber: Int] = [:]
  private var hits: [RankedArticle] = []

  init(_ request: SearchRequest) { self.request = request }

  var isFull: Bool { hits.count > request.firstHit + request.limit }

  mutating func add(_ articles: [RankedArticle]) {
    let new = articles.filter { seen.insert($0.number).inserted }
    for article in new.sorted(by: isBefore) {
      if request.includesCopies || stories.insert(article.story).inserted {
        hits.append(article)
      } else {
        others[article.story, default: 0] += 1
      }
    }
  }

  private func isBefore(_ left: RankedArticle, _ right: RankedArticle) -> Bool {
    switch request.order {
    case .relevance: (left.score, left.number) > (right.score, right.number)
    case .date: (left.local ?? .min, left.number) > (right.local ?? .min, right.number)
    }
  }

  func answer(isExhausted: Bool, isLate: Bool) -> SearchAnswer {
    let end = request.firstHit + request.limit
    return SearchAnswer(
      articles: Array(hits.prefix(end).dropFirst(request.firstHit)), others: others,
      isPartial: isLate && !isExhausted, hasMore: hits.count > end || !isExhausted)
  }
}
