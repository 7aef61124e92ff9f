import Unicode

extension CodePage {
  /// Decodes bytes by the table; undefined bytes become U+FFFD.
  func decode(_ bytes: Span<UInt8>) -> DecodedText {
    // 864 and VISCII give some bytes below 0x80 another meaning.
    let isASCII = scalars[..<128].elementsEqual(0..<128)
    if isASCII, ASCIIRun.end(in: bytes, from: 0) == bytes.count {
      var text = DecodedText(utf8: [], malformedCount: 0)
      ASCIIRun.append(bytes, 0..<bytes.count, to: &text.utf8)
      return text
    }
    // Up to three bytes of UTF-8, the first lowest, and above them their number.
    let codes = scalars.map { scalar -> UInt32 in
      let value = scalar == Self.undefined ? 0xFFFD : UInt32(scalar)
      var encoded: [UInt8] = []
      UTF8Text.append(value, to: &encoded)
      let packed = encoded.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      return packed | UInt32(encoded.count) << 24
    }
    let size = measure(bytes, codes: codes.span, skippingASCII: isASCII)
    let highBits: UInt64 = isASCII ? 0x8080_8080_8080_8080 : .max
    let codeSpan = codes.span
    // Every store below begins at most at `size.byteCount` and is at most eight bytes long, so
    // that it stays inside of a buffer eight bytes larger.
    let utf8 = unsafe [UInt8](unsafeUninitializedCapacity: size.byteCount + 8) { buffer, count in
      let output = UnsafeMutableRawBufferPointer(buffer)
      var (index, position) = (0, 0)
      while index < bytes.count {
        var end = bytes.count
        if end &- index >= 8 {
          let word = ASCIIRun.word(bytes, at: index)
          if word & highBits == 0 {
            unsafe output.storeBytes(of: word.littleEndian, toByteOffset: position, as: UInt64.self)
            index &+= 8
            position &+= 8
            continue
          }
          end = index &+ 8
        }
        while index < end {
          let code = codeSpan[Int(bytes[index])]
          unsafe output.storeBytes(of: code.littleEndian, toByteOffset: position, as: UInt32.self)
          position &+= Int(code &>> 24)
          index &+= 1
        }
      }
      precondition(position == size.byteCount)
      count = position
    }
    return DecodedText(utf8: utf8, malformedCount: size.malformedCount)
  }

  /// How many bytes of UTF-8 come out, and how many bytes are undefined.
  private func measure(
    _ bytes: Span<UInt8>, codes: Span<UInt32>, skippingASCII: Bool
  ) -> (byteCount: Int, malformedCount: Int) {
    let highBits: UInt64 = skippingASCII ? 0x8080_8080_8080_8080 : .max
    let scalars = scalars.span
    var (count, malformed, index) = (0, 0, 0)
    while index < bytes.count {
      var end = bytes.count
      if end &- index >= 8 {
        end = index &+ 8
        if ASCIIRun.word(bytes, at: index) & highBits == 0 {
          count &+= 8
          index = end
          continue
        }
      }
      while index < end {
        let byte = Int(bytes[index])
        count &+= Int(codes[byte] &>> 24)
        malformed &+= scalars[byte] == Self.undefined ? 1 : 0
        index &+= 1
      }
    }
    return (count, malformed)
  }
}
