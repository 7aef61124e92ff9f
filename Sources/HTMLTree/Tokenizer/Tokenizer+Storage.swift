extension Tokenizer {
  /// Steps over a byte order mark at the start of the page.
  mutating func skipByteOrderMark(_ page: Span<UInt8>) {
    if page.count >= 3, page[0] == 0xEF, page[1] == 0xBB, page[2] == 0xBF { position = 3 }
  }
}

extension Tokenizer {
  /// Adds space to the decoded text; gives where it begins.
  mutating func reserve(_ count: Int) -> Int {
    assert(count >= 0 && decoded.count + count < Int(TextRange.decodedBit))
    decoded.append(contentsOf: repeatElement(0, count: count))
    return decoded.count - count
  }

  /// Copies text into space that `reserve` has made.
  mutating func write(_ range: TextRange, at start: Int) {
    assert(start + range.count <= decoded.count, "no space was reserved")
    for offset in 0..<range.count {
      decoded[start + offset] =
        range.isDecoded ? decoded[range.start + offset] : source[range.start + offset]
    }
  }
}
