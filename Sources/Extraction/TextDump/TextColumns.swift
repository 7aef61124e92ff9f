/// How many columns a terminal gives to text.
enum TextColumns {
  /// Columns of a text in UTF-8: two for ideographs, none for marks that join a letter.
  static func count(_ text: ArraySlice<UInt8>) -> Int {
    var columns = 0
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      if byte < 0x80 {
        columns += 1
        index += 1
        continue
      }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      columns += width(text, index)
      index += length
    }
    return columns
  }

  /// Columns of what has to stand on one line: up to a blank, or one ideograph and the mark behind.
  /// Hangul counts up to the blank, although some programs fold inside of its words.
  static func firstWord(_ text: [UInt8]) -> Int {
    if hasNoBlanks(text[...], 0) { return 4 }
    var end = 0
    while end < text.count, text[end] != 0x20, !hasNoBlanks(text[...], end) { end += 1 }
    return count(text[..<end])
  }

  private static func width(_ text: ArraySlice<UInt8>, _ index: Int) -> Int {
    if isWide(text, index) { return 2 }
    guard index + 1 < text.endIndex else { return 1 }
    switch (text[index], text[index + 1]) {
    // Combining marks; no-width blanks.
    case (0xCC, _), (0xCD, 0x80...0xAF): return 0
    case (0xE2, 0x80) where index + 2 < text.endIndex && (0x8B...0x8F).contains(text[index + 2]):
      return 0
    default: return 1
    }
  }

  /// True where an ideograph, Kana, Hangul or a full-width sign begins.
  static func isWide(_ text: ArraySlice<UInt8>, _ index: Int) -> Bool {
    guard index + 2 < text.endIndex else { return false }
    switch text[index] {
    case 0xE3: return text[index + 1] >= 0x80
    case 0xE4...0xEC: return true
    case 0xED: return text[index + 1] <= 0x9E
    case 0xEF:
      return (0xBC...0xBD).contains(text[index + 1])
        || text[index + 1] >= 0xA4
          && text[index + 1] <= 0xAB
    case 0xF0: return text[index + 1] == 0xA0 || text[index + 1] == 0x9F
    default: return false
    }
  }

  /// True where a syllable of Hangul stands among the four characters at an end of a text: behind or
  /// before quotes, commas and digits.
  static func isHangul(_ text: [UInt8], near index: Int) -> Bool {
    let range = index == 0 ? 0..<min(12, text.count) : max(0, text.count - 12)..<text.count
    return range.contains { start in
      guard (0xEA...0xED).contains(text[start]), start + 2 < text.count else { return false }
      // U+AC00 to U+D7A3.
      return text[start] == 0xEA
        ? text[start + 1] >= 0xB0 : text[start] != 0xED || text[start + 1] <= 0x9E
    }
  }

  /// True for scripts that put no blanks between words: ideographs and Kana, not Hangul.
  static func hasNoBlanks(_ text: ArraySlice<UInt8>, _ index: Int) -> Bool {
    guard isWide(text, index) else { return false }
    return text[index] <= 0xE9 || text[index] == 0xEF
  }
}
