import HTMLTree
import Model

extension OriginEvidence {
  /// Of a page whose text was chosen.
  init(_ selection: BlockSelection, _ metadata: PageMetadata) {
    readLines(selection)
    readHead(metadata)
  }

  private mutating func readLines(_ selection: BlockSelection) {
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
    let start = title.map { max(0, $0 - 4) } ?? max(0, text - 10)
    var indices = Array(start..<text)
    if indices.count > 20 { indices = Array(indices.prefix(12) + indices.suffix(8)) }
    // A summary may stand above the byline.
    let behind = kept.filter { $0 > text && isLong($0) }.dropFirst().first ?? last
    indices += (text + 1)..<max(text + 1, min(behind, text + 12))
    for index in indices where !selection.isKept[index] || index < text {
      take(index, selection, &head)
    }
    // Behind the last long paragraph: what is kept behind it may be small print.
    let end = kept.suffix(4).first ?? last
    for index in end..<min(page.blocks.count, last + 15)
    where !selection.isKept[index] { take(index, selection, &self.end) }
  }

  private func take(_ index: Int, _ selection: BlockSelection, _ lines: inout [String]) {
    let page = selection.page
    let block = page.blocks[index]
    let traits = page.containers[block.container].traits
    guard block.count <= Self.byteLimit, traits.isDisjoint(with: [.figure, .caption]),
      selection.features.cues[index] != .caption
    else { return }
    Self.add(String(decoding: page.bytes(block), as: UTF8.self), to: &lines)
  }

  private mutating func readHead(_ metadata: PageMetadata) {
    let head = metadata.head
    siteNames = metadata.siteNames
    shownName = head.meta("og:site_name")
    originalURL = head.meta("original-source", "syndication-source")
    servedHost = PageMetadata.host(metadata.context.url)
    sharedHost = PageMetadata.host(head.meta("og:url")) ?? PageMetadata.host(metadata.data.url)
    titles = [head.title, head.meta("og:title")].compactMap(\.self)
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
