import Bytes

/// Chooses the headline from JSON-LD, OpenGraph, the page's title and its headings.
struct TitleChooser {
  /// The headline without the site's name; nil when the page has none.
  let headline: String?

  init(_ metadata: PageMetadata, blocks: PageBlocks) {
    let head = metadata.head
    let raw = [
      metadata.data.headline.map { metadata.plain($0) }, head.meta("og:title"),
      head.meta("twitter:title", "dc.title", "dcterms.title", "sailthru.title", "parsely-title"),
      head.title,
    ].compactMap { $0 }
    let stated = raw.map { TitleChooser.cleaned($0, metadata.siteNames) }.filter {
      !$0.isEmpty && !metadata.siteNames.contains(NameFolding.key($0))
    }
    let headings = head.headings.map {
      PageHead.collapsed(PageHead.text(metadata.page, $0, limit: 600))
    }
    let named = headings.filter { !metadata.siteNames.contains(NameFolding.key($0)) }
    let parts = TitleParts(raw.filter { $0.utf8.count <= 600 }, metadata.siteNames)
    if let equal = TitleChooser.equal(named, stated) {
      headline = parts.withoutKicker(equal, stated, in: blocks)
      return
    }
    // What is left of `The site - Home` is no headline where another stands above the text.
    let isBare =
      named.isEmpty && !headings.isEmpty
      && stated.allSatisfy { $0.utf8.count <= 24 && TextShape.wordCount($0) <= 2 }
    if isBare, let heading = TitleParts.headingAboveText(blocks, metadata.siteNames) {
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
    (" : ", false), ("_", true),
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
