import Unicode

/// Text decoded from bytes.
package struct DecodedText: Sendable, Equatable {
  /// The text, valid UTF-8 without a byte order mark at its start.
  package var utf8: [UInt8]
  /// How many U+FFFD were put in for bytes that mean nothing in the encoding.
  package var malformedCount: Int

  /// The text as a string; copies.
  package var string: String { String(decoding: utf8, as: UTF8.self) }
}

extension TextEncoding {
  /// Decodes any bytes; what the encoding does not define becomes U+FFFD and is counted.
  ///
  /// Malformed input is replaced by the rules of the WHATWG's Encoding Standard: one U+FFFD for a
  /// maximal part of a broken code, and an ASCII byte after a broken lead byte is kept. A byte
  /// order mark of this encoding at the start is dropped. Linear in time; the text takes at most
  /// three bytes for each byte read.
  package func decode(_ bytes: Span<UInt8>) -> DecodedText {
    switch self {
    case .utf8: UTF8Text.decode(bytes)
    case .utf16LittleEndian: WideDecoder.decodeUTF16(bytes, highAt: 1)
    case .utf16BigEndian: WideDecoder.decodeUTF16(bytes, highAt: 0)
    case .utf32LittleEndian: WideDecoder.decodeUTF32(bytes, isBigEndian: false)
    case .utf32BigEndian: WideDecoder.decodeUTF32(bytes, isBigEndian: true)
    case .codePage(let name, let fill): CodePage.named(name, filledBy: fill).decode(bytes)
    case .gb18030: MultiByteDecoder.decode(bytes, by: GB18030Reader())
    case .shiftJIS: MultiByteDecoder.decode(bytes, by: ShiftJISReader())
    case .eucJP: MultiByteDecoder.decode(bytes, by: EUCJPReader())
    case .eucKR: MultiByteDecoder.decode(bytes, by: EUCKRReader())
    case .big5: MultiByteDecoder.decode(bytes, by: Big5Reader())
    case .iso2022JP: EscapedDecoder.decodeISO2022JP(bytes)
    case .iso2022KR: EscapedDecoder.decodeISO2022KR(bytes)
    case .hz: EscapedDecoder.decodeHZ(bytes)
    }
  }

  /// Decodes any bytes; see `decode(_:)` of a span. Valid UTF-8 is handed back without a copy.
  package func decode(_ bytes: [UInt8]) -> DecodedText {
    if self == .utf8, !UTF8Text.startsWithMark(bytes.span),
      UTF8Text.validEnd(in: bytes.span, from: 0) == bytes.count
    {
      return DecodedText(utf8: bytes, malformedCount: 0)
    }
    return decode(bytes.span)
  }
}
