import Bytes

extension JSONParser {
  /// First offset from `start` on that is no blank (and, leniently, in no comment).
  func skippingBlanks(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var offset = start
    while offset < bytes.count {
      let byte = bytes[offset]
      if ASCII.isJSONBlank(byte) {
        offset += 1
      } else if byte == UInt8(ascii: "/"), mode == .lenient {
        let after = skippingComment(bytes, from: offset)
        if after == offset { return offset }
        offset = after
      } else {
        return offset
      }
    }
    return offset
  }

  private func skippingComment(_ bytes: Span<UInt8>, from start: Int) -> Int {
    guard start + 1 < bytes.count else { return start }
    var offset = start + 2
    switch bytes[start + 1] {
    case UInt8(ascii: "/"):
      while offset < bytes.count, bytes[offset] != 0x0A { offset += 1 }
      return offset
    case UInt8(ascii: "*"):
      while offset + 1 < bytes.count {
        if bytes[offset] == UInt8(ascii: "*"), bytes[offset + 1] == UInt8(ascii: "/") {
          return offset + 2
        }
        offset += 1
      }
      return start
    default: return start
    }
  }

  /// Reads the string whose opening quote stands at `start`; nil after an error.
  mutating func readString(_ bytes: Span<UInt8>, at start: Int) -> Int? {
    noteString(at: start)
    var offset = start + 1
    var hasEscapes = false
    while true {
      offset = Self.skippingPlain(bytes, from: offset)
      guard offset < bytes.count else {
        _ = fail(.unexpectedEnd, at: offset)
        return nil
      }
      let byte = bytes[offset]
      if byte == UInt8(ascii: "\"") {
        append(.string, start + 1, offset, hasEscapes: hasEscapes)
        return offset + 1
      }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        guard offset + 1 < bytes.count else {
          _ = fail(.unexpectedEnd, at: offset)
          return nil
        }
        if mode == .exact, !isEscape(bytes, at: offset + 1) {
          _ = fail(.badString, at: offset)
          return nil
        }
        offset += 2
      } else {
        // A control character: exact reading refuses it.
        guard repairs(offset) else {
          _ = fail(.badString, at: offset)
          return nil
        }
        offset += 1
      }
    }
  }

  /// First offset from `start` on of a quote, a backslash or a control character.
  static func skippingPlain(_ bytes: Span<UInt8>, from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let raw = unsafe bytes.bytes
    var offset = start
    while offset + 8 <= raw.byteCount {
      // Any eight bytes are a UInt64, and the load checks its bounds.
      let word = UInt64(
        littleEndian: unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
      let quotes = word ^ (ones &* 0x22)
      let slashes = word ^ (ones &* 0x5C)
      let hits =
        (((quotes &- ones) & ~quotes) | ((slashes &- ones) & ~slashes)
          | ((word &- (ones &* 0x20)) & ~word)) & highs
      if hits != 0 { return offset + hits.trailingZeroBitCount / 8 }
      offset += 8
    }
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == 0x22 || byte == 0x5C || byte < 0x20 { return offset }
      offset += 1
    }
    return offset
  }

  private func isEscape(_ bytes: Span<UInt8>, at offset: Int) -> Bool {
    switch bytes[offset] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return true
    case UInt8(ascii: "u"):
      guard offset + 4 < bytes.count else { return false }
      for index in offset + 1...offset + 4 where Hex.value(of: bytes[index]) == nil {
        return false
      }
      return true
    default: return false
    }
  }

  /// Reads the number that begins at `start`; nil after an error.
  mutating func readNumber(_ bytes: Span<UInt8>, at start: Int) -> Int? {
    var offset = start
    func digits() -> Int {
      let first = offset
      while offset < bytes.count, ASCII.isDigit(bytes[offset]) { offset += 1 }
      return offset - first
    }
    if bytes[offset] == UInt8(ascii: "-") { offset += 1 }
    let whole = offset
    let wholeCount = digits()
    var isValid = wholeCount == 1 || (wholeCount > 1 && bytes[whole] != UInt8(ascii: "0"))
    if wholeCount == 0, mode == .lenient, let end = readWord(bytes, at: offset) { return end }
    if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
      offset += 1
      isValid = digits() > 0 && isValid
    }
    if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
      offset += 1
      if offset < bytes.count, bytes[offset] == 0x2B || bytes[offset] == 0x2D { offset += 1 }
      isValid = digits() > 0 && isValid
    }
    if !isValid, wholeCount == 0 || !repairs(start) {
      _ = fail(.badNumber, at: start)
      return nil
    }
    append(.number, start, offset)
    return offset
  }

  /// Reads `true`, `false`, `null`, and leniently Python's and JavaScript's words for no value.
  mutating func readWord(_ bytes: Span<UInt8>, at start: Int) -> Int? {
    for (word, kind) in JSONWords.standard where JSONWords.matches(word, bytes, at: start) {
      append(kind, start, start + word.utf8CodeUnitCount)
      return start + word.utf8CodeUnitCount
    }
    guard mode == .lenient else { return nil }
    for (word, kind) in JSONWords.others where JSONWords.matches(word, bytes, at: start) {
      _ = repairs(start)
      append(kind, start, start + word.utf8CodeUnitCount)
      return start + word.utf8CodeUnitCount
    }
    return nil
  }
}
