/// A character reference that has been read: its characters and where it ends.
struct CharacterReference {
  var first: UInt32
  /// The second character of the few references that stand for two; 0 for none.
  var second: UInt32 = 0
  /// The index after the reference.
  var end: Int

  /// U+FFFD in UTF-8, which stands for a NUL.
  static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  func append(to bytes: inout [UInt8]) {
    CharacterReference.append(first, to: &bytes)
    if second != 0 { CharacterReference.append(second, to: &bytes) }
  }

  private static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    switch scalar {
    case 0..<0x80:
      bytes.append(UInt8(scalar))
    case 0x80..<0x800:
      bytes.append(UInt8(0xC0 | scalar >> 6))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    case 0x800..<0x10000:
      bytes.append(UInt8(0xE0 | scalar >> 12))
      bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    default:
      bytes.append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
      bytes.append(UInt8(0x80 | scalar >> 12 & 0x3F))
      bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    }
  }
}
