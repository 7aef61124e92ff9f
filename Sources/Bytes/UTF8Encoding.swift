/// Writing Unicode scalars as UTF-8 (RFC 3629).
package enum UTF8Encoding {
  /// U+FFFD, which stands for what could not be read.
  package static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// How many bytes a scalar takes.
  package static func byteCount(of scalar: UInt32) -> Int {
    scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
  }

  /// Appends a scalar, which must not be a surrogate nor lie above U+10FFFF.
  package static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    assert(scalar <= 0x10FFFF && scalar &- 0xD800 >= 0x800, "not a Unicode scalar")
    if scalar < 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: scalar))
    } else if scalar < 0x800 {
      bytes.append(UInt8(truncatingIfNeeded: 0xC0 | scalar &>> 6))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    } else if scalar < 0x10000 {
      bytes.append(UInt8(truncatingIfNeeded: 0xE0 | scalar &>> 12))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar &>> 6 & 0x3F))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    } else {
      bytes.append(UInt8(truncatingIfNeeded: 0xF0 | scalar &>> 18))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar &>> 12 & 0x3F))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar &>> 6 & 0x3F))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    }
  }
}
