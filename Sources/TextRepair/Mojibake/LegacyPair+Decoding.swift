import TextEncodings

extension LegacyPair {
  /// One unit of a text taken back to bytes: a scalar, and where its bytes begin.
  struct Encoded {
    var bytes: [UInt8] = []
    /// Number of the scalar that each byte comes from.
    var origin: [Int32] = []
    /// Scalars that the encoding cannot have made; they stay, and no code runs across them.
    var foreign: [Bool] = []
    var scalars: [UInt32] = []
  }

  /// The bytes of `scalars`; nil when the encoding cannot have made too many of them.
  static func encoded(_ scalars: [UInt32], by misread: MisreadEncoding) -> Encoded? {
    var result = Encoded()
    result.scalars = scalars
    var foreignCount = 0
    for (index, scalar) in scalars.enumerated() {
      if scalar < 0x80 {
        result.bytes.append(UInt8(scalar))
        result.origin.append(Int32(index))
        result.foreign.append(false)
        continue
      }
      var found: MisreadEncoding.Bytes?
      let next = index + 1 < scalars.count ? scalars[index + 1] : 0
      misread.forEachBytes(of: scalar) { bytes in
        // The Latin letters of Hong Kong's supplement are rarer than bytes that Big5 does not know. And a
        // sign before what Big5 has for a second byte was a first byte that GB 18030 had no pair for.
        let isByte =
          bytes.count == 1
          && (misread.encoding == .big5
            || misread.encoding == .gb18030 && 0x40...0x7E ~= next)
        if isByte || bytes.cost < found?.cost ?? 1 { found = bytes }
      }
      guard let found else {
        foreignCount += 1
        if foreignCount > 2 && foreignCount * 30 > scalars.count { return nil }
        result.bytes.append(0)
        result.origin.append(Int32(index))
        result.foreign.append(true)
        continue
      }
      for position in 0..<found.count {
        result.bytes.append(UInt8(truncatingIfNeeded: found.packed >> (8 * UInt32(position))))
        result.origin.append(Int32(index))
        result.foreign.append(false)
      }
    }
    assert(
      result.bytes.count == result.origin.count && result.bytes.count == result.foreign.count)
    return result
  }

  /// A text read from bytes anew; `ends` counts, for each scalar, the bytes up to its end.
  struct Decoded {
    var scalars: [UInt32] = []
    var ends: [Int] = []
  }

  /// Reads the bytes as the source's. Bytes that it does not know keep their scalar.
  func decoded(_ encoded: Encoded) -> Decoded {
    var result = Decoded()
    result.scalars.reserveCapacity(encoded.bytes.count)
    result.ends.reserveCapacity(encoded.bytes.count)
    let bytes = encoded.bytes
    var index = 0
    let page: CodePage? =
      if case .codePage(let name, _) = source { CodePage.named(name) } else { nil }
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 && !encoded.foreign[index] {
        result.scalars.append(UInt32(byte))
        index += 1
      } else if encoded.foreign[index] {
        result.scalars.append(encoded.scalars[Int(encoded.origin[index])])
        index += 1
      } else if let page {
        let scalar = page.scalars[Int(byte)]
        result.scalars.append(scalar == CodePage.undefined ? UInt32(byte) : UInt32(scalar))
        index += 1
      } else {
        let next = index + 1 < bytes.count && !encoded.foreign[index + 1] ? bytes[index + 1] : 0
        let third = index + 2 < bytes.count && !encoded.foreign[index + 2] ? bytes[index + 2] : 0
        let (scalar, length) = Self.character(byte, next, third, source)
        result.scalars.append(scalar ?? UInt32(byte))
        index += scalar == nil ? 1 : length
      }
      result.ends.append(index)
    }
    assert(result.ends.count == result.scalars.count && result.ends.last ?? 0 == bytes.count)
    return result
  }

  /// The scalar that a multi-byte encoding has at the start of up to three bytes, and its length.
  private static func character(
    _ first: UInt8, _ second: UInt8, _ third: UInt8, _ encoding: TextEncoding
  ) -> (scalar: UInt32?, length: Int) {
    let code = UInt16(first) << 8 | UInt16(second)
    switch encoding {
    case .gb18030: return (second >= 0x40 ? DoubleByteSet.gb18030.scalar(for: code) : nil, 2)
    case .big5: return (DoubleByteSet.big5.scalar(for: code), 2)
    case .eucKR: return (DoubleByteSet.ks.scalar(for: code), 2)
    case .shiftJIS:
      if first >= 0xA1 && first <= 0xDF { return (UInt32(first) - 0xA1 + 0xFF61, 1) }
      guard first >= 0x81, first < 0xA0 || first >= 0xE0, first <= 0xFC, second >= 0x40,
        second != 0x7F, second <= 0xFC
      else {
        return (nil, 1)
      }
      let lead = Int(first) - (first < 0xA0 ? 0x81 : 0xC1)
      let pointer = lead * 188 + Int(second) - (second < 0x7F ? 0x40 : 0x41)
      let row = UInt16(pointer / 94 + 1)
      return (DoubleByteSet.jis0208.scalar(for: row << 8 | UInt16(pointer % 94 + 1)), 2)
    case .eucJP:
      if first == 0x8E { return (second >= 0xA1 ? UInt32(second) - 0xA1 + 0xFF61 : nil, 2) }
      if first == 0x8F, second >= 0xA1, third >= 0xA1 {
        let code = UInt16(second & 0x7F) << 8 | UInt16(third & 0x7F)
        return (DoubleByteSet.jis0212.scalar(for: code), 3)
      }
      guard first >= 0xA1, second >= 0xA1 else { return (nil, 1) }
      let code = UInt16(first - 0xA0) << 8 | UInt16(second - 0xA0)
      return (DoubleByteSet.jis0208.scalar(for: code), 2)
    default: return (nil, 1)
    }
  }

  /// What turns `scalars` back into the text of the source, line by line where that is likelier.
  func edits(for scalars: [UInt32], _ context: LanguageContext) -> [Edit] {
    var edits: [Edit] = []
    var start = 0
    while start < scalars.count {
      let end = scalars[start...].firstIndex(of: 0x0A) ?? scalars.count
      let line = Array(scalars[start..<end])
      if line.contains(where: { $0 >= 0x80 }), let encoded = Self.encoded(line, by: misread) {
        let decoded = decoded(encoded)
        if context.cost(of: decoded.scalars) < context.cost(of: line) - 1 {
          append(decoded, encoded, from: start, to: &edits)
        }
      }
      start = end + 1
    }
    return edits
  }

  private func append(
    _ decoded: Decoded, _ encoded: Encoded, from start: Int, to edits: inout [Edit]
  ) {
    var byte = 0
    // Scalars of the line that are accounted for.
    var position = 0
    for (scalar, end) in zip(decoded.scalars, decoded.ends) {
      assert(end > byte, "every scalar has bytes of its own")
      let first = Int(encoded.origin[byte])
      let last = Int(encoded.origin[end - 1]) + 1
      let isSame = last == first + 1 && encoded.scalars[first] == scalar && first >= position
      if !isSame {
        let lower = start + max(first, position)
        if let open = edits.last, open.range.upperBound >= lower {
          let upper = max(open.range.upperBound, start + last)
          edits[edits.count - 1].range = open.range.lowerBound..<upper
          edits[edits.count - 1].replacement.append(scalar)
        } else {
          edits.append(Edit(range: lower..<start + last, replacement: [scalar], rule: rule))
        }
      }
      position = max(position, last)
      byte = end
    }
  }
}
