import Unicode

/// UTF-16 and UTF-32 without a byte order mark.
enum WideGuess {
  /// The encoding that the zero bytes of text with spaces or Latin letters show, or nil.
  static func byZeros(_ bytes: Span<UInt8>) -> TextEncoding? {
    let count = min(bytes.count, 4096) & ~3
    var zeros = [0, 0, 0, 0]
    for index in 0..<count where bytes[index] == 0 { zeros[index & 3] += 1 }
    let total = zeros[0] + zeros[1] + zeros[2] + zeros[3]
    guard count >= 4, total > 0 else { return nil }
    let quarter = count / 4
    // No text has U+0000, so of UTF-32's four bytes one column is never zero.
    if bytes.count % 4 == 0, zeros[0] == quarter, zeros[3] == 0, zeros[1] * 8 >= quarter * 7 {
      return .utf32BigEndian
    }
    if bytes.count % 4 == 0, zeros[3] == quarter, zeros[0] == 0, zeros[2] * 8 >= quarter * 7 {
      return .utf32LittleEndian
    }
    let (even, odd) = (zeros[0] + zeros[2], zeros[1] + zeros[3])
    // Most units are Latin letters or blanks, and hardly a zero stands in the other half.
    if odd * 4 >= count, even * 16 <= odd { return .utf16LittleEndian }
    if even * 4 >= count, odd * 16 <= even { return .utf16BigEndian }
    return nil
  }

  /// The byte order in which the units are text: letters of few scripts, blanks, punctuation, and
  /// hardly anything rare; nil when neither or both are.
  static func byScripts(_ bytes: Span<UInt8>) -> TextEncoding? {
    let count = min(bytes.count, 1024) & ~1
    guard count >= 8, bytes.count % 2 == 0 else { return nil }
    let little = isText(bytes, count: count, highAt: 1)
    let big = isText(bytes, count: count, highAt: 0)
    return little == big ? nil : little ? .utf16LittleEndian : .utf16BigEndian
  }

  /// True when the first `count` bytes, read as UTF-16 units, are text: mostly scalars that the
  /// language model knows, in few scripts. Noise fails both. `highAt` as in `WideDecoder`.
  static func isText(_ bytes: Span<UInt8>, count: Int, highAt: Int) -> Bool {
    assert(count <= bytes.count && count % 2 == 0)
    let model = LanguageModel.shared
    var (known, scripts) = (0, Set<UnicodeScript>())
    for index in stride(from: 0, to: count, by: 2) {
      let unit = UInt32(bytes[index + highAt]) << 8 | UInt32(bytes[index + 1 - highAt])
      if unit == 0 { return false }
      guard model.slot(unit) >= RareSlot.allCases.count else { continue }
      known += 1
      if UnicodeScalarProperties.shared.isLetter(unit) {
        scripts.insert(UnicodeScalarProperties.shared.script(unit))
      }
    }
    scripts.subtract([.latin, .hiragana, .katakana])
    return known * 8 >= count / 2 * 7 && scripts.count <= 2
  }

  /// True when the start holds bytes that no text in other encodings has: controls beyond tab, line
  /// ends, form feed and escape.
  static func hasOddControls(_ bytes: Span<UInt8>) -> Bool {
    for index in 0..<min(bytes.count, 1024) {
      let byte = bytes[index]
      if byte < 0x20, byte < 0x09 || byte > 0x0D, byte != 0x1B { return true }
    }
    return false
  }
}
