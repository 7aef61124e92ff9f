import Bytes

/// How a dump writes what is no plain text: links, pictures, emphasis.
struct DumpStyle {
  /// True where the marks of Markdown are marks.
  var isMarkdown = false
  /// True where numbers in brackets stand for links that are listed at the end.
  var hasReferences = false
  /// True where links are words with underlines instead of blanks between them.
  var hasUnderlinedLinks = false
  /// Names of addresses that are listed at the end, in lower case.
  var labels: Set<String> = []

  /// Markdown is told by its headings, links and bold words, numbered links by their order.
  init(_ lines: [DumpLine], list: LinkList? = nil) {
    labels = list?.labels ?? []
    var headings = 0
    var links = 0
    var bold = 0
    var numbers = 0
    var expected = 1
    var underlined = 0
    for line in lines {
      if case .heading = line.mark { headings += 1 }
      if line.mark == .item, DumpStyle.isUnderlined(line.text) { underlined += 1 }
      links += TextShape.count(of: Array("](".utf8), in: line.text)
      bold += TextShape.count(of: Array("**".utf8), in: line.text)
      var index = 0
      while index < line.text.count {
        guard line.text[index] == UInt8(ascii: "["),
          let found = DumpStyle.reference(line.text, at: index)
        else {
          index += 1
          continue
        }
        let isBefore = index == 0 || line.text[index - 1] == 0x20
        if isBefore, found.number >= expected, found.number <= expected + 3 {
          numbers += 1
          expected = found.number + 1
        }
        index = found.end
      }
    }
    isMarkdown = headings > 0 || links >= 2 || bold >= 4 || !labels.isEmpty
    hasUnderlinedLinks = underlined >= 2 && links == 0
    hasReferences = list != nil ? numbers >= 1 || !labels.isEmpty : numbers >= 5
  }

  /// True for one word with an underline between letters: `Old_tram_depot`.
  static func isUnderlined(_ text: some BidirectionalCollection<UInt8>) -> Bool {
    guard !text.contains(0x20), text.first != UInt8(ascii: "_"), text.last != UInt8(ascii: "_")
    else { return false }
    return text.contains(UInt8(ascii: "_"))
  }

  /// A number in brackets at `index`, and where it ends.
  static func reference(_ text: [UInt8], at index: Int) -> (number: Int, end: Int)? {
    var end = index + 1
    var number = 0
    while end < text.count, ASCII.isDigit(text[end]), end - index <= 4 {
      number = number * 10 + Int(text[end] - 0x30)
      end += 1
    }
    guard end > index + 1, end < text.count, text[end] == UInt8(ascii: "]") else { return nil }
    // `[1](…)` is a link of Markdown.
    if end + 1 < text.count, text[end + 1] == UInt8(ascii: "(") { return nil }
    return (number, end + 1)
  }
}
