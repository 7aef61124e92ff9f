import HTMLTree
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

  private static let loginPage = Refusal(
    reason: .paywallStub, detail: "The page only asks its reader to log in.")

  private static let paywallStub = Refusal(
    reason: .paywallStub, detail: "Only the beginning of an article that is for subscribers.")

  private static let softMissing = Refusal(
    reason: .softMissing, detail: "The page says that there is no such page.")

  private static let serverError = Refusal(
    reason: .errorResponse,
    detail: "A server, or a program behind it, answered for itself in place of a page.")

  private static let sectionPage = Refusal(
    reason: .sectionPage, detail: "The page lists articles and is none itself.")

  /// The reason to refuse a page, nil where it holds an article.
  static func of(_ article: Article, _ features: BlockFeatures, _ metadata: PageMetadata)
    -> Refusal?
  {
    let wordCount = article.paragraphs.reduce(0) { $0 + TextShape.wordCount($1.text) }
    assert(wordCount >= article.paragraphs.count)
    guard wordCount < 120 else { return nil }
    let page = pageText(features)
    if let refusal = barrier(article, metadata, page, wordCount: wordCount) { return refusal }
    if isSection(article, features, metadata, wordCount: wordCount) { return sectionPage }
    let isConsentBeside = consent.isIn(page) && page.words.count < 800
    if article.paragraphs.isEmpty { return isConsentBeside ? consentWall : empty }
    if isConsent(article, metadata, wordCount: wordCount)
      || isBesideConsent(article, features, metadata, wordCount: wordCount)
    {
      return consentWall
    }
    if wordCount < 60, isPaywalled(article, features, page) { return paywallStub }
    if wordCount < 60, !isSigned(article, metadata), isNamedLogin(article, metadata) {
      return loginPage
    }
    // `www.harbour.example`: a link or a label that nothing else was kept beside.
    if wordCount < 4, !isSigned(article, metadata),
      article.paragraphs.allSatisfy({ TextShape.sentenceCount($0.text) == 0 })
    {
      return isConsentBeside ? consentWall : empty
    }
    return nil
  }

  /// True where a page breaks off for subscribers, or offers a subscription and says that it is not free.
  private static func isPaywalled(
    _ article: Article, _ features: BlockFeatures, _ page: PhraseText
  ) -> Bool {
    func isIn(_ text: PhraseText) -> Bool {
      endsInPaywall.isIn(text) || (article.isAccessibleForFree == false && subscribe.isIn(text))
    }
    guard isIn(page) else { return false }
    guard isReport(article) else { return true }
    return isIn(pageText(features, apartFrom: article))
  }

  /// The page's blocks without the headline and without the sentences that tell of something: a theatre,
  /// too, is open to subscribers only.
  private static func pageText(
    _ features: BlockFeatures, apartFrom article: Article
  ) -> PhraseText {
    var text = PhraseText()
    let headline = article.headline ?? ""
    for block in features.page.blocks.prefix(400) {
      let words = String(decoding: features.page.bytes(block).prefix(2000), as: UTF8.self)
      if words == headline { continue }
      for sentence in words.split(whereSeparator: { ".!?。！？".contains($0) })
      where !ReportSigns.tells(String(sentence)) {
        text.add(Array(sentence.utf8)[...], limit: 60)
      }
    }
    return text
  }

  /// True for a text that reports something, whatever phrases it holds.
  private static func isReport(_ article: Article) -> Bool {
    ReportSigns.isReport(article, besides: [barriers, ofServers, ofPages], missing: missing)
  }

  /// The beginnings of the page's blocks.
  private static func pageText(_ features: BlockFeatures) -> PhraseText {
    var text = PhraseText()
    for block in features.page.blocks.prefix(400) {
      text.add(features.page.bytes(block).prefix(600), limit: 60)
    }
    return text
  }

  private static func isNamedLogin(_ article: Article, _ metadata: PageMetadata) -> Bool {
    let heading = metadata.head.headings.first.map { PageHead.text(metadata.page, $0, limit: 100) }
    return login.isAll(of: PhraseText(headline(article)))
      || heading.map { login.isAll(of: PhraseText($0)) } ?? false
  }

  private static func headline(_ article: Article) -> String { article.headline ?? "" }

  /// True where something about a page says that it is an article: a date, an author, its type.
  private static func isSigned(_ article: Article, _ metadata: PageMetadata) -> Bool {
    article.datePublished != nil || !article.authors.isEmpty || metadata.data.hasArticle
  }

  /// A page that stands in an article's place, unless its own words speak for an article.
  private static func barrier(
    _ article: Article, _ metadata: PageMetadata, _ page: PhraseText, wordCount: Int
  ) -> Refusal? {
    let title = PhraseText((metadata.head.title ?? "") + " " + headline(article), limit: 60)
    let isArticle = speaksForArticle(article, metadata, title)
    if !isArticle,
      barriers.isIn(title) || (page.words.count < 400 && barriers.isIn(page))
        || isWaiting(article, metadata, page, wordCount: wordCount)
    {
      return blockPage
    }
    if !isArticle, wordCount < 60, !isSigned(article, metadata) {
      if ofServers.isIn(title) || ofServers.isIn(headings(metadata))
        || ofServers.isIn(text(article))
      {
        return serverError
      }
      if wordCount < 40, speaksOfBrowserOnly(article) { return blockPage }
    }
    let isMissing =
      missing.isIn(title)
      || (wordCount < 60 && (missing.isIn(headings(metadata)) || saysMissing(article, metadata)))
    return isMissing && !isArticle ? softMissing : nil
  }

  /// True where every sentence of a text is about the reader's browser.
  private static func speaksOfBrowserOnly(_ article: Article) -> Bool {
    let texts = article.paragraphs.filter { $0.role != .heading }
    return !texts.isEmpty && texts.allSatisfy { ofBrowsers.isIn(PhraseText($0.text)) }
  }

  /// The same for a text without markup, of which `text` is the whole: only an answer as short as
  /// servers give.
  static func of(text: [UInt8], _ article: Article) -> Refusal? {
    if let refusal = of(carried: article) { return refusal }
    guard !article.paragraphs.isEmpty, text.count <= 600, article.datePublished == nil,
      article.authors.isEmpty, article.paragraphs.count <= 4
    else { return nil }
    if isOfLooseWords(article) { return empty }
    return ofServers.isIn(PhraseText(String(decoding: text, as: UTF8.self))) ? serverError : nil
  }

  /// The same for what a row, a field or a text gives in place of a page: only where nothing says who
  /// wrote it when, the headline is next to nothing but the phrase, and the few words below it speak of
  /// pages, too. A headline that is a host's name says nothing.
  static func of(carried article: Article) -> Refusal? {
    let wordCount = article.paragraphs.reduce(0) { $0 + TextShape.wordCount($1.text) }
    guard wordCount > 0, wordCount < 60, article.datePublished == nil, article.authors.isEmpty
    else { return nil }
    let text = text(article)
    let speaksOfPages =
      ofPages.isIn(text) || barriers.isIn(text) || ofServers.isIn(text) || ofBrowsers.isIn(text)
    guard speaksOfPages else { return nil }
    let headline = headline(article)
    guard headline.contains(" ") || !headline.contains(".") && !headline.isEmpty else {
      return wordCount < 40 && barriers.isIn(text) && ofPages.isIn(text) ? blockPage : nil
    }
    // The site's name stands behind a mark.
    let parts = [headline] + headline.split { "|-–—".contains($0) }.map(String.init)
    let titles = parts.map { (text: PhraseText($0, limit: 60), length: TextShape.wordCount($0)) }
    func names(_ phrases: Phrases) -> Bool {
      titles.contains { title in
        phrases.match(in: title.text).map { title.length - $0 <= 1 } ?? false
      }
    }
    if names(barriers) || titles.contains(where: { waiting.isAll(of: $0.text) }) {
      return blockPage
    }
    if names(ofServers) { return serverError }
    return names(missing) ? softMissing : nil
  }

  /// True for a few words without headline, of which no paragraph is a sentence: `hello`, a host's name, a
  /// number.
  private static func isOfLooseWords(_ article: Article) -> Bool {
    article.headline == nil
      && article.paragraphs.allSatisfy { TextShape.sentenceCount($0.text) == 0 }
      && article.paragraphs.reduce(0) { $0 + TextShape.wordCount($1.text) } < 10
  }

  /// True for `One moment …` and few words about the reader's browser.
  private static func isWaiting(
    _ article: Article, _ metadata: PageMetadata, _ page: PhraseText, wordCount: Int
  ) -> Bool {
    guard wordCount < 60, page.words.count < 200, !isSigned(article, metadata) else { return false }
    let titles = [metadata.head.title, article.headline].compactMap(\.self)
    return titles.contains { waiting.isAll(of: PhraseText($0)) } && ofPages.isIn(page)
  }

  /// True for a text without date and author that speaks of a page that is not there.
  private static func saysMissing(_ article: Article, _ metadata: PageMetadata) -> Bool {
    guard !isSigned(article, metadata) else { return false }
    let text = text(article)
    return missing.isIn(text) && ofPages.isIn(text)
  }

  /// True when a short text has sentences of its own, none of which speaks of the page or the
  /// reader's browser, below a headline that says more than the phrase it holds; or that it reports.
  private static func speaksForArticle(
    _ article: Article, _ metadata: PageMetadata, _ title: PhraseText
  ) -> Bool {
    let sentences = article.paragraphs.reduce(0) {
      $1.role == .heading ? $0 : $0 + TextShape.sentenceCount($1.text)
    }
    if isReport(article) { return true }
    let text = text(article)
    guard sentences >= 1 else { return false }
    // Somebody wrote it on a day, and only the text mentions a barrier.
    if sentences > 2, article.datePublished != nil,
      metadata.data.hasArticle || !article.authors.isEmpty, !barriers.isIn(title),
      !missing.isIn(title)
    {
      return true
    }
    guard !ofPages.isIn(text), !barriers.isIn(text), !ofServers.isIn(text) else { return false }
    if sentences > 1, metadata.data.hasArticle, article.datePublished != nil { return true }
    let words = PhraseText(headline(article), limit: 60)
    let length = TextShape.wordCount(headline(article))
    let phrase = [barriers, missing, ofServers].reduce(0) { max($0, $1.match(in: words) ?? 0) }
    let isSupported = sentences > 1 && article.datePublished != nil
    let wordCount = article.paragraphs.reduce(0) { $0 + TextShape.wordCount($1.text) }
    return wordCount >= 10 && length - phrase >= (isSupported ? 2 : sentences > 1 ? 4 : 5)
  }

  /// Of the page's first two main headings.
  private static func headings(_ metadata: PageMetadata) -> PhraseText {
    metadata.head.headings.prefix(2).reduce(into: PhraseText()) { text, node in
      text.add(Array(PageHead.text(metadata.page, node, limit: 300).utf8)[...], limit: 40)
    }
  }

  private static func text(_ article: Article) -> PhraseText {
    article.paragraphs.reduce(into: PhraseText()) {
      if $1.role != .heading { $0.add(Array($1.text.utf8)[...]) }
    }
  }

  /// True for few sentences beside one that asks for consent, in one element with it and without a
  /// date or an author: the rest of what the dialogue says.
  private static func isBesideConsent(
    _ article: Article, _ features: BlockFeatures, _ metadata: PageMetadata, wordCount: Int
  ) -> Bool {
    guard wordCount < 60, !isSigned(article, metadata) else { return false }
    let page = features.page
    var total: [Int: Int] = [:]
    var asking: [Int: Int] = [:]
    for (index, block) in page.blocks.enumerated() where block.linkBytes * 2 < block.count {
      let entry = page.containers[block.container]
      if entry.traits.contains(.heading) { continue }
      let parent = entry.tag == .p ? entry.parent : block.container
      let words = features.words[index].count
      total[parent, default: 0] += words
      if consent.isIn(PhraseText(words: features.words[index], text: page.bytes(block))) {
        asking[parent, default: 0] += words
      }
    }
    let kept = Set(article.paragraphs.map(\.text))
    return page.blocks.contains { block in
      let entry = page.containers[block.container]
      let parent = entry.tag == .p ? entry.parent : block.container
      return (asking[parent] ?? 0) * 5 >= (total[parent] ?? 0) && asking[parent] != nil
        && kept.contains(String(decoding: page.bytes(block), as: UTF8.self))
    }
  }

  /// True for a text of which half speaks of consent, and as somebody who asks for it; of a page that
  /// says who wrote it when, nearly all.
  private static func isConsent(
    _ article: Article, _ metadata: PageMetadata, wordCount: Int
  ) -> Bool {
    guard wordCount < 100 else { return false }
    var consenting = 0
    var asks = consent.isIn(PhraseText(headline(article)))
    var total = 0
    var names = (cookies: false, others: false)
    for paragraph in article.paragraphs where paragraph.role != .heading {
      let text = PhraseText(paragraph.text)
      let words = TextShape.wordCount(paragraph.text)
      total += words
      let isAsking = consent.isIn(text)
      asks = asks || isAsking
      let hits = (cookies: cookies.isIn(text), others: ofConsent.isIn(text))
      names = (names.cookies || hits.cookies, names.others || hits.others)
      if isAsking || hits.cookies || hits.others { consenting += words }
    }
    if isSigned(article, metadata) { return asks && consenting * 4 >= total * 3 }
    let isBare = TextShape.wordCount(headline(article)) <= 4 && names.cookies && names.others
    return (asks || isBare) && consenting * 2 >= total
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
  /// What is the whole title of a page that looks at the browser.
  private static let waiting = Phrases(RuleFile.refusals["waiting"])
  private static let ofServers = Phrases(RuleFile.refusals["server errors"])
  private static let ofBrowsers = Phrases(["javascript*", "captcha", "cloudflare"])
  private static let login = Phrases(RuleFile.refusals["login"])
  static let cookies = Phrases(RuleFile.refusals["cookies"])
  static let ofConsent = Phrases(RuleFile.refusals["of consent"])
  static let consent = Phrases(RuleFile.refusals["consent"])
  /// What only stands where a text breaks off.
  private static let endsInPaywall = Phrases(RuleFile.refusals["ends in paywall"])
  private static let subscribe = Phrases(RuleFile.refusals["subscribe"])
}
