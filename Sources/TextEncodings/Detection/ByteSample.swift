import Unicode

/// The bytes that the statistics look at: stretches around those above 0x7F, without markup.
enum ByteSample {
  /// How far before a high byte a stretch begins, and how far after it goes on.
  private static let (before, after) = (56, 160)

  /// Up to `limit` bytes (and one stretch more) from all of `bytes`; empty when all is ASCII.
  ///
  /// Stretches begin and end where a multi-byte code cannot be cut; a blank stands between them.
  static func collect(_ bytes: Span<UInt8>, limit: Int) -> [UInt8] {
    var sample: [UInt8] = []
    sample.reserveCapacity(limit + before + 2 * after)
    var index = 0
    while index < bytes.count, sample.count < limit {
      let high = ASCIIRun.end(in: bytes, from: index)
      if high == bytes.count { break }
      let start = stretchStart(bytes, high: high, from: index)
      let end = stretchEnd(bytes, high: high)
      assert(index <= start && start <= high && high < end && end <= bytes.count)
      if start > index, !sample.isEmpty { sample.append(0x20) }
      ASCIIRun.append(bytes, start..<end, to: &sample)
      index = end
    }
    return sample
  }

  private static func stretchStart(_ bytes: Span<UInt8>, high: Int, from index: Int) -> Int {
    let floor = max(index, high - before)
    var start = high
    while start > floor, bytes[start - 1] != UInt8(ascii: ">") { start -= 1 }
    guard start == floor, floor > index else { return start }
    // Cut inside a text: begin with a word, and not inside a code.
    while start < high, bytes[start] > 0x2F { start += 1 }
    return start
  }

  private static func stretchEnd(_ bytes: Span<UInt8>, high: Int) -> Int {
    var end = high
    while end < bytes.count {
      let byte = bytes[end]
      if byte == UInt8(ascii: "<"), end + 1 < bytes.count, startsTag(bytes[end + 1]) { break }
      if end - high >= after, byte <= 0x2F || end - high >= 2 * after { break }
      end += 1
    }
    return end
  }

  private static func startsTag(_ byte: UInt8) -> Bool {
    byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte == UInt8(ascii: "/")
      || byte == UInt8(ascii: "!")
  }
}
