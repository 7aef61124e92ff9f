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
      let kind = properties.kind(scalar)
      let mayChange =
        kind == .upperCaseLetter || kind == .mark || kind == .format || kind == .symbol
      guard mayChange || Normalization.decomposes(scalar), properties.script(scalar) != .hangul
      else { continue }
      let folded = Normalization.normalized([scalar], .nfkd).map(properties.lowerCase)
        .filter { !Self.isDropped($0, properties) }
      if folded != [scalar] { sequences[scalar] = folded }
    }
    self.sequences = ScalarSequences(sequences)
  }

  /// Marks that a spelling may leave away: those of Latin, Greek, Cyrillic, Hebrew and Arabic. In
  /// other scripts marks are vowels. Invisible characters go too.
  private static func isDropped(_ scalar: UInt32, _ properties: UnicodeScalarProperties) -> Bool {
    switch properties.kind(scalar) {
    case .format: return true
    case .mark:
      switch properties.script(scalar) {
      case .inherited, .latin, .greek, .cyrillic, .hebrew, .arabic: return true
      default: return false
      }
    default: return false
    }
  }

  /// Appends the folded form of one scalar, often itself, to UTF-8: compatibility decomposition,
  /// lower case, without marks.
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
