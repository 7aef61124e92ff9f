import Unicode

/// UTF-16 and UTF-32.
enum WideDecoder {
  /// Decodes UTF-16; `highAt` is the place of a unit's upper byte: 0 big-endian, 1 little-endian.
  static func decodeUTF16(_ bytes: Span<UInt8>, highAt: Int) -> DecodedText {
    assert(0...1 ~= highAt)
    let lowAt = 1 - highAt
    let asciiMask: UInt64 = highAt == 1 ? 0xFF80_FF80_FF80_FF80 : 0x80FF_80FF_80FF_80FF
    var text = DecodedText(utf8: [], malformedCount: 0)
    text.utf8.reserveCapacity(bytes.count)
    var index = 0
    if bytes.count >= 2, bytes[highAt] == 0xFE, bytes[lowAt] == 0xFF { index = 2 }
    while bytes.count &- index >= 2 {
      if bytes.count &- index >= 8 {
        // Four ASCII characters at once.
        let four = ASCIIRun.word(bytes, at: index)
        if four & asciiMask == 0 {
          let pairs = four &>> UInt64(8 &* lowAt)
          text.utf8.append(UInt8(truncatingIfNeeded: pairs))
          text.utf8.append(UInt8(truncatingIfNeeded: pairs &>> 16))
          text.utf8.append(UInt8(truncatingIfNeeded: pairs &>> 32))
          text.utf8.append(UInt8(truncatingIfNeeded: pairs &>> 48))
          index &+= 8
          continue
        }
      }
      let unit = UInt32(bytes[index &+ highAt]) &<< 8 | UInt32(bytes[index &+ lowAt])
      index &+= 2
      if unit & 0xF800 != 0xD800 {
        UTF8Text.append(unit, to: &text.utf8)
        continue
      }
      if unit < 0xDC00, bytes.count - index >= 2 {
        let second = UInt32(bytes[index + highAt]) << 8 | UInt32(bytes[index + lowAt])
        if second & 0xFC00 == 0xDC00 {
          UTF8Text.append(0x10000 + (unit & 0x3FF) << 10 + second & 0x3FF, to: &text.utf8)
          index += 2
          continue
        }
      }
      text.appendReplacement()
    }
    if index < bytes.count { text.appendReplacement() }
    return text
  }

  /// Decodes UTF-32; surrogates and values above U+10FFFF are malformed.
  static func decodeUTF32(_ bytes: Span<UInt8>, isBigEndian: Bool) -> DecodedText {
    var text = DecodedText(utf8: [], malformedCount: 0)
    text.utf8.reserveCapacity(bytes.count / 2)
    var index = 0
    while bytes.count - index >= 4 {
      var scalar =
        UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2]) << 16
        | UInt32(bytes[index + 3]) << 24
      if isBigEndian { scalar = scalar.byteSwapped }
      index += 4
      if scalar > 0x10FFFF || scalar & 0xFFFF_F800 == 0xD800 {
        text.appendReplacement()
      } else if scalar != 0xFEFF || index > 4 {
        UTF8Text.append(scalar, to: &text.utf8)
      }
    }
    if index < bytes.count { text.appendReplacement() }
    return text
  }
}

extension DecodedText {
  mutating func appendReplacement() {
    UTF8Text.append(0xFFFD, to: &utf8)
    malformedCount += 1
  }
}
