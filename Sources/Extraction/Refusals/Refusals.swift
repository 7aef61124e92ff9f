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
    let wordCount = article.paragraphs.reduce(0) {
      $0 + $1.text.utf8.count { $0 == 0x20 } + 1
    }
    assert(wordCount >= article.paragraphs.count)
    guard wordCount < 120 else { return nil }
    let title = (metadata.head.title ?? "") + " " + (article.headline ?? "")
    let titleWords = WordScanner.hashes(Array(title.utf8), limit: 60)
    let pageWords = features.words.prefix(400).reduce(into: [UInt64]()) { $0 += $1.prefix(60) }
    if barriers.isIn(titleWords) || (pageWords.count < 400 && barriers.isIn(pageWords)) {
      return blockPage
    }
    if missing.isIn(titleWords) || (wordCount < 60 && missing.isIn(headingWords(metadata))) {
      return softMissing
    }
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
    let page = features.page
    let linked = page.blocks.count {
      let entry = page.containers[$0.container]
      return entry.traits.contains(.heading) && $0.linkBytes * 5 > $0.count * 4
    }
    let heading = metadata.head.headings.first.map { PageHead.text(metadata.page, $0, limit: 300) }
    // Scripts without blanks between words write a whole headline in one.
    let isNamedLikeSection =
      heading.map {
        let words = $0.split(separator: " ").count
        return words >= 1 && words <= 2 && $0.utf8.count <= 24 && article.authors.isEmpty
      } ?? false
    let isList = isNamedLikeSection ? linked >= 6 : linked >= 12 && wordCount < 60
    return isList && metadata.head.meta("article:published_time") == nil
  }

  private static let barriers = Phrases(RuleFile.refusals["barriers"])
  private static let missing = Phrases(RuleFile.refusals["missing"])
  private static let consent = Phrases(RuleFile.refusals["consent"])
  /// What only stands where a text breaks off.
  private static let endsInPaywall = Phrases(RuleFile.refusals["ends in paywall"])
  private static let subscribe = Phrases(RuleFile.refusals["subscribe"])
}
