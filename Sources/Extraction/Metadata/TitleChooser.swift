import Bytes

/// Chooses the headline from JSON-LD, OpenGraph, the page's title and its headings.
struct TitleChooser {
  /// The headline without the site's name; nil when the page has none.
  let headline: String?

  init(_ metadata: PageMetadata) {
    let head = metadata.head
    let stated = [
      metadata.data.headline.map { metadata.plain($0) }, head.meta("og:title"),
      head.meta("twitter:title", "dc.title", "dcterms.title", "sailthru.title", "parsely-title"),
      head.title,
    ].compactMap { $0 }.map { TitleChooser.cleaned($0, metadata.siteNames) }
      .filter { !$0.isEmpty }
    let folded = stated.map { NameFolding.key($0) }
    let headings = head.headings.map {
      PageHead.collapsed(PageHead.text(metadata.page, $0, limit: 600))
    }
    for heading in headings where heading.utf8.count >= 8 {
      let letters = NameFolding.key(heading)
      if metadata.siteNames.contains(letters) { continue }
      if folded.contains(where: { $0 == letters }) {
        headline = heading
        return
      }
    }
    // A heading may have a kicker before the title that others state.
    for heading in headings {
      let letters = NameFolding.key(heading)
      for (title, other) in zip(stated, folded)
      where other.utf8.count >= 16 && letters.hasSuffix(other) {
        headline = title
        return
      }
    }
    // A heading that a stated title begins with, or that begins with a stated title.
    for heading in headings where heading.utf8.count >= 16 {
      let letters = NameFolding.key(heading)
      let isClose = folded.contains {
        $0.hasPrefix(letters) || (letters.hasPrefix($0) && $0.utf8.count >= 16)
      }
      if isClose, !metadata.siteNames.contains(letters) {
        headline = heading
        return
      }
    }
    if headings.count == 1, headings[0].utf8.count >= 16, headings[0].utf8.count <= 250,
      !metadata.siteNames.contains(NameFolding.key(headings[0])),
      TitleChooser.shares(headings[0], stated)
    {
      headline = headings[0]
      return
    }
    headline = stated.first ?? headings.first { !$0.isEmpty }
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
    for _ in 0..<3 {
      guard let shorter = withoutSite(text, siteNames) else { break }
      assert(shorter.utf8.count < text.utf8.count)
      text = shorter
    }
    return text
  }

  private static let separators: [(text: [UInt8], isBar: Bool)] = [
    (" | ", true), (" - ", false), (" – ", false), (" — ", false), (" :: ", false), (" » ", true),
    (" • ", true), (" · ", false), (" / ", false), (" // ", false), ("|", true),
  ].map { (Array($0.0.utf8), $0.1) }

  private static func withoutSite(_ text: String, _ siteNames: Set<String>) -> String? {
    let bytes = Array(text.utf8)
    for (separator, isBar) in separators {
      let occurrences = occurrences(of: separator, in: bytes)
      guard let first = occurrences.first, let last = occurrences.last else { continue }
      let head = String(decoding: bytes[..<first], as: UTF8.self)
      let tail = String(decoding: bytes[(last + separator.count)...], as: UTF8.self)
      let tailWords = tail.utf8.count { $0 == 0x20 } + 1
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
