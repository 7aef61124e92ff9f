internal import Model

/// An original and one place in the archive where it lies, as a location table holds it: 64 bytes.
struct LocationEntry: Sendable, Hashable, Comparable {
  var digest: Digest
  var location: OriginalLocation

  static let byteCount = 64

  static func < (left: LocationEntry, right: LocationEntry) -> Bool {
    if left.digest != right.digest { return left.digest < right.digest }
    return (left.location.segment, left.location.offset)
      < (right.location.segment, right.location.offset)
  }

  /// Appends it to a block.
  func encode(to bytes: inout [UInt8]) {
    bytes += digest.bytes
    bytes.append(word: location.segment.code)
    bytes.append(word: location.offset)
    bytes.append(word: location.frameByteCount)
    bytes.append(word: UInt64(bitPattern: location.seconds))
  }

  /// Reads the entry that begins at `start`.
  init(_ bytes: [UInt8], at start: Int) {
    guard let digest = Digest(bytes: Array(bytes[start..<start + Digest.byteCount])) else {
      preconditionFailure("a digest has \(Digest.byteCount) bytes")
    }
    let words = start + Digest.byteCount
    self.init(
      digest: digest,
      location: OriginalLocation(
        segment: SegmentID(code: bytes.word(at: words)), offset: bytes.word(at: words + 8),
        frameByteCount: bytes.word(at: words + 16),
        seconds: Int64(bitPattern: bytes.word(at: words + 24))))
  }

  init(digest: Digest, location: OriginalLocation) {
    self.digest = digest
    self.location = location
  }
}
