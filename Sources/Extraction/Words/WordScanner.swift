import Bytes

/// Words of UTF-8 text as hashes of their folded letters, for looking up phrases quickly.
enum WordScanner {
  /// The hash of no letters; FNV-1a, 64 bits.
  static let basis = FNV1a.basis64

  /// Folded words as hashes, at most `limit` of them.
  ///
  /// A word is a run of ASCII letters and digits and of bytes beyond ASCII that are no
  /// punctuation; apostrophes inside a word are skipped, so `don’t` is `dont`.
  static func hashes(_ text: [UInt8], limit: Int = .max) -> [UInt64] {
    hashes(text, in: 0..<text.count, limit: limit)
  }

  /// The same for a part of `text`.
  static func hashes(_ text: [UInt8], in range: Range<Int>, limit: Int = .max) -> [UInt64] {
    assert(range.lowerBound >= 0 && range.upperBound <= text.count, "a range beyond the text")
    var words: [UInt64] = []
    words.reserveCapacity(min(limit, range.count / 5 + 1))
    var word = basis
    var isOpen = false
    scan(text, range) { byte in
      if byte == 0 {
        if isOpen { words.append(word) }
        word = basis
        isOpen = false
      } else {
        word = FNV1a.adding(byte, to: word)
        isOpen = true
      }
      return words.count < limit
    }
    return words
  }

  /// The hash of a phrase that goes on by one word.
  static func combine(_ phrase: UInt64, _ word: UInt64) -> UInt64 {
    var mixed = (phrase ^ word) &* 0x9E37_79B9_7F4A_7C15
    mixed ^= mixed >> 29
    return mixed
  }

  /// Calls `visit` with each folded byte of a word, and with 0 at the end of each run of them.
  ///
  /// Stops when `visit` answers false.
  @inline(__always)
  private static func scan(_ text: [UInt8], _ range: Range<Int>, _ visit: (UInt8) -> Bool) {
    var index = range.lowerBound
    let end = range.upperBound
    let asciiFold = self.asciiFold
    while index < end {
      let byte = text[index]
      if byte < 0x80 {
        index += 1
        let folded = asciiFold[Int(byte)]
        if folded == 1 { continue }
        if !visit(folded) { return }
        continue
      }
      let width = min(byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2, end - index)
      let second = width > 1 ? text[index + 1] : 0
      let third = width > 2 ? text[index + 2] : 0
      index += width
      switch separation(byte, second, third) {
      case .separator: if !visit(0) { return }
      case .skipped: continue
      case .letter:
        let (head, next) = lower(byte, second)
        if !visit(head) || !visit(next) { return }
        if width > 2, !visit(third) { return }
      }
    }
    _ = visit(0)
  }

  private enum Separation { case letter, separator, skipped }

  /// General punctuation (U+2000 to U+206F), CJK punctuation and Latin-1's signs part words.
  private static func separation(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Separation {
    switch first {
    case 0xC2: return second == 0xAD ? .skipped : .separator
    case 0xE2:
      if second == 0x80, third == 0x99 || third == 0x98 { return .skipped }
      return .separator
    case 0xE3: return second == 0x80 ? .separator : .letter
    case 0xEF: return second == 0xBC || second == 0xBD ? .separator : .letter
    default: return .letter
    }
  }

  /// Lower case of two-byte letters: Latin-1, Greek and Cyrillic.
  static func lower(_ first: UInt8, _ second: UInt8) -> (UInt8, UInt8) {
    switch (first, second) {
    case (0xC3, 0x80...0x9E): return (0xC3, second + 0x20)
    case (0xC4, _) where second < 0xB8 && second & 1 == 0: return (0xC4, second | 1)
    case (0xC5, 0x8A...0xB7) where second & 1 == 0: return (0xC5, second | 1)
    case (0xCE, 0x91...0x9F): return (0xCE, second + 0x20)
    case (0xCE, 0xA0...0xA9): return (0xCF, second - 0x20)
    case (0xD0, 0x90...0x9F): return (0xD0, second + 0x20)
    case (0xD0, 0xA0...0xAF): return (0xD1, second - 0x20)
    case (0xD0, 0x80...0x8F): return (0xD1, second + 0x10)
    default: return (first, second)
    }
  }

  /// Lower-case letters and digits stand for themselves, 0 parts words, 1 is skipped.
  private static let asciiFold: [UInt8] = (0..<128).map { code -> UInt8 in
    switch UInt8(code) {
    case 0x41...0x5A: return UInt8(code) | 0x20
    case 0x61...0x7A, 0x30...0x39: return UInt8(code)
    case UInt8(ascii: "'"): return 1
    default: return 0
    }
  }
}
