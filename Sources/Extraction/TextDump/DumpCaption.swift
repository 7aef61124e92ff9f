import Bytes

/// Tells captions by the words that name a picture's source.
enum DumpCaption {
  /// Text that describes a picture names those on it, or its photographer at the end.
  static func isCaption(_ text: [UInt8]) -> Bool {
    guard text.count < 600 else { return false }
    if starts.contains(where: { text.starts(with: $0) }) { return true }
    if DumpShape.sentenceCount(text) <= 4, namesSource(text[...]) { return true }
    guard !DumpShape.endsSentence(text) else { return false }
    if endsInCredit(text) { return true }
    let tail = Array(text.suffix(60))
    return ends.contains { TextShape.count(of: $0, in: tail) > 0 }
  }

  /// True where a word for a picture, a colon and a name end a line: `The quay at dusk Photo: A Name`.
  private static func endsInCredit(_ text: [UInt8]) -> Bool {
    guard text.count < 400 else { return false }
    return sources.contains { source in
      guard source.last == UInt8(ascii: ":"),
        let found = Find.position(of: source, in: text, from: 0), found > 0, text[found - 1] == 0x20
      else { return false }
      let name = text[(found + source.count)...]
      return name.first == 0x20 && name.count <= 50 && name.count(where: { $0 == 0x20 }) <= 4
    }
  }

  /// True for a line that begins with a picture and says of it all that there is: the picture's own
  /// words once more, or its source at the end.
  static func endsPicture(_ line: [UInt8]) -> Bool {
    guard line.count < 1200, let (words, start) = picture(line) else { return false }
    let rest = line[start...].drop { $0 == 0x20 }
    if words.count >= 6, rest.starts(with: words), isCredit(rest.dropFirst(words.count)) {
      return true
    }
    return !rest.isEmpty && namesSource(rest)
  }

  /// True for nothing, and for a few words with a mark that parts a name from what it is the name of.
  private static func isCredit(_ text: ArraySlice<UInt8>) -> Bool {
    let text = text.drop { $0 == 0x20 }
    if text.isEmpty { return true }
    guard text.count <= 60, !text.starts(with: ":".utf8) else { return false }
    return text.contains { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") }
      || ["©", "：", "／"].contains { Find.contains(Array($0.utf8), in: Array(text).span) }
  }

  /// What is said of the picture that a line begins with, and where the text behind it begins:
  /// `![words](address)`, or `[words]` before the same words.
  private static func picture(_ line: [UInt8]) -> (words: ArraySlice<UInt8>, end: Int)? {
    let isMarked = line.first == UInt8(ascii: "!")
    let open = isMarked ? 1 : 0
    guard open < line.count, line[open] == UInt8(ascii: "["),
      let close = line.firstIndex(of: UInt8(ascii: "]"))
    else { return nil }
    let words = line[(open + 1)..<close]
    if !isMarked {
      guard words.count >= 6, line[(close + 1)...].starts(with: words) else { return nil }
      return (words, close + 1)
    }
    guard close + 1 < line.count, line[close + 1] == UInt8(ascii: "("),
      let end = line[close...].firstIndex(of: UInt8(ascii: ")"))
    else { return nil }
    return (words, end + 1)
  }

  /// `Photo: A Name`, `摄影:…`, `…撮影` in the last hundred bytes, at their beginning or behind a mark.
  static func namesSource(_ text: ArraySlice<UInt8>) -> Bool {
    let tail = Array(text.suffix(100))
    return sources.contains { source in
      var from = 0
      while let found = Find.position(of: source, in: tail, from: from) {
        let isFirst = found == 0 || found == 1 && tail[0] == 0x20
        let isSource =
          source[0] >= 0xE3
          ? isLabel(tail, found..<found + source.count)
          : isFirst ? text.count == tail.count : isApart(tail, found)
        if isSource { return true }
        from = found + 1
      }
      return false
    }
  }

  /// True for a word of a script without blanks that ends in a colon or has a mark or the end of the
  /// text behind it: `撮影：山田`, `（本社撮影）`; not `映画の撮影が始まった`.
  private static func isLabel(_ text: [UInt8], _ word: Range<Int>) -> Bool {
    if text[word.upperBound - 1] < 0x80 || word.upperBound == text.count { return true }
    if text[..<word.upperBound].suffix(3).elementsEqual([0xEF, 0xBC, 0x9A]) { return true }
    let next = text[word.upperBound...].prefix(3)
    guard let first = next.first else { return true }
    // A full stop of Han ends a credit as well as a sentence.
    return first < 0x80 ? !ASCII.isAlphanumeric(first) : first == 0xEF || first == 0xE2
  }

  /// True when a mark stands before the byte at `index`, with a blank between or not.
  private static func isApart(_ text: [UInt8], _ index: Int) -> Bool {
    if text[index] >= 0xE0 { return true }
    let before = text[index - 1] == 0x20 && index > 1 ? text[index - 2] : text[index - 1]
    return before < 0x80
      ? !ASCII.isAlphanumeric(before) && before != 0x20
      : before <= 0xBF
        && !isLetter(text, index)
  }

  /// True when the character before a blank is a letter beyond ASCII and no quote or dash.
  private static func isLetter(_ text: [UInt8], _ index: Int) -> Bool {
    let head = text[..<(text[index - 1] == 0x20 ? index - 1 : index)]
    let start = head.lastIndex { $0 & 0xC0 != 0x80 } ?? 0
    return text[start] != 0xE2 && text[start] != 0xC2 && text[start] != 0xE3
  }

  private static let starts = RuleFile.captions["line starts"].map { Array(($0 + " ").utf8) }
  private static let ends = RuleFile.captions["line ends"].map { Array($0.utf8) }
  private static let sources = RuleFile.captions["named sources"].map { Array($0.utf8) }
}
