import Bytes

/// The characters behind a JSON string's bytes.
enum JSONText {
  /// Resolves escapes to UTF-8. A surrogate without its other half becomes U+FFFD; a backslash
  /// before anything that is no escape is dropped.
  static func decoding(_ bytes: Span<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var offset = 0
    while true {
      // What stands between two backslashes is copied in one piece.
      let start = offset
      while offset < bytes.count, bytes[offset] != UInt8(ascii: "\\") { offset += 1 }
      if offset + 1 >= bytes.count { offset = bytes.count }
      // The pointer is used inside its closure only.
      unsafe bytes.extracting(start..<offset).withUnsafeBufferPointer {
        unsafe out.append(contentsOf: $0)
      }
      if offset == bytes.count { return out }
      offset += 2
      switch bytes[offset - 1] {
      case UInt8(ascii: "n"): out.append(0x0A)
      case UInt8(ascii: "t"): out.append(0x09)
      case UInt8(ascii: "r"): out.append(0x0D)
      case UInt8(ascii: "b"): out.append(0x08)
      case UInt8(ascii: "f"): out.append(0x0C)
      case UInt8(ascii: "u"):
        guard let unit = codeUnit(bytes, at: offset) else {
          out.append(UInt8(ascii: "u"))
          continue
        }
        offset += 4
        offset += appendScalar(unit, after: offset, of: bytes, to: &out)
      case let other: out.append(other)
      }
    }
  }

  private static func codeUnit(_ bytes: Span<UInt8>, at offset: Int) -> UInt32? {
    guard offset + 4 <= bytes.count else { return nil }
    var unit: UInt32 = 0
    for index in offset..<offset + 4 {
      guard let digit = Hex.value(of: bytes[index]) else { return nil }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }

  /// Appends the scalar that `unit` begins; returns the bytes of a second half that it took.
  private static func appendScalar(
    _ unit: UInt32, after offset: Int, of bytes: Span<UInt8>, to out: inout [UInt8]
  ) -> Int {
    var value = unit
    var taken = 0
    if 0xD800..<0xDC00 ~= unit, offset + 6 <= bytes.count, bytes[offset] == UInt8(ascii: "\\"),
      bytes[offset + 1] == UInt8(ascii: "u"), let low = codeUnit(bytes, at: offset + 2),
      0xDC00..<0xE000 ~= low
    {
      value = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)
      taken = 6
    }
    UTF8Encoding.append((Unicode.Scalar(value) ?? "\u{FFFD}").value, to: &out)
    return taken
  }
}
