import Model

/// Articles that were found, each once.
struct Gathering {
  var found: [RankedArticle] = []
  var numbers: Set<DecisionNumber> = []
  /// All articles that match are among them.
  var isExhausted = false
  /// The time was over.
  var isLate = false

  mutating func add(_ articles: [RankedArticle]) {
    for article in articles where numbers.insert(article.number).inserted { found.append(article) }
  }
}
