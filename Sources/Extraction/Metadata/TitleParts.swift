import Bytes
import HTMLTree

/// The parts of the titles that a page states, between separators of any kind.
struct TitleParts {
  /// One or more parts in a row, by their folded letters.
  private var runs: [String: Int] = [:]
  /// First letters of the runs: most blocks begin with none of them.
  private var initials: Set<Unicode.Scalar> = []
  private let siteNames: Set<String>

  init(_ titles: [String], _ siteNames: Set<String>) {
    self.siteNames = siteNames
    for title in titles {
      let parts = TitleParts.split(PageHead.collapsed(title)).prefix(8).map { NameFolding.key($0) }
        .filter { !$0.isEmpty }
      for start in parts.indices {
        var run = ""
        for end in start..<parts.count {
          run += parts[end]
          // The whole title is compared elsewhere; of its parts the shortest say nothing.
          if run.utf8.count >= 12, !siteNames.contains(run) { runs[run] = end - start + 1 }
        }
        if let initial = parts[start].unicodeScalars.first { initials.insert(initial) }
      }
    }
  }

  /// The longest run of parts that is the text of a block by itself, headings first.
  func standingAlone(in blocks: PageBlocks) -> String? {
    guard runs.count > 1 else { return nil }
    var best: (score: Int, text: String)?
    for block in blocks.blocks where block.count >= 10 && block.count <= 400 {
      let text = String(decoding: blocks.bytes(block), as: UTF8.self)
      guard let initial = TitleParts.initial(of: text), initials.contains(initial) else { continue }
      let key = NameFolding.key(text)
      guard runs[key] != nil else { continue }
      let isHeading = blocks.containers[block.container].traits.contains(.heading)
      let isLink = block.linkBytes * 5 >= block.count * 4
      if isLink, !isHeading { continue }
      let score = key.utf8.count + (isHeading ? 1000 : 0)
      if best.map({ score > $0.score }) ?? true { best = (score, PageHead.collapsed(text)) }
    }
    return best?.text
  }

  /// The title below its kicker, where the page states it so and shows it as a heading of its own.
  ///
  /// What a main heading holds may be written for search engines, the visible one for readers.
  func withoutKicker(_ heading: String, _ stated: [String], in blocks: PageBlocks) -> String {
    let shorter = stated.filter {
      $0.utf8.count >= 12 && $0.utf8.count < heading.utf8.count
        && NameFolding.key(heading).hasSuffix(NameFolding.key($0)) && heading.contains(utf8: ": ")
    }
    guard let title = shorter.first else { return heading }
    let key = NameFolding.key(title)
    let stands = blocks.blocks.contains { block in
      guard block.count < heading.utf8.count * 2, block.linkBytes * 2 < block.count,
        blocks.containers[block.container].traits.contains(.heading)
      else { return false }
      let text = NameFolding.key(String(decoding: blocks.bytes(block), as: UTF8.self))
      return text.hasSuffix(key) && text != NameFolding.key(heading)
    }
    let isTool = blocks.blocks.contains { block in
      let entry = blocks.containers[block.container]
      return entry.tag == .h1 && entry.traits.contains(.nav)
        && String(decoding: blocks.bytes(block), as: UTF8.self) == heading
    }
    return stands || isTool ? title : heading
  }

  /// A title without parts at its ends that are names of the site's sections: links elsewhere.
  func withoutSections(_ title: String, in blocks: PageBlocks) -> String {
    let parts = TitleParts.split(title, withBlanks: true)
    guard parts.count > 1 else { return title }
    var names: Set<String> = []
    for block in blocks.blocks where block.linkBytes * 5 >= block.count * 4 && block.count <= 60 {
      names.insert(NameFolding.key(String(decoding: blocks.bytes(block), as: UTF8.self)))
    }
    var text = title
    while let last = TitleParts.split(text, withBlanks: true).last,
      last.utf8.count < text.utf8.count,
      isName(last, names)
    {
      text = TitleParts.trimmed(String(text.dropLast(last.count)))
    }
    while let first = TitleParts.split(text, withBlanks: true).first,
      first.utf8.count < text.utf8.count, isName(first, names)
    {
      text = TitleParts.trimmed(String(text.dropFirst(first.count)))
    }
    return isName(text, names) ? "" : text
  }

  private func isName(_ part: String, _ names: Set<String>) -> Bool {
    let key = NameFolding.key(part)
    return key.isEmpty || names.contains(key) || siteNames.contains(key)
  }

  /// The first long text that is no heading and leads nowhere else.
  static func firstText(_ blocks: PageBlocks) -> Int? {
    blocks.blocks.firstIndex {
      $0.count >= 80 && $0.linkBytes * 2 < $0.count
        && !blocks.containers[$0.container].traits.contains(.heading)
    }
  }

  /// The last heading above the first long text that leads nowhere else.
  static func headingAboveText(_ blocks: PageBlocks, _ siteNames: Set<String>) -> String? {
    guard let text = firstText(blocks) else { return nil }
    for index in (max(0, text - 12)..<text).reversed() {
      let block = blocks.blocks[index]
      guard blocks.containers[block.container].traits.contains(.heading), block.count >= 12,
        block.count <= 300, block.linkBytes * 2 < block.count
      else { continue }
      let heading = PageHead.collapsed(String(decoding: blocks.bytes(block), as: UTF8.self))
      if !siteNames.contains(NameFolding.key(heading)) { return heading }
    }
    return nil
  }

  private static func initial(of text: String) -> Unicode.Scalar? {
    let first = text.unicodeScalars.first {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
    return first?.properties.lowercaseMapping.unicodeScalars.first
  }

  private static let separators: Set<Character> = [
    "|", "｜", "-", "–", "—", "_", "»", "«", "·", "•", "/", "：", "<", ">", "›", "－",
  ]

  /// Cuts at separators; those within words part names in scripts without blanks only, so that a
  /// part may be cut too often, but never too seldom. `withBlanks`: only at those between blanks,
  /// or that stand for them.
  static func split(_ title: String, withBlanks: Bool = false) -> [String] {
    var parts: [String] = []
    var part = ""
    let characters = Array(title)
    for (index, character) in characters.enumerated() {
      let isFree =
        index > 0 && index + 1 < characters.count && characters[index - 1] == " "
        && characters[index + 1] == " "
      let cuts =
        (separators.contains(character) || (character == ":" && isFree))
        && (!withBlanks || isFree || character == "｜" || character == "|" || character == "_")
      if cuts {
        if !part.isEmpty { parts.append(trimmed(part)) }
        part = ""
      } else {
        part.append(character)
      }
    }
    if !part.isEmpty { parts.append(trimmed(part)) }
    return parts.filter { !$0.isEmpty }
  }

  /// Without blanks and separators at either end.
  private static func trimmed(_ text: String) -> String {
    var text = Substring(text)
    while let first = text.first, first == " " || separators.contains(first) { text.removeFirst() }
    while let last = text.last, last == " " || separators.contains(last) { text.removeLast() }
    return String(text)
  }
}
