/// A form of text for comparing: what readers take for the same word is the same bytes.
package struct Folding: Sendable {
  /// The only instance; made at first use, in some milliseconds.
  package static let shared = Folding()

  /// What each scalar becomes, where that is not itself.
  private let sequences: ScalarSequences

  private init() {
    let properties = UnicodeScalarProperties.shared
    var sequences: [UInt32: [UInt32]] = [:]
    for scalar in UInt32(0x80)..<0x3_0000 {
      if let letters = Self.letters[scalar] {
        sequences[scalar] = letters
        continue
      }
      let kind = properties.kind(scalar)
      if kind == .digit {
        // Decimal digits of every script, in their order behind their zero.
        let value = Unicode.Scalar(scalar)?.properties.numericValue ?? -1
        if (0...9).contains(value) { sequences[scalar] = [0x30 + UInt32(value)] }
        continue
      }
      let mayChange =
        kind == .upperCaseLetter || kind == .mark || kind == .format || kind == .symbol
      guard mayChange || Normalization.decomposes(scalar), properties.script(scalar) != .hangul
      else { continue }
      let folded = Normalization.normalized([scalar], .nfkd).map(properties.lowerCase)
        .filter { !Self.isDropped($0, properties) }.flatMap { Self.letters[$0] ?? [$0] }
      if folded != [scalar] { sequences[scalar] = folded }
    }
    self.sequences = ScalarSequences(sequences)
  }

  /// Letters that do not decompose, as people write them who have no key for them, and letters that
  /// are two shapes of one: `ß` as `ss`, `ł` as `l`, final sigma as sigma, Arabic letters that are
  /// written for each other, Persian ones as Arabic.
  private static let letters: [UInt32: [UInt32]] = {
    let pairs: [(String, String)] = [
      ("ßẞ", "ss"), ("æÆ", "ae"), ("œŒ", "oe"), ("øØ", "o"), ("łŁ", "l"), ("đĐðÐ", "d"),
      ("þÞ", "th"), ("ħĦ", "h"), ("ŧŦ", "t"), ("ŋŊ", "n"), ("ı", "i"), ("ĸ", "k"), ("ƒ", "f"),
      ("ɓƁ", "b"), ("ɗƊ", "d"), ("ƙƘ", "k"), ("ƴƳ", "y"), ("əƏ", "e"), ("ς", "σ"), ("ґҐ", "г"),
      ("ٱ", "ا"), ("ةۃە", "ه"), ("ىیې", "ي"), ("ک", "ك"), ("ہھ", "ه"),
    ]
    var letters: [UInt32: [UInt32]] = [0x0640: []]
    for (from, to) in pairs {
      for scalar in from.unicodeScalars { letters[scalar.value] = to.unicodeScalars.map(\.value) }
    }
    return letters
  }()

  /// Marks that a spelling may leave away: those of Latin, Greek, Cyrillic, Hebrew and Arabic. In
  /// other scripts marks are vowels. Invisible characters go too.
  private static func isDropped(_ scalar: UInt32, _ properties: UnicodeScalarProperties) -> Bool {
    switch properties.kind(scalar) {
    case .format: return true
    case .mark where scalar == 0x3099 || scalar == 0x309A:
      // The marks of voiced kana tell one syllable from another.
      return false
    case .mark:
      switch properties.script(scalar) {
      case .inherited, .latin, .greek, .cyrillic, .hebrew, .arabic: return true
      default: return false
      }
    default: return false
    }
  }

  /// Appends the folded form of one scalar, often itself, to UTF-8: compatibility decomposition,
  /// lower case, without marks, letters that do not decompose as they are written without them.
  package func append(_ scalar: UInt32, to output: inout [UInt8]) {
    if scalar < 0x80 {
      output.append(
        UInt8(truncatingIfNeeded: scalar &- 0x41 < 26 ? scalar | 0x20 : scalar))
    } else if !sequences.append(scalar, toUTF8: &output) {
      UTF8Text.append(scalar, to: &output)
    }
  }

  /// The folded form of UTF-8: NFKD, lower case, without the marks that spellings leave away.
  /// Hangul stays in syllables.
  package func folded(_ text: [UInt8]) -> [UInt8] {
    let span = text.span
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      let end = ASCIIRun.end(in: span, from: index)
      let start = output.count
      ASCIIRun.append(span, index..<end, to: &output)
      for position in start..<output.count where output[position] &- 0x41 < 26 {
        output[position] |= 0x20
      }
      index = end
      while index < text.count, span[index] >= 0x80 {
        let read = UTF8Text.read(span, at: index)
        append(read.scalar, to: &output)
        index += read.byteCount
      }
    }
    return output
  }
}
