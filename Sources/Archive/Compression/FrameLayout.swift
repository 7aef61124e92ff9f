/// The layout of a zstd frame (RFC 8878 section 3.1), as far as it tells where the frame ends.
///
/// Only frames as the archive writes them: with a checksum, without a dictionary.
enum FrameLayout {
  /// How every frame begins: 0xFD2FB528, lowest byte first.
  static let magic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]
  /// Bytes of the longest header.
  static let headerLimit = 18
  static let checksumByteCount: UInt64 = 4
  static let blockHeaderByteCount = 3
  private static let blockLimit = 128 << 10

  /// How many bytes the header has that `bytes` begins with; nil where none of ours does.
  static func headerByteCount(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count > 4, bytes.prefix(4).elementsEqual(magic) else { return nil }
    let descriptor = bytes[bytes.startIndex + 4]
    let isSingleSegment = descriptor >> 5 & 1 == 1
    // A reserved bit, no checksum, a dictionary.
    guard descriptor >> 3 & 1 == 0, descriptor >> 2 & 1 == 1, descriptor & 3 == 0 else {
      return nil
    }
    let sizeByteCounts = [isSingleSegment ? 1 : 0, 2, 4, 8]
    return 5 + (isSingleSegment ? 0 : 1) + sizeByteCounts[Int(descriptor >> 6)]
  }

  /// How many bytes the frame's content has; nil where its header does not say.
  static func contentByteCount(_ bytes: [UInt8]) -> UInt64? {
    guard let length = headerByteCount(bytes[...]), bytes.count >= length else { return nil }
    let descriptor = bytes[4]
    let isSingleSegment = descriptor >> 5 & 1 == 1
    let start = 5 + (isSingleSegment ? 0 : 1)
    guard length > start else { return nil }
    let value = bytes[start..<length].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    // Two bytes begin where one ends.
    return length - start == 2 ? value + 256 : value
  }

  /// What follows a block's header of three bytes: how many bytes, and whether it is the last block.
  static func block(_ bytes: ArraySlice<UInt8>) -> (byteCount: Int, isLast: Bool)? {
    guard bytes.count >= blockHeaderByteCount else { return nil }
    let first = bytes.startIndex
    let header = Int(bytes[first]) | Int(bytes[first + 1]) << 8 | Int(bytes[first + 2]) << 16
    let length = header >> 3
    guard length <= blockLimit else { return nil }
    switch header >> 1 & 3 {
    case 0, 2: return (length, header & 1 == 1)
    // One byte, repeated.
    case 1: return (1, header & 1 == 1)
    default: return nil
    }
  }
}
