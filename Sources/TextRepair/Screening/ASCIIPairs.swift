import Unicode

/// Pairs of bytes in ASCII text that clean-up may have to do with: a table for the left byte, one
/// for the right, a bit for each pattern.
enum ASCIIPairs {
  static let space: UInt8 = 1
  static let comma: UInt8 = 2
  static let period: UInt8 = 4
  static let lineFeed: UInt8 = 8
  static let less: UInt8 = 16
  static let ampersand: UInt8 = 32
  /// A byte that is a reason by itself.
  static let single: UInt8 = 64
  /// Not ASCII.
  static let beyond: UInt8 = 128

  static let left: [UInt8] = (0...255).map { byte in
    let own: UInt8 =
      switch byte {
      case 0x0A: lineFeed
      case 0x20: space
      case 0x26: ampersand
      case 0x2C: comma
      case 0x2E: period
      case 0x3C: less
      default: 0
      }
    return own | single | beyond
  }

  static let right: [UInt8] = (0...255).map { value in
    let byte = UInt8(value)
    var bits: UInt8 = byte >= 0x80 ? beyond : 0
    if byte < 0x20 && byte != 0x0A || byte == 0x7F || byte == 0x5C || byte == 0x60
      || byte == 0x27
    {
      bits |= single
    }
    if byte <= 0x20 && byte != 0x0A || byte == 0x2C { bits |= space }
    // The first letters of the words that stand twice by mistake: "the the".
    if [0x61, 0x62, 0x66, 0x69, 0x6F, 0x74, 0x77].contains(byte) { bits |= space }
    if byte == 0x2C || opensWord(byte) { bits |= comma }
    if opensWord(byte) && byte &- 0x61 >= 26 { bits |= period }
    if opensWord(byte) { bits |= lineFeed }
    if byte == 0x21 { bits |= less }
    if byte == 0x23 || byte < 0x80 && (byte | 0x20) &- 0x61 < 26 { bits |= ampersand }
    return bits
  }

  /// True for ASCII letters and for the first bytes of letters of two bytes.
  private static func opensWord(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0xC3 < 0x1D
  }

  /// True when the pattern that the pair of bytes up to `index` hints at is there.
  static func isReason(_ hit: UInt8, _ bytes: Span<UInt8>, at index: Int) -> Bool {
    assert(hit != 0 && index < bytes.count)
    if hit & single != 0, bytes[index] == 0x27 {
      return LostCapitals.mayBeName(bytes, before: index, behind: index + 1)
    }
    if hit & (single | less | ampersand) != 0 { return true }
    let before = index > 1 ? bytes[index - 2] : 0x0A
    if hit & space != 0 {
      // Of the languages at hand, English is the one where no one sets a space before a comma.
      if bytes[index] == 0x2C { return before < 0x80 }
      return bytes[index] <= 0x20 || isDoubled(bytes, at: index)
    }
    if hit & comma != 0 { return lacksSpace(bytes, at: index) }
    if hit & period != 0 { return before >= 0x61 && !opensLower(bytes, at: index) }
    return hit & lineFeed != 0 && isBroken(bytes, at: index)
  }

  /// True when the comma before `index` stands between two words, or is doubled behind one.
  private static func lacksSpace(_ bytes: Span<UInt8>, at index: Int) -> Bool {
    guard index > 2, index + 1 < bytes.count, isOfWord(bytes[index - 2]) else { return false }
    if bytes[index] == 0x2C { return bytes[index + 1] == 0x20 }
    var start = index - 2
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    // East Asian text sets no space; nor is one missing behind a word of one letter.
    return start > 0 && bytes[start] < 0xE3 && isOfWord(bytes[start - 1])
  }

  /// True when the line that ends before `index` may have been broken to a width, or a word in it.
  ///
  /// The same bounds as in `Typography.lineBreaks`; the start of a text is no line's end.
  private static func isBroken(_ bytes: Span<UInt8>, at index: Int) -> Bool {
    guard index > 1, !opensUpper(bytes, at: index) else { return false }
    let before = bytes[index - 2]
    if before == 0x2D { return true }
    guard isOfWord(before) || before == 0x2C else { return false }
    var start = index - 2
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    guard before < 0x80 || Typography.isLetter(UTF8Text.read(bytes, at: start).scalar) else {
      return false
    }
    var length = 1
    while start > 0, bytes[start - 1] != 0x0A, length <= 100 {
      start -= 1
      if bytes[start] & 0xC0 != 0x80 { length += 1 }
    }
    return length >= 45 && length <= 100
  }

  /// True for ASCII letters and for bytes of what is not ASCII.
  private static func isOfWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (byte | 0x20) &- 0x61 < 26
  }

  private static func opensUpper(_ bytes: Span<UInt8>, at index: Int) -> Bool {
    CaseFolding.isUpper(UTF8Text.read(bytes, at: index).scalar)
  }

  private static func opensLower(_ bytes: Span<UInt8>, at index: Int) -> Bool {
    bytes[index] >= 0x80 && !opensUpper(bytes, at: index)
  }

  /// True when the word of two to four letters before the space stands behind it again.
  private static func isDoubled(_ bytes: Span<UInt8>, at index: Int) -> Bool {
    for length in 2...4 where index > length && bytes[index - 1 - length] == bytes[index] {
      if index > length + 1, bytes[index - 2 - length] != 0x20 { continue }
      guard index + length < bytes.count, bytes[index + length] == 0x20 else { continue }
      if (1..<length).allSatisfy({ bytes[index + $0] == bytes[index - 1 - length + $0] }) {
        return true
      }
    }
    return false
  }
}
