import Unicode

/// The seven-bit encodings that choose their character set by escape sequences.
enum EscapedDecoder {
  private enum JISState { case ascii, roman, katakana, jis0208, jis0212 }

  /// ISO-2022-JP (RFC 1468), with katakana (`ESC ( I`) and JIS X 0212 (`ESC $ ( D`).
  static func decodeISO2022JP(_ bytes: Span<UInt8>) -> DecodedText {
    let (main, supplement) = (DoubleByteSet.jis0208, DoubleByteSet.jis0212)
    var text = DecodedText(utf8: [], malformedCount: 0)
    var state = JISState.ascii
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x1B, let (next, byteCount) = escape(bytes, at: index) {
        state = next
        index += byteCount
        continue
      }
      index += 1
      // Line ends and other controls mean themselves in every state.
      if byte < 0x21 && byte != 0x1B && byte != 0x0E && byte != 0x0F || byte == 0x7F {
        text.utf8.append(byte)
        continue
      }
      switch state {
      case _ where byte < 0x21 || byte >= 0x80: text.appendReplacement()
      case .ascii: text.utf8.append(byte)
      case .roman:
        UTF8Text.append(byte == 0x5C ? 0xA5 : byte == 0x7E ? 0x203E : UInt32(byte), to: &text.utf8)
      case .katakana:
        if byte <= 0x5F {
          UTF8Text.append(UInt32(byte) + 0xFF61 - 0x21, to: &text.utf8)
        } else {
          text.appendReplacement()
        }
      case .jis0208, .jis0212:
        guard index < bytes.count, (0x21...0x7E).contains(bytes[index]) else {
          text.appendReplacement()
          continue
        }
        let scalar =
          state == .jis0208
          ? main.scalar(for: UInt16(byte - 0x20) << 8 | UInt16(bytes[index] - 0x20))
          : supplement.scalar(for: UInt16(byte) << 8 | UInt16(bytes[index]))
        index += 1
        if let scalar { UTF8Text.append(scalar, to: &text.utf8) } else { text.appendReplacement() }
      }
    }
    return text
  }

  private static func escape(_ bytes: Span<UInt8>, at index: Int) -> (JISState, Int)? {
    guard index + 2 < bytes.count else { return nil }
    switch (bytes[index + 1], bytes[index + 2]) {
    case (UInt8(ascii: "("), UInt8(ascii: "B")): return (.ascii, 3)
    case (UInt8(ascii: "("), UInt8(ascii: "J")): return (.roman, 3)
    case (UInt8(ascii: "("), UInt8(ascii: "I")): return (.katakana, 3)
    case (UInt8(ascii: "$"), UInt8(ascii: "@")), (UInt8(ascii: "$"), UInt8(ascii: "B")):
      return (.jis0208, 3)
    case (UInt8(ascii: "$"), UInt8(ascii: "(")):
      return index + 3 < bytes.count && bytes[index + 3] == UInt8(ascii: "D") ? (.jis0212, 4) : nil
    default: return nil
    }
  }

  /// ISO-2022-KR (RFC 1557): KS X 1001 from shift-out (0x0E) to shift-in (0x0F) or the line's end.
  ///
  /// The designation `ESC $ ) C` says nothing itself; a text that lost it is read all the same, as words
  /// of mail headers do not repeat it.
  static func decodeISO2022KR(_ bytes: Span<UInt8>) -> DecodedText {
    let set = DoubleByteSet.ks
    var text = DecodedText(utf8: [], malformedCount: 0)
    var isDouble = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x1B, isKoreanDesignation(bytes, at: index) {
        index += 4
        continue
      }
      index += 1
      switch byte {
      case 0x0E: isDouble = true
      case 0x0F: isDouble = false
      case 0x1B, 0x80...: text.appendReplacement()
      case 0x21...0x7E where isDouble:
        guard index < bytes.count, (0x21...0x7E).contains(bytes[index]) else {
          text.appendReplacement()
          continue
        }
        let code = (UInt16(byte) << 8 | UInt16(bytes[index])) | 0x8080
        index += 1
        if let scalar = set.scalar(for: code) {
          UTF8Text.append(scalar, to: &text.utf8)
        } else {
          text.appendReplacement()
        }
      default:
        if byte == 0x0A { isDouble = false }
        text.utf8.append(byte)
      }
    }
    return text
  }

  /// True where `ESC $ ) C` stands, which makes KS X 1001 the set behind a shift-out.
  static func isKoreanDesignation(_ bytes: Span<UInt8>, at index: Int) -> Bool {
    index + 3 < bytes.count && bytes[index] == 0x1B && bytes[index + 1] == UInt8(ascii: "$")
      && bytes[index + 2] == UInt8(ascii: ")") && bytes[index + 3] == UInt8(ascii: "C")
  }

  /// HZ (RFC 1843): GB 2312 between `~{` and `~}`; `~~` is a tilde, `~` before a line end nothing.
  static func decodeHZ(_ bytes: Span<UInt8>) -> DecodedText {
    let set = DoubleByteSet.gb18030
    let tilde = UInt8(ascii: "~")
    var text = DecodedText(utf8: [], malformedCount: 0)
    var isDouble = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      index += 1
      if byte == tilde {
        index += 1
        switch next {
        case UInt8(ascii: "{"): isDouble = true
        case UInt8(ascii: "}"): isDouble = false
        case tilde: text.utf8.append(tilde)
        case 0x0A: break
        default:
          index -= 1
          text.appendReplacement()
        }
      } else if byte < 0x21 {
        // A line ends in ASCII, whatever came before.
        if byte == 0x0A { isDouble = false }
        text.utf8.append(byte)
      } else if byte >= 0x80 {
        text.appendReplacement()
      } else if isDouble {
        let isTrail = next >= 0x21 && next <= 0x7E
        if isTrail { index += 1 }
        let code = (UInt16(byte) << 8 | UInt16(next)) | 0x8080
        if isTrail, let scalar = set.scalar(for: code) {
          UTF8Text.append(scalar, to: &text.utf8)
        } else {
          text.appendReplacement()
        }
      } else {
        text.utf8.append(byte)
      }
    }
    return text
  }
}
