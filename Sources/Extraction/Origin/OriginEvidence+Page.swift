import HTMLTree
import Model

extension OriginEvidence {
  /// Of a page whose text was chosen.
  init(_ selection: BlockSelection, _ metadata: PageMetadata, _ page: HTMLDocument) {
    readLines(selection, page)
    readHead(metadata)
    if servedHost == nil, sharedHost == nil, metadata.head.canonical == nil {
      linkedHost = Self.linkedHost(page)
    }
    homeNames = Self.homeNames(selection.page.text)
  }

  private mutating func readLines(_ selection: BlockSelection, _ document: HTMLDocument) {
    let page = selection.page
    let kept = selection.isKept.indices.filter { selection.isKept[$0] }
    guard let last = kept.last else { return }
    let isLong = { (index: Int) in
      page.blocks[index].count >= Self.proseByteCount
        && !page.containers[page.blocks[index].container].traits.contains(.heading)
    }
    let text = kept.first(where: isLong) ?? kept[0]
    // The headline nearest above the text; without one, what stands right above the text.
    let title = (max(0, text - 60)..<text).last { selection.features.isTitle($0) }
    let start = title.map { max(0, firstTitle($0, selection) - 4) } ?? max(0, text - 10)
    var indices = Array(start..<text)
    if indices.count > 20 { indices = Array(indices.prefix(12) + indices.suffix(8)) }
    // A summary may stand above the byline.
    let behind = kept.filter { $0 > text && isLong($0) }.dropFirst().first ?? last
    indices += (text + 1)..<max(text + 1, min(behind, text + 12))
    for index in indices where !selection.isKept[index] || index < text {
      // Above the headline stand links to sections, and to the site's owner.
      if let title, index < title, page.blocks[index].linkBytes == page.blocks[index].count {
        continue
      }
      take(index, selection, document, &head)
      if index < text { aboveCount = head.count }
    }
    boldStart = Self.boldStart(page.blocks[text], page, document)
    // The lead may stand before it.
    locationMark =
      kept.filter(isLong).prefix(3).lazy.compactMap {
        Self.locationMark(page.blocks[$0], page, document)
      }.first
    for index in kept where kept.count < 4 || index >= (kept.suffix(4).first ?? 0) {
      readLinks(page.blocks[index], page, document)
    }
    for index in title.map({ $0..<min(page.blocks.count, text + 3) }) ?? text..<text
    where providers.count < 4 && page.blocks[index].count <= 200 {
      let bytes = page.bytes(page.blocks[index])
      guard ProviderLine.mayStand(in: bytes) else { continue }
      providers.append(String(decoding: bytes, as: UTF8.self))
    }
    // Behind the last long paragraph: what is kept behind it may be small print.
    let end = kept.suffix(4).first ?? last
    for index in end..<min(page.blocks.count, last + 15)
    where !selection.isKept[index] {
      take(index, selection, document, &self.end)
      if sources.count < 8, let agency = Self.sourceMark(page.blocks[index], page, document) {
        sources.append(agency)
      }
      readLinks(page.blocks[index], page, document)
    }
    readOriginalLinks(end..<min(page.blocks.count, last + 15), selection, document)
  }

  /// The first block with the headline's words: a box beside the text may repeat it below the byline.
  private func firstTitle(_ title: Int, _ selection: BlockSelection) -> Int {
    let page = selection.page
    let words = page.bytes(page.blocks[title])
    return (max(0, title - 24)..<title).first {
      selection.features.isTitle($0) && page.bytes(page.blocks[$0]).elementsEqual(words)
    } ?? title
  }

  private func take(
    _ index: Int, _ selection: BlockSelection, _ document: HTMLDocument, _ lines: inout [String]
  ) {
    let page = selection.page
    let block = page.blocks[index]
    let traits = page.containers[block.container].traits
    guard block.count <= Self.byteLimit, traits.isDisjoint(with: [.figure, .caption]),
      selection.features.cues[index] != .caption
    else { return }
    let text = String(decoding: page.bytes(block), as: UTF8.self)
    // `Source: <img alt="PAP">`
    if text.last == ":", SourceLine.isSourceWord(text),
      let name = Self.picture(in: page.containers[block.container].node, document)
    {
      Self.add("\(text) \(name)", to: &lines)
      return
    }
    Self.add(text, to: &lines)
  }

  private mutating func readHead(_ metadata: PageMetadata) {
    let head = metadata.head
    siteNames = metadata.siteNames
    shownName = head.meta("og:site_name")
    originalURL = head.meta("original-source", "syndication-source")
    servedHost = PageMetadata.host(metadata.context.url)
    sharedHost = PageMetadata.host(head.meta("og:url")) ?? PageMetadata.host(metadata.data.url)
    titles = [head.title, head.meta("og:title")].compactMap(\.self)
    // A page of a portal may give the original's address as canonical, and its own as that of another form.
    if sharedHost == nil, let own = PageMetadata.host(head.alternate),
      let original = PageMetadata.host(head.canonical),
      SiteIdentity.registered(own).first != SiteIdentity.registered(original).first,
      // `edition.harbour.com` beside `harbour.com`: a short name is taken for a part of the domain.
      !own.hasSuffix("." + original), !original.hasSuffix("." + own),
      own.split(separator: ".").suffix(2) != original.split(separator: ".").suffix(2)
    {
      sharedHost = own
      siteNames.subtract(
        ([original] + original.split(separator: ".").map(String.init)).map { NameFolding.key($0) })
    }
    dataPublisher = metadata.data.publisher.map { metadata.plain($0) }
    dateline = metadata.data.dateline.map { metadata.plain($0) }
    bylines = metadata.data.authors.map { metadata.plain($0.name) }
    // An agency beside somebody else may only have helped.
    if bylines.count > 1, bylines.contains(where: { AgencyNames.publishers[$0] == nil }) {
      bylines.removeAll { AgencyNames.publishers[$0] != nil }
    }
    for (key, content) in head.metas where content.utf8.count <= 160 {
      if bylines.count < 16, Self.bylineNames.contains(key) { bylines.append(content) }
      if sources.count < 8, Self.sourceNames.contains(key) { sources.append(content) }
    }
    if let name = metadata.data.publisher, AgencyNames.known[name] != nil {
      bylines.append(metadata.plain(name))
    }
    bylines = bylines.filter { $0.utf8.count <= 160 && !$0.hasPrefix("http") }
  }

  /// From where a block is taken for a paragraph, in bytes.
  private static let proseByteCount = 90

  /// Names of `meta` elements that state authors and sources.
  private static let bylineNames: Set<String> = [
    "author", "article:author", "article:author_name", "articleauthor", "parsely-author",
    "sailthru.author", "dc.creator", "byl", "authors", "agency", "news_agency", "wire",
  ]
  /// Names of those that state a source.
  private static let sourceNames: Set<String> = [
    "mediaid", "source", "dc.source", "contentsource", "content_source", "article:source",
  ]
}
