internal import Model

/// The originals of a backup whose digests begin with the same byte, sorted.
struct OriginalList: Sendable, Equatable {
  /// One original.
  struct Entry: Sendable, Equatable {
    var original: Digest
    /// Of the compressed file's bytes.
    var file: Digest
    /// Of the compressed file, in bytes.
    var byteCount: UInt64
  }

  var entries: [Entry] = []

  /// Two digests and the byte count, lowest byte first, for each.
  private static let entryByteCount = 2 * Digest.byteCount + 8

  func encoded() -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(entries.count * Self.entryByteCount)
    for entry in entries {
      bytes += entry.original.bytes
      bytes += entry.file.bytes
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: entry.byteCount >> shift))
      }
    }
    return bytes
  }

  init(_ entries: [Entry] = []) { self.entries = entries }

  /// Nil for bytes that are no list.
  init?(decoding bytes: [UInt8]) {
    guard bytes.count % Self.entryByteCount == 0 else { return nil }
    for start in stride(from: 0, to: bytes.count, by: Self.entryByteCount) {
      let middle = start + Digest.byteCount
      let end = middle + Digest.byteCount
      guard let original = Digest(bytes: Array(bytes[start..<middle])),
        let file = Digest(bytes: Array(bytes[middle..<end]))
      else { return nil }
      let count = bytes[end..<end + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      entries.append(Entry(original: original, file: file, byteCount: count))
    }
  }
}
