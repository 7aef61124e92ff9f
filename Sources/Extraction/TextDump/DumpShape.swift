import Bytes

/// Questions about a block of a text dump, in any script.
enum DumpShape {
  /// True when `text` ends in a mark that ends sentences, with quotes and brackets after it or not.
  static func endsSentence(_ text: [UInt8]) -> Bool {
    var end = text.count
    for _ in 0..<5 {
      guard end > 0 else { return false }
      switch text[end - 1] {
      case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): return true
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ")"), UInt8(ascii: "]"), 0x20,
        UInt8(ascii: "*"), UInt8(ascii: "_"):
        end -= 1
      case 0xBB where end >= 2 && text[end - 2] == 0xC2,
        0xAB where end >= 2 && text[end - 2] == 0xC2:
        end -= 2
      // Arabic question mark and full stop, Armenian full stop.
      case 0x9F where end >= 2 && text[end - 2] == 0xD8,
        0x94 where end >= 2 && text[end - 2] == 0xDB,
        0x89 where end >= 2 && text[end - 2] == 0xD6:
        return true
      default:
        guard end >= 3 else { return false }
        switch (text[end - 3], text[end - 2], text[end - 1]) {
        // Full stops of Han, full-width marks, …, of Devanagari, Burmese, Khmer and Ethiopic.
        case (0xE3, 0x80, 0x82), (0xEF, 0xBC, 0x81), (0xEF, 0xBC, 0x9F), (0xEF, 0xBC, 0x8E),
          (0xEF, 0xBD, 0xA1), (0xE2, 0x80, 0xA6), (0xE0, 0xA5, 0xA4), (0xE1, 0x81, 0x8B),
          (0xE1, 0x9F, 0x94), (0xE1, 0x8D, 0xA2):
          return true
        case (0xE2, 0x80, 0x98...0x9F), (0xE3, 0x80, 0x8D), (0xE3, 0x80, 0x8F), (0xEF, 0xBC, 0x89),
          (0xE3, 0x80, 0x91), (0xE2, 0x80, 0xBA), (0xE2, 0x80, 0x8E...0x8F):
          end -= 3
        default: return false
        }
      }
    }
    return false
  }

  /// True when `text` ends in a full stop: in no question or call, nor in `...`, `…` or an initial.
  static func endsStatement(_ text: [UInt8]) -> Bool {
    guard endsSentence(text) else { return false }
    var end = text.count
    while end > 0, text[end - 1] < 0x80, text[end - 1] != UInt8(ascii: ".") {
      if text[end - 1] == UInt8(ascii: "!") || text[end - 1] == UInt8(ascii: "?") { return false }
      end -= 1
    }
    let body = text[..<end]
    guard body.last == UInt8(ascii: "."), body.count >= 3 else { return !endsOpenly(text) }
    let before = body[body.count - 3]
    return body[body.count - 2] != UInt8(ascii: ".") && before != UInt8(ascii: ".")
      && before != 0x20
  }

  /// True for what ends in `…`, `！`, `？` or `؟`.
  private static func endsOpenly(_ text: [UInt8]) -> Bool {
    [[0xE2, 0x80, 0xA6], [0xEF, 0xBC, 0x81], [0xEF, 0xBC, 0x9F], [0xD8, 0x9F]].contains {
      text.suffix($0.count).elementsEqual($0)
    }
  }

  /// True for Thai and Lao, which end a sentence with nothing: most bytes are their letters.
  static func isUnpunctuated(_ text: [UInt8]) -> Bool {
    var count = 0
    for index in text.indices.dropLast() where text[index] == 0xE0 {
      if (0xB8...0xBB).contains(text[index + 1]) { count += 3 }
    }
    return count * 4 >= text.count * 3 && count >= 12
  }

  /// True when a full stop of Han stands in a text, whatever stands behind it.
  static func holdsWideSentence(_ text: [UInt8]) -> Bool {
    TextShape.count(of: [0xE3, 0x80, 0x82], in: text) > 0
  }

  /// Marks that end a sentence or part it, for telling running text from names and titles.
  static func sentenceCount(_ text: [UInt8]) -> Int {
    var count = 0
    for index in text.indices {
      switch text[index] {
      case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
        let isBefore =
          index + 1 == text.count || text[index + 1] == 0x20 || text[index + 1] == 0x22
          || text[index + 1] >= 0xC2
        // `J. Smith`, `3. März`.
        if isBefore, index >= 3, text[index - 2] != 0x20, !ASCII.isDigit(text[index - 1]) {
          count += 1
        }
      case 0xE3 where index + 2 < text.count && text[index + 1] == 0x80 && text[index + 2] == 0x82:
        count += 1
      case 0xE0 where index + 2 < text.count && text[index + 1] == 0xA5 && text[index + 2] == 0xA4:
        count += 1
      default: continue
      }
    }
    return count
  }

  /// What a text is about: its longer words, and pairs of characters of scripts without blanks.
  static func terms(_ text: [UInt8], limit: Int = 4000) -> Set<UInt64> {
    var terms: Set<UInt64> = []
    var start = 0
    while start < text.count, terms.count < limit {
      if TextColumns.hasNoBlanks(text[...], start) {
        if text[start] != 0xEF, !(text[start] == 0xE3 && text[start + 1] == 0x80),
          start + 5 < text.count, TextColumns.hasNoBlanks(text[...], start + 3),
          !(text[start + 3] == 0xE3 && text[start + 4] == 0x80), text[start + 3] != 0xEF
        {
          var hash = FNV1a.basis64
          for byte in text[start..<start + 6] { hash = FNV1a.adding(byte, to: hash) }
          terms.insert(hash)
        }
        start += 3
        continue
      }
      var end = start
      while end < text.count, !TextColumns.hasNoBlanks(text[...], end) { end += 1 }
      addWords(text[start..<end], to: &terms)
      start = end
    }
    return terms
  }

  /// Words of four bytes and more, without what inflection changes at the end of the longer ones.
  private static func addWords(_ text: ArraySlice<UInt8>, to terms: inout Set<UInt64>) {
    var start = text.startIndex
    while start < text.endIndex {
      var end = start
      var isASCII = true
      while end < text.endIndex, text[end] >= 0x80 || ASCII.isAlphanumeric(text[end]) {
        if text[end] >= 0x80 { isASCII = false }
        end += 1
      }
      let word = text[start..<end]
      start = end + 1
      guard word.count >= 4 else { continue }
      if isASCII {
        var hash = WordScanner.basis
        for byte in word.prefix(6) { hash = FNV1a.adding(ASCII.lowercased(byte), to: hash) }
        terms.insert(hash)
        continue
      }
      let limit = 10
      var stem = Array(word.prefix(limit))
      while stem.count > 4, let last = stem.last, last & 0xC0 == 0x80, stem.count == limit {
        // Never half a character.
        if word.count > limit, word[word.startIndex + limit] & 0xC0 == 0x80 {
          stem.removeLast()
        } else {
          break
        }
      }
      terms.formUnion(WordScanner.hashes(stem))
    }
  }
}
