internal import Model

/// What the first sector of a segment says.
struct SegmentHeader: Hashable, Sendable {
  static let magic: StaticString = "winnowlg"
  /// Records begin here: the header has a sector to itself, so no later write can tear it.
  static let sectorByteCount = 512

  var logNumber: UInt64
  var first: LSN
  var fileByteCount: Int
  var salt: UInt32
  /// Header CRC of the last record of the segment before.
  var chain: UInt32

  /// The whole first sector.
  var sector: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: FileHeader.byteCount)
    bytes.put(logNumber, at: 16)
    bytes.put(first.rawValue, at: 24)
    bytes.put(UInt64(fileByteCount), at: 32)
    bytes.put(salt, at: 40)
    bytes.put(chain, at: 44)
    FileHeader.seal(&bytes, magic: Self.magic)
    return bytes + [UInt8](repeating: 0, count: Self.sectorByteCount - bytes.count)
  }

  init(logNumber: UInt64, first: LSN, fileByteCount: Int, salt: UInt32, chain: UInt32) {
    self.logNumber = logNumber
    self.first = first
    self.fileByteCount = fileByteCount
    self.salt = salt
    self.chain = chain
  }

  /// Reads fields that `FileHeader.check` found valid.
  init(valid bytes: [UInt8]) {
    logNumber = bytes.u64(at: 16)
    first = LSN(bytes.u64(at: 24))
    fileByteCount = Int(clamping: bytes.u64(at: 32))
    salt = bytes.u32(at: 40)
    chain = bytes.u32(at: 44)
  }
}
