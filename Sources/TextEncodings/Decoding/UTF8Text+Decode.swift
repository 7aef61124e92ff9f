import Unicode

extension UTF8Text {
  /// True when the text starts with a byte order mark.
  static func startsWithMark(_ bytes: Span<UInt8>) -> Bool {
    bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
  }

  /// Valid UTF-8 of any bytes, the byte order mark left out.
  static func decode(_ bytes: Span<UInt8>) -> DecodedText {
    var text = DecodedText(utf8: [], malformedCount: 0)
    text.utf8.reserveCapacity(bytes.count)
    var index = startsWithMark(bytes) ? 3 : 0
    while index < bytes.count {
      let end = validEnd(in: bytes, from: index)
      ASCIIRun.append(bytes, index..<end, to: &text.utf8)
      index = end
      guard index < bytes.count else { break }
      index += read(bytes, at: index).byteCount
      append(0xFFFD, to: &text.utf8)
      text.malformedCount += 1
    }
    return text
  }
}
