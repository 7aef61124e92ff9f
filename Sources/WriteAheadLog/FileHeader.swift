internal import Model

/// The frame that the headers of segments, checkpoints and history have in common: 64 bytes with a
/// magic of 8, a checksum over the rest from byte 12, and the format's number.
enum FileHeader {
  static let byteCount = 64
  static let format: UInt32 = 1

  /// Fills in magic, format and checksum; the fields between are set already.
  static func seal(_ bytes: inout [UInt8], magic: StaticString) {
    precondition(bytes.count == byteCount && magic.utf8CodeUnitCount == 8)
    for (index, byte) in magic.description.utf8.enumerated() { bytes[index] = byte }
    bytes.put(format, at: 12)
    bytes.put(bytes.checksum(12..<byteCount), at: 8)
  }

  /// Whether the first 64 bytes are a header of this kind.
  static func check(_ bytes: [UInt8], magic: StaticString) -> Verdict {
    guard bytes.count >= byteCount, bytes[..<8].elementsEqual(magic.description.utf8),
      bytes.u32(at: 8) == bytes.checksum(12..<byteCount)
    else { return .invalid }
    let found = bytes.u32(at: 12)
    return found == format ? .valid : .newer(found)
  }

  enum Verdict: Hashable { case valid, invalid, newer(UInt32) }
}

/// What the first sector of a segment says.
struct SegmentHeader: Hashable, Sendable {
  static let magic: StaticString = "winnowlg"
  /// Records begin here: the header has a sector to itself, so no later write can tear it.
  static let sectorByteCount = 512

  var logID: UInt64
  var first: LSN
  var fileByteCount: Int
  var salt: UInt32
  /// Header CRC of the last record of the segment before.
  var chain: UInt32

  /// The whole first sector.
  var sector: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: FileHeader.byteCount)
    bytes.put(logID, at: 16)
    bytes.put(first.rawValue, at: 24)
    bytes.put(UInt64(fileByteCount), at: 32)
    bytes.put(salt, at: 40)
    bytes.put(chain, at: 44)
    FileHeader.seal(&bytes, magic: Self.magic)
    return bytes + [UInt8](repeating: 0, count: Self.sectorByteCount - bytes.count)
  }

  init(logID: UInt64, first: LSN, fileByteCount: Int, salt: UInt32, chain: UInt32) {
    self.logID = logID
    self.first = first
    self.fileByteCount = fileByteCount
    self.salt = salt
    self.chain = chain
  }

  /// Reads fields that `FileHeader.check` found valid.
  init(valid bytes: [UInt8]) {
    logID = bytes.u64(at: 16)
    first = LSN(bytes.u64(at: 24))
    fileByteCount = Int(clamping: bytes.u64(at: 32))
    salt = bytes.u32(at: 40)
    chain = bytes.u32(at: 44)
  }
}
