import Model

/// Why a file holds no article of use; remedies are the reasons' own.
///
/// Every refusal needs both a short text and a sign: a long text is never refused for a phrase.
enum Refusals {
  /// Nothing readable at all.
  static let empty = Refusal(
    reason: .empty, detail: "No running text was found in this file.",
    remedy: "Open the original; if it holds an article, report it as a miss of the extraction.")

  private static let blockPage = Refusal(
    reason: .blockPage,
    detail: "The page is a barrier against robots that was saved in place of an article.")

  private static let consentWall = Refusal(
    reason: .consentWall, detail: "The page only asks for consent to cookies.")

  private static let paywallStub = Refusal(
    reason: .paywallStub, detail: "Only the beginning of an article that is for subscribers.")

  private static let softMissing = Refusal(
    reason: .softMissing, detail: "The page says that there is no such page.")

  private static let sectionPage = Refusal(
    reason: .sectionPage, detail: "The page lists articles and is none itself.")

  /// The reason to refuse a page, nil where it holds an article.
  static func of(_ article: Article, _ features: BlockFeatures, _ metadata: PageMetadata)
    -> Refusal?
  {
    let wordCount = article.paragraphs.reduce(0) { $0 + TextShape.wordCount($1.text) }
    assert(wordCount >= article.paragraphs.count)
    guard wordCount < 120 else { return nil }
    let pageWords = features.words.prefix(400).reduce(into: [UInt64]()) { $0 += $1.prefix(60) }
    if let refusal = barrier(article, metadata, pageWords, wordCount: wordCount) { return refusal }
    if isSection(article, features, metadata, wordCount: wordCount) { return sectionPage }
    if article.paragraphs.isEmpty {
      return consent.isIn(pageWords) && pageWords.count < 800 ? consentWall : empty
    }
    if wordCount < 80, consent.isIn(textWords(article)) { return consentWall }
    if wordCount < 60, endsInPaywall.isIn(pageWords) { return paywallStub }
    if wordCount < 60, article.isAccessibleForFree == false, subscribe.isIn(pageWords) {
      return paywallStub
    }
    return nil
  }

  /// A page that stands in an article's place, unless its own words speak for an article.
  private static func barrier(
    _ article: Article, _ metadata: PageMetadata, _ pageWords: [UInt64], wordCount: Int
  ) -> Refusal? {
    let title = (metadata.head.title ?? "") + " " + (article.headline ?? "")
    let titleWords = WordScanner.hashes(Array(title.utf8), limit: 60)
    let isArticle = speaksForArticle(article, metadata)
    if !isArticle,
      barriers.isIn(titleWords) || (pageWords.count < 400 && barriers.isIn(pageWords))
    {
      return blockPage
    }
    let isMissing =
      missing.isIn(titleWords) || (wordCount < 60 && missing.isIn(headingWords(metadata)))
    return isMissing && !isArticle ? softMissing : nil
  }

  /// True when a short text has sentences of its own, none of which speaks of the page or the
  /// reader's browser, below a headline that says more than the phrase it holds.
  private static func speaksForArticle(_ article: Article, _ metadata: PageMetadata) -> Bool {
    let text = article.paragraphs.filter { $0.role != .heading }
    let sentences = text.reduce(0) { $0 + TextShape.sentenceCount($1.text) }
    let words = text.reduce(into: [UInt64]()) {
      $0 += WordScanner.hashes(Array($1.text.utf8)) + [WordScanner.basis]
    }
    guard sentences >= 1, !ofPages.isIn(words), !barriers.isIn(words) else { return false }
    if sentences > 1, metadata.data.hasArticle, article.datePublished != nil { return true }
    let headline = WordScanner.hashes(Array((article.headline ?? "").utf8), limit: 60)
    let length = TextShape.wordCount(article.headline ?? "")
    let phrase = max(barriers.match(in: headline) ?? 0, missing.match(in: headline) ?? 0)
    let isSupported = sentences > 1 && article.datePublished != nil
    return words.count >= 10 && length - phrase >= (isSupported ? 2 : sentences > 1 ? 4 : 5)
  }

  /// Of the page's first two main headings, a blank word between them.
  private static func headingWords(_ metadata: PageMetadata) -> [UInt64] {
    metadata.head.headings.prefix(2).reduce(into: []) { words, node in
      let text = PageHead.text(metadata.page, node, limit: 300)
      words += WordScanner.hashes(Array(text.utf8), limit: 40) + [WordScanner.basis]
    }
  }

  private static func textWords(_ article: Article) -> [UInt64] {
    article.paragraphs.reduce(into: []) { $0 += WordScanner.hashes(Array($1.text.utf8)) }
  }

  /// Many headings that are links, no article's type, no date; half as many are enough under a main
  /// heading of one or two words, as sections are named, and without an author.
  private static func isSection(
    _ article: Article, _ features: BlockFeatures, _ metadata: PageMetadata, wordCount: Int
  ) -> Bool {
    guard !metadata.data.hasArticle, metadata.head.meta("og:type") != "article" else {
      return false
    }
    // A dated text below a headline of its own is an article, however much is linked around it.
    if article.datePublished != nil, wordCount >= 25,
      TextShape.wordCount(article.headline ?? "") > 3
    {
      return false
    }
    let page = features.page
    let linked = page.blocks.count {
      let entry = page.containers[$0.container]
      return entry.traits.contains(.heading) && $0.linkBytes * 5 > $0.count * 4
    }
    let heading = metadata.head.headings.first.map { PageHead.text(metadata.page, $0, limit: 300) }
    // Scripts without blanks between words write a whole headline in one.
    let isNamedLikeSection =
      heading.map {
        // An ideograph takes three bytes and says as much as half a word.
        let limit = $0.utf8.count >= $0.unicodeScalars.count * 2 + 4 ? 15 : 24
        return TextShape.wordCount($0) <= 2 && !$0.isEmpty && $0.utf8.count <= limit
          && article.authors.isEmpty
      } ?? false
    let isList = isNamedLikeSection ? linked >= 6 : linked >= 12 && wordCount < 60
    return isList && metadata.head.meta("article:published_time") == nil
  }

  private static let barriers = Phrases(RuleFile.refusals["barriers"])
  private static let missing = Phrases(RuleFile.refusals["missing"])
  private static let ofPages = Phrases(RuleFile.refusals["of pages"])
  private static let consent = Phrases(RuleFile.refusals["consent"])
  /// What only stands where a text breaks off.
  private static let endsInPaywall = Phrases(RuleFile.refusals["ends in paywall"])
  private static let subscribe = Phrases(RuleFile.refusals["subscribe"])
}
