/// Encodings of seven bits.
enum SevenBitGuess {
  /// ISO-2022-JP and ISO-2022-KR by an escape sequence, HZ by a pair of braces with double bytes between; else nil.
  static func guess(_ bytes: Span<UInt8>) -> TextEncoding? {
    let count = min(bytes.count, 1 << 20)
    var index = 0
    while index + 2 < count {
      let byte = bytes[index]
      if byte == 0x1B {
        let (second, third) = (bytes[index + 1], bytes[index + 2])
        if second == UInt8(ascii: "$"), [0x40, 0x42, 0x28].contains(third) { return .iso2022JP }
        if EscapedDecoder.isKoreanDesignation(bytes, at: index) { return .iso2022KR }
        if second == UInt8(ascii: "("), [0x4A, 0x49].contains(third) { return .iso2022JP }
      } else if byte == UInt8(ascii: "~"), bytes[index + 1] == UInt8(ascii: "{"),
        isHZ(bytes, from: index + 2)
      {
        return .hz
      }
      index += 1
    }
    return nil
  }

  /// True where a byte shifts out of ASCII, as ISO-2022-KR does before each run of its characters.
  static func hasShiftOut(_ bytes: Span<UInt8>) -> Bool {
    for index in 0..<bytes.count where bytes[index] == 0x0E { return true }
    return false
  }

  /// True when pairs of bytes of GB 2312 run to a closing brace on the same line.
  private static func isHZ(_ bytes: Span<UInt8>, from start: Int) -> Bool {
    var index = start
    while index + 1 < bytes.count {
      let (lead, trail) = (bytes[index], bytes[index + 1])
      if lead == UInt8(ascii: "~") { return trail == UInt8(ascii: "}") && index > start }
      let code = UInt16(lead | 0x80) << 8 | UInt16(trail | 0x80)
      guard lead > 0x20, trail > 0x20, DoubleByteSet.gb18030.scalar(for: code) != nil else {
        return false
      }
      index += 2
    }
    return false
  }
}
