import Bytes

/// Simple questions about a piece of text.
enum TextShape {
  /// True when `text` ends in a mark that ends sentences, with quotes and brackets after it or not.
  static func endsSentence(_ text: [UInt8]) -> Bool {
    var end = text.count
    var steps = 0
    while end > 0, steps < 4 {
      steps += 1
      switch text[end - 1] {
      case 0x2E, 0x21, 0x3F: return true
      case 0x22, 0x27, 0x29, 0x5D, 0x20: end -= 1
      case 0xBB where end >= 2 && text[end - 2] == 0xC2: end -= 2
      default:
        guard end >= 3 else { return false }
        switch (text[end - 3], text[end - 2], text[end - 1]) {
        case (0xE3, 0x80, 0x82), (0xEF, 0xBC, 0x81), (0xEF, 0xBC, 0x9F), (0xE2, 0x80, 0xA6),
          (0xE0, 0xA5, 0xA4):
          return true
        case (0xE2, 0x80, 0x98...0x9F), (0xE3, 0x80, 0x8D), (0xE3, 0x80, 0x8F), (0xEF, 0xBC, 0x89):
          end -= 3
        default: return false
        }
      }
    }
    return false
  }

  /// True for a text that begins in Han, Kana, Thai, Lao, Burmese or Khmer, which have no blanks between words.
  static func beginsUnspaced(_ text: ArraySlice<UInt8>) -> Bool {
    guard let start = text.prefix(24).firstIndex(where: { $0 >= 0xE0 }), start + 1 < text.endIndex
    else { return false }
    switch text[start] {
    case 0xE0: return (0xB8...0xBB).contains(text[start + 1])
    case 0xE1: return (0x80...0x82).contains(text[start + 1]) || text[start + 1] == 0x9E
    case 0xE3...0xE9: return true
    default: return false
    }
  }

  /// Words, where scripts without blanks between words count a word for every six bytes.
  static func wordCount(_ text: [UInt8], words: Int) -> Int {
    wordCount(byteCount: text.count, words: words)
  }

  /// The same of a text of so many bytes.
  static func wordCount(byteCount: Int, words: Int) -> Int {
    words * 30 < byteCount ? max(words, byteCount / 6) : words
  }

  /// Words of a text whose blanks part them, where scripts without blanks count as above.
  static func wordCount(_ text: String) -> Int {
    let (bytes, blanks) = text.utf8.reduce(into: (0, 0)) {
      $0.0 += 1
      if $1 == 0x20 { $0.1 += 1 }
    }
    return (blanks + 1) * 30 < bytes ? max(blanks + 1, bytes / 6) : blanks + 1
  }

  /// Marks that end a sentence before a blank or the text's end, and those of Han and Devanagari.
  static func sentenceCount(_ text: String) -> Int {
    var count = 0
    var isMark = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case ".", "!", "?", "…", "؟": isMark = true
      case "。", "！", "？", "।", "။", "។":
        count += 1
        isMark = false
      case " ", "\n", "\u{A0}":
        if isMark { count += 1 }
        isMark = false
      case "\"", "'", ")", "]", "”", "’", "»", "“": continue
      default: isMark = false
      }
    }
    return count + (isMark ? 1 : 0)
  }

  /// Non-overlapping occurrences.
  static func count(of needle: [UInt8], in text: [UInt8]) -> Int {
    guard !needle.isEmpty else { return 0 }
    var found = 0
    var index = 0
    while let next = Find.position(of: needle, in: text, from: index) {
      found += 1
      index = next + needle.count
    }
    return found
  }

  /// True for an ASCII lower-case letter, a lower-case Latin-1, Greek or Cyrillic letter, or a mark
  /// that goes on with a sentence, at the start of `text`.
  static func continuesSentence(_ text: [UInt8]) -> Bool {
    guard let first = text.first else { return false }
    switch first {
    case 0x61...0x7A, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"),
      UInt8(ascii: ")"), UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!"):
      return true
    case 0xC3: return text.count > 1 && text[1] >= 0x9F
    case 0xCE: return text.count > 1 && text[1] >= 0xAC
    case 0xCF, 0xD1: return true
    case 0xD0: return text.count > 1 && text[1] >= 0xB0
    default: return false
    }
  }
}
