/// Frames of zstd that hold no data of their own (RFC 8878, section 3.1.2).
enum ZstdSkippableFrame {
  static let headByteCount = 8

  /// How long the frame at the start of `head` is with its own eight bytes; nil when none is there.
  static func byteCount(_ head: ArraySlice<UInt8>) -> Int? {
    guard head.count >= headByteCount else { return nil }
    let start = head.startIndex
    guard head[start] & 0xF0 == 0x50, head[(start + 1)...].starts(with: [0x2A, 0x4D, 0x18]) else {
      return nil
    }
    return headByteCount + (0..<4).reduce(0) { $0 | Int(head[start + 4 + $1]) << (8 * $1) }
  }

  /// The dictionary that a `.warc.zst` begins with, taken out of `window`; empty when there is none.
  ///
  /// The IIPC's "Zstandard compression for WARC files": a frame of the kind 0x184D2A5D, whose
  /// content is the dictionary, itself compressed or not.
  static func takeDictionary(
    from window: ByteWindow, settings: ScrapeSettings
  ) throws -> [UInt8] {
    let head = window.bytes[window.position...].prefix(headByteCount)
    guard head.first == 0x5D, let count = byteCount(head), count <= settings.recordByteLimit,
      try window.fill(count)
    else { return [] }
    let content = Array(window.take(count).dropFirst(headByteCount))
    guard content.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) else { return content }
    return try Decompression.whole(content, with: ZstdDecoder(), settings: settings).bytes
  }
}
