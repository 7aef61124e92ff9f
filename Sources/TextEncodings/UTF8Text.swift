/// Writing and reading single scalars of UTF-8.
package enum UTF8Text {
  /// Appends a scalar, which must not be a surrogate nor lie above U+10FFFF, as UTF-8.
  package static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
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
