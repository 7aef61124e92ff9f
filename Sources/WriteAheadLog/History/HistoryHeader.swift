internal import Model

/// What the first 64 bytes of a history segment say.
struct HistoryHeader: Hashable, Sendable {
  static let magic: StaticString = "winnowhs"

  /// The checkpoint that the segment was sealed for.
  var checkpoint: LSN
  var entryCount: UInt64
  var fileByteCount: UInt64
  /// The log that the entries come from; 0 in segments written before logs were named here.
  var logNumber: UInt64

  init(checkpoint: LSN, entryCount: UInt64, fileByteCount: UInt64, logNumber: UInt64) {
    self.checkpoint = checkpoint
    self.entryCount = entryCount
    self.fileByteCount = fileByteCount
    self.logNumber = logNumber
  }

  /// Reads fields that `FileHeader.check` found valid.
  init(valid bytes: [UInt8]) {
    checkpoint = LSN(bytes.u64(at: 16))
    entryCount = bytes.u64(at: 24)
    fileByteCount = bytes.u64(at: 32)
    logNumber = bytes.u64(at: 40)
  }

  var encoded: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: FileHeader.byteCount)
    bytes.put(checkpoint.rawValue, at: 16)
    bytes.put(entryCount, at: 24)
    bytes.put(fileByteCount, at: 32)
    bytes.put(logNumber, at: 40)
    FileHeader.seal(&bytes, magic: Self.magic)
    return bytes
  }
}
