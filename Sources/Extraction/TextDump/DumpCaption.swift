import Bytes

/// Tells captions by the words that name a picture's source.
enum DumpCaption {
  /// Text that describes a picture names those on it, or its photographer at the end.
  static func isCaption(_ text: [UInt8]) -> Bool {
    guard text.count < 600 else { return false }
    if starts.contains(where: { text.starts(with: $0) }) { return true }
    if DumpShape.sentenceCount(text) <= 4, namesSource(text[...]) { return true }
    guard !DumpShape.endsSentence(text) else { return false }
    let tail = Array(text.suffix(60))
    return ends.contains { TextShape.count(of: $0, in: tail) > 0 }
  }

  /// `Photo: A Name`, `摄影:…`, `…撮影` in the last hundred bytes, at their beginning or behind a mark.
  static func namesSource(_ text: ArraySlice<UInt8>) -> Bool {
    let tail = Array(text.suffix(100))
    return sources.contains { source in
      var from = 0
      while let found = Find.position(of: source, in: tail, from: from) {
        let isFirst = found == 0 || found == 1 && tail[0] == 0x20
        if isFirst ? text.count == tail.count : isApart(tail, found) { return true }
        from = found + 1
      }
      return false
    }
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
