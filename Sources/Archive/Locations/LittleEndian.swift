internal import CRC32C

/// Fixed-width little-endian integers in byte arrays, and the checksum of a part of one.
extension [UInt8] {
  func word(at offset: Int) -> UInt64 {
    (0..<8).reduce(0) { $0 | UInt64(self[offset + $1]) << (8 * UInt64($1)) }
  }

  mutating func append(word: UInt64) {
    for index in 0..<8 { append(UInt8(truncatingIfNeeded: word >> (8 * UInt64(index)))) }
  }

  /// CRC-32C of the bytes in `range`.
  func checksum(_ range: Range<Int>) -> UInt32 {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return winnow_crc32c(0, nil, 0) }
      return unsafe winnow_crc32c(0, base + range.lowerBound, range.count)
    }
  }
}
