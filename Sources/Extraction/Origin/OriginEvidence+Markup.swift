import Bytes
import HTMLTree

/// What only the markup of a page says of a text's origin.
extension OriginEvidence {
  /// The most nodes that are looked at below one element.
  private static let nodeLimit = 200

  /// The words in bold type that a block begins with; nil where it begins otherwise, or is all bold.
  static func boldStart(
    _ block: PageBlock, _ page: PageBlocks, _ document: HTMLDocument
  ) -> String? {
    guard block.boldBytes > 0, block.boldBytes < block.count else { return nil }
    let text = String(decoding: page.bytes(block).prefix(80), as: UTF8.self)
    for node in document.descendants(of: page.containers[block.container].node).prefix(nodeLimit) {
      guard let tag = document.tag(of: node), TagRole.of(tag) == .bold else { continue }
      let words = folded(document.textContent(of: node))
      guard !words.isEmpty else { continue }
      return words.utf8.count <= 60 && text.hasPrefix(words) ? words : nil
    }
    return nil
  }

  /// The words that a block begins with in an element whose class calls them a location; nil where there are none.
  static func locationMark(
    _ block: PageBlock, _ page: PageBlocks, _ document: HTMLDocument
  ) -> String? {
    let text = String(decoding: page.bytes(block).prefix(80), as: UTF8.self)
    for node in document.descendants(of: page.containers[block.container].node).prefix(nodeLimit) {
      guard let names = document.attribute(.class, of: node) else { continue }
      let tokens = document.string(names).lowercased().split { !$0.isLetter }
      guard tokens.contains(where: { locationClasses.contains(String($0)) }) else { continue }
      let words = folded(document.textContent(of: node))
      if (2...60).contains(words.utf8.count), text.hasPrefix(words), words.utf8.count < block.count
      {
        return words
      }
    }
    return nil
  }

  /// An agency that is all of a block whose element is named after a source; nil for anything else. Without
  /// the class a name by itself is as often a picture's.
  static func sourceMark(
    _ block: PageBlock, _ page: PageBlocks, _ document: HTMLDocument
  ) -> String? {
    guard (2...60).contains(block.count),
      let names = document.attribute(.class, of: page.containers[block.container].node)
    else { return nil }
    let tokens = document.string(names).lowercased().split { !$0.isLetter }
    guard tokens.contains(where: { sourceClasses.contains(String($0)) }) else { return nil }
    let text = folded(String(decoding: page.bytes(block), as: UTF8.self))
    return text.split(separator: "/").map { folded(String($0)) }.first {
      AgencyNames.known[$0] != nil
    }
  }

  private static let sourceClasses: Set<String> = [
    "source", "sources", "quelle", "fuente", "fonte", "bron", "zrodlo", "agency", "agentur",
    "agence",
  ]

  private static let locationClasses: Set<String> = [
    "location", "dateline", "place", "ort", "ortsmarke", "spitzmarke", "lieu", "lugar", "luogo",
    "plaats", "miejsce",
  ]

  /// Keeps the names that links have in a block that says who published first.
  mutating func readLinks(_ block: PageBlock, _ page: PageBlocks, _ document: HTMLDocument) {
    guard block.linkBytes > 0, block.count <= CreditLine.byteLimit, linkNames.count < 8 else {
      return
    }
    guard CreditLine.marked(String(decoding: page.bytes(block), as: UTF8.self)) != nil else {
      return
    }
    for node in document.descendants(of: page.containers[block.container].node).prefix(
      Self.nodeLimit)
    where document.tag(of: node) == .a && linkNames.count < 8 {
      let name = Self.folded(document.textContent(of: node))
      if (3...80).contains(name.utf8.count) { linkNames.append(name) }
    }
  }

  /// Keeps where lines such as `Read the original article` lead, and the short line before them.
  mutating func readOriginalLinks(
    _ range: Range<Int>, _ selection: BlockSelection, _ document: HTMLDocument
  ) {
    let page = selection.page
    for index in range where originalLinks.count + readOnLinks.count < 2 {
      guard let address = OriginalLink.address(page.blocks[index], page, document) else { continue }
      let text = String(decoding: page.bytes(page.blocks[index]), as: UTF8.self)
      if OriginalLink.goesOn(text) {
        readOnLinks.append(address)
        continue
      }
      // A date may stand between the name and the link.
      let before = (max(0, index - 2)..<index).reversed().lazy.map {
        Self.folded(String(decoding: page.bytes(page.blocks[$0]), as: UTF8.self))
      }.first { $0.count(where: Dateline.isDigit) < 3 }
      let name = before.flatMap {
        (2...30).contains($0.count) && !$0.contains { ".!?。:：".contains($0) } ? $0 : nil
      }
      originalLinks.append((address, name))
    }
  }

  /// The text of the only picture below an element.
  static func picture(in node: NodeID, _ document: HTMLDocument) -> String? {
    let names = document.descendants(of: node).prefix(nodeLimit).compactMap { node in
      document.tag(of: node) == .img ? document.attributeString(.alt, of: node).map(folded) : nil
    }.filter { !$0.isEmpty }
    return names.count == 1 && names[0].utf8.count <= 60 ? names[0] : nil
  }

  /// The host of two thirds of a page's links with a host, of which there are ten or more.
  static func linkedHost(_ document: HTMLDocument) -> String? {
    var counts: [String: Int] = [:]
    var total = 0
    for raw in 0..<UInt32(document.nodeCount) where total < 400 {
      let node = NodeID(rawValue: raw)
      guard document.tag(of: node) == .a, let href = document.attribute(.href, of: node) else {
        continue
      }
      let address = document.string(href)
      guard address.hasPrefix("http"), let host = CreditLine.host(address) else { continue }
      counts[SiteIdentity.registered(host).joined(separator: "."), default: 0] += 1
      total += 1
    }
    guard total >= 10, let most = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
      most.value * 3 >= total * 2
    else { return nil }
    return most.key
  }

  /// What stands before the words for a front page in Chinese: `红网首页`, `返回港口网首頁`.
  static func homeNames(_ text: [UInt8]) -> [String] {
    var names: [String] = []
    var rest = text[...]
    while names.count < 8, let found = home.first(in: rest.span) {
      let end = rest.startIndex + found.range.lowerBound
      let before = String(decoding: rest[max(rest.startIndex, end - 36)..<end], as: UTF8.self)
      let run = before.reversed().prefix { ("\u{4E00}"..."\u{9FFF}").contains($0) }.reversed()
      var name = String(run)
      // Blocks stand without a blank between them: only what is behind the verb is the name.
      for verb in verbs {
        if let found = name.firstRange(utf8: verb) { name = String(name[found.upperBound...]) }
      }
      if (2...8).contains(name.count), !names.contains(name) { names.append(name) }
      rest = rest[(rest.startIndex + found.range.upperBound)...]
    }
    return names
  }

  private static let home = PhraseFinder(["首页", "首頁"])
  private static let verbs = ["返回", "进入", "進入", "回到", "回", "设为", "設為", "网站", "網站", "新闻", "新聞"]

  private static func folded(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
