extension CodePage {
  /// Decodes bytes by the table; undefined bytes become U+FFFD.
  func decode(_ bytes: Span<UInt8>) -> DecodedText {
    // Up to three bytes of UTF-8, the first lowest, and above them their number.
    let codes = scalars.map { scalar -> UInt32 in
      let value = scalar == Self.undefined ? 0xFFFD : UInt32(scalar)
      var encoded: [UInt8] = []
      UTF8Text.append(value, to: &encoded)
      let packed = encoded.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      return packed | UInt32(encoded.count) << 24
    }
    // 864 and VISCII give some bytes below 0x80 another meaning.
    let isASCII = scalars[..<128].elementsEqual(0..<128)
    var count = 0
    var malformed = 0
    for index in bytes.indices {
      count &+= Int(codes[Int(bytes[index])] &>> 24)
      malformed &+= scalars[Int(bytes[index])] == Self.undefined ? 1 : 0
    }
    var text = DecodedText(utf8: [], malformedCount: malformed)
    if isASCII, count == bytes.count {
      ASCIIRun.append(bytes, 0..<count, to: &text.utf8)
      return text
    }
    // Two bytes more, so that every code can be written whole.
    text.utf8 = [UInt8](repeating: 0, count: count + 2)
    var output = text.utf8.mutableSpan
    var place = 0
    for index in bytes.indices {
      let code = codes[Int(bytes[index])]
      output[place] = UInt8(truncatingIfNeeded: code)
      output[place &+ 1] = UInt8(truncatingIfNeeded: code &>> 8)
      output[place &+ 2] = UInt8(truncatingIfNeeded: code &>> 16)
      place &+= Int(code &>> 24)
    }
    text.utf8.removeLast(2)
    return text
  }
}
