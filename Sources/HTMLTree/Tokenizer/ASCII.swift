/// The classes of bytes that HTML's grammar asks for.
enum ASCII {
  /// Tab, LF, FF, CR, space, as bits.
  static var spaceMask: UInt64 { 1 << 9 | 1 << 10 | 1 << 12 | 1 << 13 | 1 << 32 }

  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool {
    byte <= 0x20 && (spaceMask &>> UInt64(byte)) & 1 != 0
  }

  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  @inline(__always)
  static func lowered(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
}
