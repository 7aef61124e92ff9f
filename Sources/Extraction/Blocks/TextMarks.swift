/// Counts of single characters in a block.
struct TextMarks {
  var commas = 0
  var digits = 0
  var capitals = 0
  /// Ends of sentences inside the text: a mark, a blank and no small letter.
  var sentences = 0
  var lines = 0
  /// Bars, bullets and arrows.
  var separators = 0
  var isAddress = false
  var startsWithQuote = false

  private static let addressStarts = ["http", "www."].map { Array($0.utf8) }

  init(_ bytes: ArraySlice<UInt8>) {
    var before: UInt8 = 0
    for byte in bytes {
      switch byte {
      case UInt8(ascii: ","): commas += 1
      case 0x30...0x39: digits += 1
      case 0x41...0x5A: capitals += 1
      case 0x0A: lines += 1
      case UInt8(ascii: "|"), UInt8(ascii: ">"): separators += 1
      case 0xA2 where before == 0x80, 0xB7 where before == 0xC2: separators += 1
      case 0x20 where before == 0x2E || before == 0x3F || before == 0x21: sentences += 1
      default: break
      }
      before = byte
    }
    assert(commas + digits + capitals + lines <= bytes.count)
    isAddress = TextMarks.addressStarts.contains { bytes.starts(with: $0) }
    let start = bytes.prefix(3)
    startsWithQuote =
      start.first == 0x22 || start.elementsEqual([0xE2, 0x80, 0x9C])
      || start.elementsEqual([0xE2, 0x80, 0x9E]) || start.prefix(2).elementsEqual([0xC2, 0xAB])
  }
}

/// A logarithm for features: exact enough, and without a mathematics library.
func log2(_ value: Float) -> Float {
  guard value > 0 else { return 0 }
  return Float(value.exponent) + (value.significand - 1)
}
