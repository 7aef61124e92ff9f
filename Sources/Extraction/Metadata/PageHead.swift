import Bytes
import HTMLTree

/// What a page states about itself, gathered in one pass over its nodes.
struct PageHead {
  /// `name`, `property`, `itemprop` or `http-equiv` in lower case, with `content`.
  var metas: [(key: String, content: String)] = []
  var title: String?
  var canonical: String?
  /// What relative addresses are read by, as the page states it.
  var base: String?
  /// The first other form of the page, such as in another language.
  var alternate: String?
  var language: String?
  /// `application/ld+json` scripts, as they stand in the page.
  var linkedData: [[UInt8]] = []
  /// First-level headings in order; at most 16.
  var headings: [NodeID] = []
  /// `time` elements and others with a `datetime`; at most 64.
  var times: [NodeID] = []
  /// Elements whose attributes speak of an author; at most 64.
  var authors: [(node: NodeID, strength: Int)] = []
  /// Elements whose attributes speak of a date; at most 64.
  var dates: [(node: NodeID, strength: Int)] = []
  /// Elements with `itemprop`, by its value in lower case; at most 200.
  var properties: [(name: String, node: NodeID)] = []
  /// Comments that say where the page was saved from; at most 4.
  var savedFrom: [String] = []
  /// Links to the site's front page; at most 8.
  var homeLinks: [NodeID] = []
  /// Links to feeds and to other forms of the page.
  var feeds = 0

  init(_ page: HTMLDocument) {
    for raw in 0..<UInt32(page.nodeCount) {
      let node = NodeID(rawValue: raw)
      guard let tag = page.tag(of: node) else {
        if savedFrom.count < 4, page.kind(of: node) == .comment { readComment(page, node) }
        continue
      }
      read(page, node, tag)
    }
  }

  /// The contents of the first `meta` with one of these keys, in order of the keys.
  func meta(_ keys: String...) -> String? {
    for key in keys {
      for entry in metas where entry.key == key && !entry.content.isEmpty { return entry.content }
    }
    return nil
  }

  /// All contents of `meta` elements with this key.
  func allMetas(_ key: String) -> [String] {
    metas.compactMap { $0.key == key && !$0.content.isEmpty ? $0.content : nil }
  }

  private mutating func read(_ page: HTMLDocument, _ node: NodeID, _ tag: TagName) {
    switch tag {
    case .meta: readMeta(page, node)
    case .title:
      if title == nil, page.namespace(of: node) == .html { title = PageHead.text(page, node) }
    case .link: readLink(page, node)
    case .base: if base == nil { base = page.attributeString(.href, of: node) }
    case .html:
      language =
        language ?? page.attributeString(.lang, of: node)
        ?? page.attributeString(.xmlLang, of: node)
    case .script:
      if linkedData.count < 40, let type = page.attribute(.type, of: node),
        PageHead.lowered(page.bytes(of: type)).contains(utf8: "ld+json")
      {
        var bytes: [UInt8] = []
        page.appendText(of: node, to: &bytes)
        linkedData.append(bytes)
      }
    case .h1: if headings.count < 16 { headings.append(node) }
    case .time: if times.count < 64 { times.append(node) }
    default: break
    }
    if tag != .meta, tag != .script { readAttributes(page, node, tag) }
  }

  private mutating func readMeta(_ page: HTMLDocument, _ node: NodeID) {
    guard metas.count < 400 else { return }
    var key: String?
    var content: String?
    for attribute in page.attributes(of: node) {
      switch attribute.name {
      case .name, .property, .itemprop, .httpEquiv:
        if key == nil { key = PageHead.lowered(page.bytes(of: attribute.value)) }
      case .content: content = page.string(attribute.value)
      default: break
      }
    }
    guard let key, let content else { return }
    let text = PageHead.collapsed(content)
    if !text.isEmpty, text.utf8.count < 20_000 { metas.append((key, text)) }
  }

  private mutating func readLink(_ page: HTMLDocument, _ node: NodeID) {
    if canonical == nil, page.hasWord("canonical", in: .rel, of: node) {
      canonical = page.attributeString(.href, of: node)
    } else if alternate == nil, page.hasWord("alternate", in: .rel, of: node),
      page.attribute(.hreflang, of: node) != nil
    {
      alternate = page.attributeString(.href, of: node)
    }
  }

  private mutating func readAttributes(_ page: HTMLDocument, _ node: NodeID, _ tag: TagName) {
    if let value = page.attribute(.itemprop, of: node) {
      let name = PageHead.lowered(page.bytes(of: value))
      if properties.count < 200 { properties.append((name, node)) }
      if name == "author" || name == "creator" { note(&authors, node, 3) }
      if name.hasPrefix("date") { note(&dates, node, 3) }
    }
    if tag == .a {
      if page.hasWord("author", in: .rel, of: node) { note(&authors, node, 3) }
      if homeLinks.count < 8, page.attribute(.href, of: node, is: "/") { homeLinks.append(node) }
    }
    for (name, strength) in PageHead.naming {
      guard let value = page.attribute(name, of: node) else { continue }
      let names = PageHead.scanNames(page, value)
      if names.author { note(&authors, node, strength) }
      if names.date { note(&dates, node, 1) }
    }
  }

  private static let naming: [(AttributeName, Int)] = [
    (.class, 2), (.id, 1), (.dataTestid, 1), (.dataComponent, 1),
  ]

  private func note(_ list: inout [(node: NodeID, strength: Int)], _ node: NodeID, _ strength: Int)
  {
    guard list.count < 64 else { return }
    if let last = list.indices.last, list[last].node == node {
      list[last].strength = max(list[last].strength, strength)
    } else {
      list.append((node, strength))
    }
  }

  private mutating func readComment(_ page: HTMLDocument, _ node: NodeID) {
    guard let range = page.text(of: node), range.count < 2000 else { return }
    let isNote = page.withBytes(of: range) { bytes in
      PageHead.savers.contains { Find.contains($0, in: bytes) }
    }
    if isNote { savedFrom.append(page.string(range)) }
  }

  /// What browsers and mirroring tools begin their note of a page's address with.
  private static let savers = ["saved from url=", "Page saved with SingleFile", "Mirrored from "]
    .map { Array($0.utf8) }

  /// Looks for `author`, `byline`, `date`, `time` and the like among class or id names.
  private static func scanNames(_ page: HTMLDocument, _ value: TextRange) -> (
    author: Bool, date: Bool
  ) {
    let authorNames = PageHead.authorNames
    return page.withBytes(of: value) { bytes in
      var author = false
      var date = false
      // The last eight bytes, the newest highest.
      var window: UInt64 = 0
      for index in 0..<min(bytes.count, 400) {
        let byte = bytes[index] | 0x20
        window = window &>> 8 | UInt64(byte) &<< 56
        if !author {
          let next = index + 1 < bytes.count ? bytes[index + 1] : 0
          let ends = !ASCII.isLetter(next) && next < 0x80
          author = authorNames[Int(byte)].contains {
            (ends || !$0.isWhole) && window &>> $0.shift == $0.packed
          }
        }
        switch byte {
        case UInt8(ascii: "e"):
          date = date || window &>> 32 == PageHead.date || window &>> 32 == PageHead.time
        case UInt8(ascii: "m"): date = date || window &>> 24 == PageHead.datum
        case UInt8(ascii: "h"): date = date || window &>> 8 == PageHead.publish
        default: break
        }
      }
      return (author, date)
    }
  }

  /// Words for who wrote something by their last letter, their last eight packed into a number. Behind
  /// a whole word no letter follows, as in `autorefresh`.
  private static let authorNames: [[(packed: UInt64, shift: UInt64, isWhole: Bool)]] = {
    var byLast = [[(packed: UInt64, shift: UInt64, isWhole: Bool)]](repeating: [], count: 256)
    for (word, isWhole) in authorWords {
      // As `scanNames` reads them: with the bit of small letters set.
      let bytes = word.utf8.suffix(8).map { $0 | 0x20 }
      let packed = bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
      byLast[Int(bytes[bytes.count - 1])].append((packed, UInt64(64 - 8 * bytes.count), isWhole))
    }
    return byLast
  }()

  private static let authorWords = [
    ("author", false), ("byline", false), ("writer", false), ("auteur", false), ("autor", true),
    ("reporter", true), ("journalist", true), ("columnist", true),
    // Spanish and Portuguese, Italian, Dutch, German.
    ("autora", true), ("redactor", true), ("periodista", true), ("jornalista", true),
    ("autore", true), ("redattore", true), ("giornalista", true), ("redacteur", true),
    ("schrijver", true), ("verfasser", true), ("redakteur", true), ("autorin", true),
    // Danish and Norwegian, Swedish, Finnish.
    ("forfatter", true), ("forfattare", true), ("skribent", true), ("kirjoittaja", true),
    ("toimittaja", true),
    // Polish, Czech and Slovak, Hungarian, Croatian and Serbian.
    ("redaktor", true), ("szerzo", true), ("novinar", true),
    // Turkish, Indonesian, Russian, Ukrainian and Bulgarian.
    ("yazar", true), ("muhabir", true), ("penulis", true), ("wartawan", true), ("автор", true),
  ]

  private static let date = packed("date")
  private static let datum = packed("datum")
  private static let time = packed("time")
  private static let publish = packed("publish")

  /// At most eight letters in a number, the first lowest.
  private static func packed(_ word: String) -> UInt64 {
    assert(word.utf8.count <= 8)
    return word.utf8.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The text of an element with single blanks, without scripts.
  ///
  /// With `parts` the texts of its blocks, links and times are parted by bars; `until` is an element
  /// in it that the text ends before.
  static func text(
    _ page: HTMLDocument, _ node: NodeID, limit: Int = 4000, parts: Bool = false,
    until end: NodeID? = nil
  ) -> String {
    var bytes: [UInt8] = []
    var current: NodeID? = node
    while let here = current, bytes.count < limit, here != end {
      if let range = page.text(of: here), page.isText(here) { page.append(range, to: &bytes) }
      let tag = page.tag(of: here)
      if here != node, let tag, PageHead.partsText(tag) || parts && tag == .a {
        bytes.append(0x20)
        if parts, tag != .span, tag != .a { bytes.append(UInt8(ascii: "|")) }
      }
      let skips = tag == .script || tag == .style || tag == .template || tag == .svg
      current =
        skips && here != node
        ? page.nextSkippingChildren(of: here, within: node) : page.next(after: here, within: node)
    }
    return String(decoding: DumpText.collapsed(bytes.prefix(limit)), as: UTF8.self)
  }

  private static func partsText(_ tag: TagName) -> Bool {
    tag == .br || tag == .div || tag == .p || tag == .li || tag == .span || tag == .time
      || tag == .address || tag == .ul || tag == .h2 || tag == .h3 || tag == .h4
  }

  static func collapsed(_ text: String) -> String {
    String(decoding: DumpText.collapsed(Array(text.utf8)), as: UTF8.self)
  }

  private static func lowered(_ bytes: ArraySlice<UInt8>) -> String {
    String(
      decoding: bytes.prefix(200).filter { $0 > 0x20 }.map { ASCII.lowercased($0) },
      as: UTF8.self)
  }
}
