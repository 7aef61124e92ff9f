import Bytes
import Model
import HTMLTree

/// Chooses headline, authors, dates and the rest from everything that a page states.
struct PageMetadata {
  let page: HTMLDocument
  let head: PageHead
  let data: LinkedData
  let context: ExtractionContext
  let reader: DateReader
  /// The language of the page's longest texts.
  let language: String?
  /// What is declared about it, which may be the template's.
  let statedLanguage: String?
  /// Names that stand for the site and not for a person, folded.
  let siteNames: Set<String>

  /// Reads what `page` states; `blocks` are its text, for telling its language.
  init(_ page: HTMLDocument, context: ExtractionContext, blocks: PageBlocks = PageBlocks()) {
    self.page = page
    self.context = context
    head = PageHead(page)
    let headings = head.headings.prefix(4).map { PageHead.text(page, $0, limit: 300) }
    data = LinkedData(
      head.linkedData, headings: headings + [head.meta("og:title"), head.title].compactMap(\.self),
      addresses: [context.url, head.canonical, head.meta("og:url")].compactMap(\.self))
    let stated =
      head.language ?? data.language ?? head.meta("og:locale", "content-language", "dc.language")
    statedLanguage = LanguageChooser.tag(stated) ?? LanguageChooser.tag(context.language)
    language = LanguageChooser.language(
      of: PageMetadata.runningText(blocks), declared: statedLanguage)
    let address = context.url ?? head.meta("og:url") ?? head.canonical
    // An English text on a page of another language: its dates are the template's.
    let dates = language == "en" ? statedLanguage ?? language : language
    reader = DateReader(
      language: PageMetadata.dateLanguage(dates, host: PageMetadata.host(address)),
      assumedZoneMinutes: context.assumedZoneMinutes)
    var names = Set(data.siteNames.map { NameFolding.key($0) })
    for name in [
      head.meta("og:site_name", "application-name", "twitter:site", "dc.publisher"), data.publisher,
    ] {
      if let name { names.insert(NameFolding.key(name)) }
    }
    if let host = PageMetadata.host(address) {
      names.insert(NameFolding.key(host))
      for part in host.split(separator: ".").dropLast() where part.utf8.count > 3 {
        names.insert(NameFolding.key(String(part)))
      }
    }
    for node in head.homeLinks {
      let name = NameFolding.key(PageHead.text(page, node, limit: 80))
      if name.utf8.count >= 6 { names.insert(name) }
    }
    names.formUnion(SiteHeading.names(page, head, data, blocks))
    names.remove("")
    siteNames = names
  }

  /// The page's main heading, near which date and byline stand.
  var headlineNode: NodeID? {
    head.headings.first {
      !siteNames.contains(NameFolding.key(PageHead.text(page, $0, limit: 300)))
    }
  }

  /// True for an element of something else than the article: of a reader's comment, of a teaser, of
  /// a list beside the text.
  ///
  /// An `article` that does not hold the headline while it is elsewhere is a teaser.
  /// With `orIs` the element itself may be such a one.
  func isOfOther(_ node: NodeID, orIs: Bool = false) -> Bool {
    var current = orIs ? node : page.parent(of: node)
    var steps = 0
    while let here = current, steps < 12 {
      let tag = page.tag(of: here)
      if tag == .body || tag == .main { return false }
      if here != node, headlineNode != nil, !holdsHeadline(here), beginsWithCue(here, before: node)
      {
        return true
      }
      if tag == .aside || tag == .nav || tag == .footer { return !holdsHeadline(here) }
      if tag == .article, headlineNode != nil, !holdsHeadline(here) { return true }
      for name in [AttributeName.class, .id] where tag != .article {
        if let value = page.attributeString(name, of: here)?.lowercased(),
          PageMetadata.others.contains(where: { value.contains(utf8: $0) })
        {
          return !holdsHeadline(here)
        }
      }
      if standsUnderLink(here) { return !holdsHeadline(here) }
      current = page.parent(of: here)
      steps += 1
    }
    return false
  }

  /// True for what stands above the article at the head of every page: the day of the visit, a
  /// clock.
  ///
  /// It is named so; by where it stands alone it cannot be told from an article's own line.
  func isOfPageHead(_ node: NodeID) -> Bool {
    guard let headline = headlineNode else { return false }
    let home = home(of: headline)
    var current: NodeID? = node
    var steps = 0
    while let here = current, steps < 12 {
      let tag = page.tag(of: here)
      if here == home { return false }
      if tag == .body || holdsHeadline(here) { break }
      for name in [AttributeName.class, .id] {
        if let value = page.attributeString(name, of: here)?.lowercased(),
          PageMetadata.clocks.contains(where: { value.contains(utf8: $0) })
        {
          return true
        }
      }
      current = page.parent(of: here)
      steps += 1
    }
    return false
  }

  /// True for an element among readers' comments, by the names of those around it.
  func isOfComment(_ node: NodeID) -> Bool {
    var current: NodeID? = node
    var steps = 0
    while let here = current, steps < 12 {
      for name in [AttributeName.class, .id] {
        if let value = page.attributeString(name, of: here)?.lowercased(),
          PageMetadata.comments.contains(where: { value.contains(utf8: $0) })
        {
          return !holdsHeadline(here)
        }
      }
      current = page.parent(of: here)
      steps += 1
    }
    return false
  }

  private static let comments = [
    "comment", "kommentar", "coment", "koment", "disqus", "reply_list",
  ]

  /// True for an element inside of an `article` or `main`.
  func isOfArticle(_ node: NodeID) -> Bool { home(of: node) != nil }

  /// The `article` or `main` around an element.
  private func home(of node: NodeID) -> NodeID? {
    var current = page.parent(of: node)
    while let here = current {
      if let tag = page.tag(of: here), tag == .article || tag == .main { return here }
      current = page.parent(of: here)
    }
    return nil
  }

  private static let clocks = [
    "today", "clock", "current-date", "currentdate", "current_date", "datenow", "date-now",
    "now-date",
  ]

  /// True for an element whose first words are a heading for comments or for other articles.
  private func beginsWithCue(_ element: NodeID, before node: NodeID) -> Bool {
    var current = page.next(after: element, within: element)
    var steps = 0
    while let here = current, steps < 12, here.rawValue < node.rawValue {
      if page.isText(here), let range = page.text(of: here) {
        // `2 comments`, `Comments (2)`.
        var words = page.string(range).drop { !$0.isLetter }.prefix(80)
        while let last = words.last, !last.isLetter { words.removeLast() }
        if !words.isEmpty { return isCue(words) }
      }
      current = page.next(after: here, within: element)
      steps += 1
    }
    return false
  }

  private func isCue(_ text: Substring) -> Bool {
    let bytes = Array(text.utf8)
    if PageMetadata.otherHeadings.contains(text.lowercased()) { return true }
    let reason = LineCues.shared.reason(WordScanner.hashes(bytes), of: bytes[...])
    return reason == .comment || reason == .related
  }

  private static let otherHeadings = Set(RuleFile.bylines["other headings"])

  /// True for an element that begins with a heading which is a link: a teaser's.
  private func standsUnderLink(_ node: NodeID) -> Bool {
    var child = page.firstChild(of: node)
    var steps = 0
    while let here = child, steps < 6 {
      if let tag = page.tag(of: here) {
        guard tag == .h2 || tag == .h3 || tag == .h4 else { return false }
        var inner = page.firstChild(of: here)
        while let part = inner, page.tag(of: part) == nil { inner = page.nextSibling(of: part) }
        guard let link = inner, page.tag(of: link) == .a else { return false }
        return !namesAuthor(here) && !namesAuthor(link)
      }
      child = page.nextSibling(of: here)
      steps += 1
    }
    return false
  }

  /// True for a heading or a link that is an author's name and no headline.
  func namesAuthor(_ node: NodeID) -> Bool {
    if page.hasWord("author", in: .rel, of: node) { return true }
    return [AttributeName.class, .href].contains { name in
      guard let value = page.attributeString(name, of: node)?.lowercased() else { return false }
      return PageMetadata.authorWords.contains { value.contains(utf8: $0) }
    }
  }

  private static let authorWords = [
    "author", "byline", "autor", "auteur", "journalist", "reporter",
  ]

  private func holdsHeadline(_ node: NodeID) -> Bool {
    var current = headlineNode
    var steps = 0
    while let here = current, steps < 200 {
      if here == node { return true }
      current = page.parent(of: here)
      steps += 1
    }
    return false
  }

  private static let others = [
    "comment", "related", "teaser", "recommend", "most-read", "sidebar", "wm-ipp", "kommentar",
    "coment", "koment", "reactie", "disqus", "yorum", "reply", "replies",
  ]

  /// Everything but the text; `blocks` helps where date or byline only stand in running text.
  func article(_ blocks: PageBlocks) -> Article {
    var article = Article()
    article.canonicalURL = canonicalURL
    article.url = context.url ?? savedURL ?? article.canonicalURL ?? data.url
    article.headline = TitleChooser(self, blocks: blocks).headline
    article.alternativeHeadline = data.alternativeHeadline.map { plain($0) }
    article.authors = AuthorChooser(self, blocks: blocks).authors
    let dates = DateChooser(self, blocks: blocks)
    article.datePublished = dates.published
    article.dateModified = dates.modified
    article.language = language
    let host = PageMetadata.host(article.url)
    let name = head.meta("og:site_name") ?? data.publisher.map { plain($0) }
    if host != nil || name != nil { article.publisher = Publisher(name: name, domain: host) }
    article.description =
      head.meta("og:description", "description", "twitter:description")
      ?? data.description.map { plain($0) }
    article.articleSection =
      data.sections.isEmpty ? head.allMetas("article:section") : data.sections.map { plain($0) }
    article.keywords = keywords
    article.isAccessibleForFree = data.isFree
    return article
  }

  /// The address that the page gives itself; a relative one is read by its base or by the site's own.
  private var canonicalURL: String? {
    let others = [
      head.meta("og:url"), data.url, context.url, data.page, head.meta("twitter:url"),
      head.alternate,
    ].compactMap { $0 }.filter { PageMetadata.host($0) != nil }
    guard let stated = head.canonical.map(PageHead.collapsed), !stated.isEmpty else {
      let whole = [head.meta("og:url"), data.url, context.url].compactMap { $0 }.first {
        PageMetadata.host($0) != nil
      }
      return whole == context.url ? head.meta("og:url") : whole
    }
    if PageMetadata.host(stated) != nil, !stated.hasPrefix("//") {
      return ownAddress(beside: stated, others) ?? stated
    }
    let own = others.first.map { base in
      head.base.map { URLReference.resolve($0, base: base) } ?? base
    }
    guard let base = own ?? head.base, PageMetadata.host(base) != nil else { return stated }
    // An address of a file, or one without a host, is of no use to anybody else.
    if stated.hasPrefix("#") || stated.contains("://") { return base }
    // What was rewritten to lie in a folder leads from there, not from the page's address.
    if stated.hasPrefix("../") || stated.hasPrefix("./"), let whole = others.first { return whole }
    return URLReference.resolve(stated, base: base)
  }

  /// The page's own address on a site that states its front page as canonical on every page.
  private func ownAddress(beside canonical: String, _ others: [String]) -> String? {
    guard PageMetadata.isFrontPage(canonical), let host = PageMetadata.host(canonical) else {
      return nil
    }
    return others.first { PageMetadata.host($0) == host && !PageMetadata.isFrontPage($0) }
  }

  private static func isFrontPage(_ url: String) -> Bool {
    url.utf8.count { $0 == UInt8(ascii: "/") } <= (url.hasSuffix("/") ? 3 : 2)
      && !url.contains("?")
  }

  private var keywords: [String] {
    var found = data.keywords.map { plain($0) }
    if found.isEmpty { found = head.allMetas("article:tag") }
    if found.isEmpty, let list = head.meta("news_keywords", "keywords") {
      found = list.split(separator: ",").prefix(60).map { PageHead.collapsed(String($0)) }
    }
    var seen: Set<String> = []
    return found.filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  /// The address in a comment that a browser or a mirroring tool left in the page.
  private var savedURL: String? {
    for comment in head.savedFrom {
      let bytes = Array(comment.utf8)
      guard let start = Find.position(of: "http", in: bytes) else { continue }
      let rest = String(decoding: bytes[start...], as: UTF8.self)
      return String(rest.prefix { !$0.isWhitespace && $0 != "\"" && $0 != "<" })
    }
    return nil
  }

  /// Text without markup: JSON-LD often holds character references or tags.
  func plain(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "<") }) else {
      return PageHead.collapsed(text)
    }
    let fragment = HTMLDocument(parsingFragment: Array(text.utf8))
    return PageHead.text(fragment, .document, limit: 1 << 20)
  }

  /// The beginnings of the longest blocks that are no links: the page's own text, if it has any.
  private static func runningText(_ blocks: PageBlocks) -> [UInt8] {
    var longest: [(count: Int, index: Int)] = []
    for (index, block) in blocks.blocks.enumerated() where block.linkBytes * 2 < block.count {
      let isLonger = longest.last.map { block.count > $0.count } ?? true
      guard longest.count < 6 || isLonger else { continue }
      let location = longest.firstIndex { $0.count < block.count } ?? longest.count
      longest.insert((block.count, index), at: location)
      if longest.count > 6 { longest.removeLast() }
    }
    return longest.reduce(into: []) {
      $0 += blocks.bytes(blocks.blocks[$1.index]).prefix(600)
      $0.append(0x20)
    }
  }

  /// The language to read dates in: English without a region is British under the domain of a
  /// country that writes the day first.
  private static func dateLanguage(_ language: String?, host: String?) -> String {
    guard language == nil || language == "en", let host, let dot = host.lastIndex(of: ".") else {
      return language ?? ""
    }
    let domain = String(host[dot...].dropFirst())
    return domain.utf8.count == 2 && !monthFirstDomains.contains(domain) ? "en-GB" : language ?? ""
  }

  /// The United States, the Philippines, and countries whose domains are used by the whole world.
  private static let monthFirstDomains: Set<String> = [
    "us", "ph", "io", "co", "tv", "me", "ai", "fm", "to", "cc", "ly", "gg", "ws", "la", "am", "ca",
  ]

  /// The host of an address, without `www.`; nil when it has none.
  static func host(_ url: String?) -> String? {
    guard let url else { return nil }
    let bytes = Array(url.utf8)
    guard let slashes = Find.position(of: "//", in: bytes) else { return nil }
    let rest = String(decoding: bytes[(slashes + 2)...], as: UTF8.self)
    var host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != ":" }.lowercased()
    if let at = host.lastIndex(of: "@") { host = String(host[host.index(after: at)...]) }
    if host.hasPrefix("www.") { host = String(host.dropFirst(4)) }
    return host.contains(".") ? host : nil
  }
}
