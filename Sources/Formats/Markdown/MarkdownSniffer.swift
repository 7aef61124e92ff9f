import Bytes

/// Tells Markdown from other text, and one document of a stream from the next.
enum MarkdownSniffer {
  /// True for text with the marks of Markdown: headings and links, or several links.
  static func isMarkdown(_ text: ArraySlice<UInt8>) -> Bool {
    let marks = marks(text)
    return marks.headings > 0 && marks.links > 0 || marks.links >= 4 || marks.headings >= 2
  }

  /// True for text with so much as a picture or two links in it.
  static func hasMarks(_ text: ArraySlice<UInt8>) -> Bool {
    let marks = marks(text)
    return marks.pictures > 0 || marks.links >= 2 || marks.headings > 0
  }

  private static func marks(_ text: ArraySlice<UInt8>) -> (headings: Int, links: Int, pictures: Int)
  {
    var headings = 0
    var links = 0
    var pictures = 0
    var isLineStart = true
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      if byte == 0x0A {
        isLineStart = true
      } else if isLineStart {
        isLineStart = false
        if byte == UInt8(ascii: "#"), isHeading(text[index...]) { headings += 1 }
      }
      if byte == UInt8(ascii: "]"), index + 1 < text.endIndex, text[index + 1] == UInt8(ascii: "("),
        isTarget(text[(index + 2)...])
      {
        links += 1
      }
      if byte == UInt8(ascii: "!"), index + 1 < text.endIndex, text[index + 1] == UInt8(ascii: "["),
        Find.contains("](", in: text[index...].prefix(600))
      {
        pictures += 1
      }
      index += 1
    }
    return (headings, links, pictures)
  }

  private static func isHeading(_ line: ArraySlice<UInt8>) -> Bool {
    let level = line.prefix(7).prefix { $0 == UInt8(ascii: "#") }.count
    let rest = line.dropFirst(level)
    return level <= 6 && rest.first == 0x20 && rest.dropFirst().first.map { $0 > 0x20 } ?? false
  }

  private static func isTarget(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first else { return false }
    return first == UInt8(ascii: "/") || first == UInt8(ascii: "#") || first == UInt8(ascii: "<")
      || first == UInt8(ascii: ".") || text.starts(with: "http".utf8)
      || text.starts(with: "mailto:".utf8)
  }

  /// Where documents begin in a stream of them; the first is always the start.
  static func documentStarts(_ text: [UInt8]) -> [Int] {
    var starts = [0]
    var skipTo = DocumentHead.read(text[...])?.bodyStart ?? 0
    var index = 0
    while index < text.count {
      let end = text[index...].firstIndex(of: 0x0A) ?? text.count
      if index >= skipTo, index > 0, let bodyStart = beginsDocument(text[index...]) {
        if text[(starts.last ?? 0)..<index].contains(where: { !ASCII.isTextBlank($0) }) {
          starts.append(index)
        }
        skipTo = bodyStart
      }
      index = end + 1
    }
    return starts
  }

  /// The start of the text of a document that begins with a line; nil for any other line.
  private static func beginsDocument(_ text: ArraySlice<UInt8>) -> Int? {
    if text.starts(with: "<|firecrawl-page-".utf8) {
      return text.firstIndex(of: 0x0A).map { $0 + 1 } ?? text.endIndex
    }
    let isHead =
      text.starts(with: "---".utf8) || text.starts(with: "+++".utf8)
      || text.starts(with: "Title: ".utf8) || text.starts(with: "Feed: ".utf8)
    guard isHead, let head = DocumentHead.read(text) else { return nil }
    // Of lines in a text only such heads as programs write.
    let isFrontMatter = text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+")
    let draft = head.draft
    return isFrontMatter ? head.bodyStart : draft.url != nil ? head.bodyStart : nil
  }
}
