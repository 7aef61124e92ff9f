/// What the articles of a story say together: its headline, who and where, since when, what is new, and
/// where they differ.
package struct StoryOverview: Sendable {
  /// The article whose headline is that of the story, by its position; nil where none has one.
  package private(set) var headline: Int?
  /// Names that several articles speak of, those that most have first.
  package private(set) var names: [String] = []
  /// Where it was reported from.
  package private(set) var locations: [String] = []
  /// The first and the last date of an article, as ISO 8601; nil where none is dated.
  package private(set) var began: String?
  package private(set) var lastMoved: String?
  /// Papers and sites, in order of their first articles.
  package private(set) var papers: [String] = []
  /// Languages, in order of their first articles.
  package private(set) var languages: [String] = []
  /// The latest article by its date, or else the last that came; nil for a story of one.
  package private(set) var latest: Int?
  /// Its sentences that no article before it has in any words.
  package private(set) var newSentences: [String] = []
  package private(set) var disputed: [DisputedFigure] = []

  private static let nameLimit = 6
  private static let locationLimit = 3
  /// Words of a text, besides its headline, by which another's headline is central.
  private static let leadWordCount = 60
  /// The share of a sentence's words that another has that says the same.
  private static let counterpartShare = 0.5
  /// Sentences with fewer words are not called new.
  private static let wordFloor = 4
  /// What counts for a headline that is no copy's, and for one of a text that was taken from none.
  private static let originalBonus = 0.2

  /// Reads the articles, which stand in order of their arrival; `graph`: their lineage.
  package init(of articles: [LineageArticle], _ graph: LineageGraph) {
    let texts = articles.map { LineageText($0.paragraphs) }
    let sentences = texts.enumerated().map { Sentence.all(of: $1, article: $0) }
    headline = Self.headline(of: articles, texts, graph)
    var known: Set<String> = []
    for article in articles {
      if let paper = article.publishers.first, known.insert(paper).inserted,
        !papers.contains(where: { CreditTable.isSame($0, paper) })
      {
        papers.append(paper)
      }
      if let language = article.language, !languages.contains(language) {
        languages.append(language)
      }
    }
    readNames(articles, texts, sentences)
    let order = Self.timeOrder(articles)
    began = order.first { articles[$0].published != nil }.flatMap { articles[$0].publishedText }
    lastMoved = order.last { articles[$0].published != nil }.flatMap { articles[$0].publishedText }
    disputed = FigureComparison(texts, sentences).disputed
    if articles.count > 1, let last = order.last {
      latest = last
      readNews(order.dropLast(), last, texts, sentences)
    }
  }

  private static func headline(
    of articles: [LineageArticle], _ texts: [LineageText], _ graph: LineageGraph
  ) -> Int? {
    let headlines = articles.map { LineageText([$0.headline ?? ""]) }
    let leads = zip(headlines, texts).map { headline, text in
      Set((headline.words + text.words.prefix(leadWordCount)).map(\.key))
    }
    var taken: Set<Int> = []
    for edge in graph.edges {
      if case .article(let child) = edge.child, case .article = edge.parent { taken.insert(child) }
    }
    var best: (article: Int, score: Double)?
    for (article, headline) in headlines.enumerated() where !headline.words.isEmpty {
      let words = Set(headline.words.map(\.key))
      var score = 0.0
      for (other, lead) in leads.enumerated() where other != article {
        score += Double(words.intersection(lead).count) / Double(words.count)
      }
      score /= Double(max(1, leads.count - 1))
      if !articles[article].isCopy { score += originalBonus }
      if !taken.contains(article) { score += originalBonus }
      if score > best?.score ?? -1 { best = (article, score) }
    }
    return best?.article
  }

  private mutating func readNames(
    _ articles: [LineageArticle], _ texts: [LineageText], _ sentences: [[Sentence]]
  ) {
    var counts = NameCounts()
    for (article, text) in texts.enumerated() {
      counts.add(text, sentences[article], article: article, language: articles[article].language)
    }
    var positions: [String: Int] = [:]
    for location in articles.compactMap(\.dateline) { positions[location, default: 0] += 1 }
    locations = Array(
      positions.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.locationLimit).map(
        \.key))
    let others = (locations + articles.flatMap(\.publishers)).map(SiteName.words)
    names = counts.top(Self.nameLimit, articleCount: articles.count, without: others)
  }

  /// Places of the articles by their dates; an undated one stands behind the one before which it came.
  private static func timeOrder(_ articles: [LineageArticle]) -> [Int] {
    var time = Int64.min
    let times = articles.map { article -> Int64 in
      if let own = article.publishedSeconds { time = own }
      return time
    }
    return articles.indices.sorted { (times[$0], $0) < (times[$1], $1) }
  }

  private mutating func readNews(
    _ earlier: ArraySlice<Int>, _ last: Int, _ texts: [LineageText], _ sentences: [[Sentence]]
  ) {
    var index = SentenceIndex()
    for article in earlier { for sentence in sentences[article] { index.add(sentence) } }
    for sentence in sentences[last] where sentence.words.count >= Self.wordFloor {
      if index.counterparts(of: sentence, share: Self.counterpartShare).isEmpty {
        newSentences.append(texts[last].text(sentence.range))
      }
    }
  }
}
