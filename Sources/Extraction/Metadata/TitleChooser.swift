import Bytes
import HTMLTree

/// Chooses the headline from JSON-LD, OpenGraph, the page's title and its headings.
struct TitleChooser {
  /// The headline without the site's name; nil when the page has none.
  let headline: String?

  init(_ metadata: PageMetadata, blocks: PageBlocks) {
    let head = metadata.head
    let raw = [
      metadata.data.headline.map { metadata.plain($0) }, head.meta("og:title"),
      head.meta("twitter:title", "dc.title", "dcterms.title", "sailthru.title", "parsely-title"),
      TitleChooser.microdata(metadata), head.title,
    ].compactMap { $0 }
    let stated = raw.map { TitleChooser.cleaned($0, metadata.siteNames) }.filter {
      !$0.isEmpty && !metadata.siteNames.contains(NameFolding.key($0))
    }
    let headings = head.headings.map { TitleChooser.text(of: $0, in: metadata.page, stated) }
    let named = headings.filter { !metadata.siteNames.contains(NameFolding.key($0)) }
    let parts = TitleParts(raw.filter { $0.utf8.count <= 600 }, metadata.siteNames)
    if let equal = TitleChooser.equal(named, stated) {
      headline = parts.withoutKicker(equal, stated, in: blocks)
      return
    }
    if let heading = TitleChooser.besideBareTitle(headings, named, stated, metadata, blocks) {
      headline = heading
      return
    }
    headline =
      parts.standingAlone(in: blocks).map { parts.withoutKicker($0, stated, in: blocks) }
      ?? TitleChooser.close(headings, named, stated)
      ?? stated.first.map { parts.withoutSections($0, in: blocks) }.flatMap {
        $0.isEmpty ? nil : $0
      }
      ?? TitleParts.headingAboveText(blocks, metadata.siteNames)
      ?? raw.first.map { PageHead.collapsed($0) } ?? headings.first { !$0.isEmpty }
  }

  /// The heading of a page whose title is no headline: what is left of `The site - Home`, or the name of the
  /// site, which nothing else states.
  private static func besideBareTitle(
    _ headings: [String], _ named: [String], _ stated: [String], _ metadata: PageMetadata,
    _ blocks: PageBlocks
  ) -> String? {
    guard named.isEmpty else {
      // One heading above the text of the article itself, and a title of a few other words.
      guard named.count == 1, stated.count == 1, let title = stated.first,
        title.count * 2 <= named[0].count, TextShape.wordCount(title) <= 4,
        !shares(named[0], stated), let node = metadata.headlineNode, metadata.isOfArticle(node),
        let text = TitleParts.firstText(blocks)
      else { return nil }
      let stands = blocks.blocks[..<text].contains { block in
        let entry = blocks.containers[block.container]
        return entry.tag == .h1 && entry.traits.isDisjoint(with: [.nav, .form, .dialog, .hidden])
          && PageHead.collapsed(String(decoding: blocks.bytes(block), as: UTF8.self)) == named[0]
      }
      return stands ? named[0] : nil
    }
    let isShort = stated.allSatisfy { $0.utf8.count <= 24 && TextShape.wordCount($0) <= 2 }
    if !headings.isEmpty {
      return isShort ? TitleParts.headingAboveText(blocks, metadata.siteNames) : nil
    }
    // Without a main heading the title must stand at the head of the page, as the name of a site does.
    guard stated.count == 1, let title = stated.first, TextShape.wordCount(title) <= 4,
      blocks.blocks.prefix(4).contains(where: { block in
        let text = String(decoding: blocks.bytes(block).prefix(300), as: UTF8.self)
        return NameFolding.key(text).hasPrefix(NameFolding.key(title))
      }), let heading = TitleParts.headingAboveText(blocks, metadata.siteNames),
      heading.count * 2 >= title.count * 3, !shares(heading, stated)
    else { return nil }
    return heading
  }

  /// What the page marks as its article's headline, where it says so nowhere else and has no main heading.
  private static func microdata(_ metadata: PageMetadata) -> String? {
    let page = metadata.page
    guard metadata.data.headline == nil, metadata.head.meta("og:title") == nil,
      metadata.headlineNode == nil
    else { return nil }
    for (name, node) in metadata.head.properties where name == "headline" {
      // A teaser's leads elsewhere.
      let isLink =
        page.tag(of: node) == .a || page.parent(of: node).map { page.tag(of: $0) == .a } ?? false
      let holdsLink = page.firstChild(of: node).map { page.tag(of: $0) == .a } ?? false
      if isLink || holdsLink || page.tag(of: node) == .meta || metadata.isOfOther(node) { continue }
      let text = PageHead.collapsed(PageHead.text(page, node, limit: 600))
      return text.utf8.count >= 12 && text.utf8.count <= 300 ? text : nil
    }
    return nil
  }

  /// The text of a heading; without the deck that it ends in as an element of its own, where what stands before
  /// is a stated title.
  private static func text(of node: NodeID, in page: HTMLDocument, _ stated: [String]) -> String {
    let whole = PageHead.collapsed(PageHead.text(page, node, limit: 600))
    var child = page.firstChild(of: node)
    var steps = 0
    while let here = child, steps < 8 {
      if let tag = page.tag(of: here), here != page.firstChild(of: node), tag != .a {
        let start = PageHead.collapsed(PageHead.text(page, node, limit: 600, until: here))
        let key = NameFolding.key(start)
        if key.utf8.count >= 16, stated.contains(where: { NameFolding.key($0) == key }) {
          return start
        }
      }
      child = page.nextSibling(of: here)
      steps += 1
    }
    return whole
  }

  /// The heading that says what a stated title says.
  private static func equal(_ headings: [String], _ stated: [String]) -> String? {
    let folded = Set(stated.map { NameFolding.key($0) })
    return headings.first { $0.utf8.count >= 8 && folded.contains(NameFolding.key($0)) }
  }

  /// The title of a heading that says a little more or less than a stated one.
  private static func close(_ headings: [String], _ named: [String], _ stated: [String])
    -> String?
  {
    let folded = stated.map { NameFolding.key($0) }
    // A heading may have a kicker before the title that others state.
    for heading in headings {
      let letters = NameFolding.key(heading)
      for (title, other) in zip(stated, folded)
      where other.utf8.count >= 16 && letters.hasSuffix(other) { return title }
    }
    // A heading that a stated title begins with, or that begins with a stated title.
    for heading in named where heading.utf8.count >= 16 {
      let letters = NameFolding.key(heading)
      let isClose = folded.contains {
        $0.hasPrefix(letters) || (letters.hasPrefix($0) && $0.utf8.count >= 16)
      }
      if isClose { return heading }
    }
    guard headings.count == 1, let heading = named.first, heading.utf8.count >= 16,
      heading.utf8.count <= 250, shares(heading, stated)
    else { return nil }
    // The page may state a kicker that its heading leaves to another element.
    let end = ": " + heading
    return stated.first { $0.hasSuffix(end) } ?? heading
  }

  /// True when a heading has half of its words in one of the stated titles.
  private static func shares(_ heading: String, _ stated: [String]) -> Bool {
    let words = Set(WordScanner.hashes(Array(heading.utf8)))
    return stated.isEmpty
      || stated.contains {
        let other = Set(WordScanner.hashes(Array($0.utf8)))
        return words.intersection(other).count * 2 >= min(words.count, other.count)
      }
  }

  /// A title without the name of the site at either end.
  static func cleaned(_ title: String, _ siteNames: Set<String>) -> String {
    var text = PageHead.collapsed(title)
    for _ in 0..<5 {
      guard let shorter = withoutSite(text, siteNames) else { break }
      assert(shorter.utf8.count < text.utf8.count)
      text = shorter
    }
    return text
  }

  private static let separators: [(text: [UInt8], isBar: Bool)] = [
    (" | ", true), (" - ", false), (" – ", false), (" — ", false), (" :: ", false), (" » ", true),
    (" • ", true), (" · ", false), (" / ", false), (" // ", false), ("｜", true), ("|", true),
    (" : ", false), ("_", true), (": ", false),
  ].map { (Array($0.0.utf8), $0.1) }

  private static func withoutSite(_ text: String, _ siteNames: Set<String>) -> String? {
    let bytes = Array(text.utf8)
    for (separator, isBar) in separators {
      let occurrences = occurrences(of: separator, in: bytes)
      guard let first = occurrences.first, let last = occurrences.last else { continue }
      let head = String(decoding: bytes[..<first], as: UTF8.self)
      let tail = String(decoding: bytes[(last + separator.count)...], as: UTF8.self)
      let tailWords = tail.utf8.count { $0 == 0x20 } + 1
      // An underline parts names only in scripts without blanks.
      if separator == [0x5F], bytes[last - 1 < 0 ? 0 : last - 1] < 0x80,
        bytes.count < last + 2 || bytes[last + 1] < 0x80
      {
        continue
      }
      if separator == [0x3A, 0x20] {
        // What stands before a colon is the site only by its whole name; behind it, never.
        let head = String(decoding: bytes[..<first], as: UTF8.self)
        guard siteNames.contains(NameFolding.key(head)) else { continue }
        return String(decoding: bytes[(first + separator.count)...], as: UTF8.self)
      }
      if isSite(tail, siteNames)
        || (isBar && tailWords <= 4 && head.utf8.count > tail.utf8.count)
      {
        return String(decoding: bytes[..<last], as: UTF8.self)
      }
      if isSite(head, siteNames) {
        return String(decoding: bytes[(first + separator.count)...], as: UTF8.self)
      }
    }
    return nil
  }

  private static func occurrences(of needle: [UInt8], in text: [UInt8]) -> [Int] {
    var found: [Int] = []
    while let next = Find.position(of: needle, in: text, from: found.last.map { $0 + 1 } ?? 0) {
      found.append(next)
    }
    return found
  }

  private static func isSite(_ part: String, _ siteNames: Set<String>) -> Bool {
    let letters = NameFolding.key(part)
    guard !letters.isEmpty else { return true }
    if siteNames.contains(letters) { return true }
    return siteNames.contains {
      $0.utf8.count >= 4
        && (letters == "the" + $0 || letters == $0 + "news" || "the" + letters == $0
          || (letters.hasPrefix($0) && letters.utf8.count <= $0.utf8.count + 5))
    }
  }
}
