internal import Model
internal import Storage

/// How checkpoints lie on the disk.
enum CheckpointFile {
  static let magic: StaticString = "winnowcp"
  /// Longer ones are refused on reading: 1 GiB.
  static let payloadByteLimit = 1 << 30

  /// The whole file, and its header's checksum.
  static func encode(
    _ checkpoint: JournalCheckpoint, logNumber: UInt64
  ) -> (bytes: [UInt8], checksum: UInt32) {
    var header = [UInt8](repeating: 0, count: FileHeader.byteCount)
    header.put(logNumber, at: 16)
    header.put(checkpoint.lsn.rawValue, at: 24)
    header.put(UInt64(checkpoint.payload.count), at: 32)
    header.put(checkpoint.payload.checksum(0..<checkpoint.payload.count), at: 40)
    FileHeader.seal(&header, magic: magic)
    return (header + checkpoint.payload, header.u32(at: 8))
  }

  /// The checkpoint of a file; nil when it does not read back.
  static func read(
    _ lsn: LSN, in folder: LogFolder
  ) throws(JournalError) -> (checkpoint: JournalCheckpoint, logNumber: UInt64)? {
    let path = folder.checkpoint(lsn)
    let bytes: [UInt8]
    do throws(StorageError) {
      bytes = try folder.fileSystem.readFile(
        path, limit: payloadByteLimit + FileHeader.byteCount)
    } catch {
      if error.errno == .fileTooLarge { return nil }
      throw .storage(error)
    }
    switch FileHeader.check(bytes, magic: magic) {
    case .valid: break
    case .newer: throw .newerFormat(path: path)
    case .older: throw .olderFormat(path: path)
    case .invalid: return nil
    }
    let payload = Array(bytes[FileHeader.byteCount...])
    guard LSN(bytes.u64(at: 24)) == lsn, bytes.u64(at: 32) == UInt64(payload.count),
      bytes.u32(at: 40) == payload.checksum(0..<payload.count)
    else { return nil }
    return (JournalCheckpoint(lsn: lsn, payload: payload), bytes.u64(at: 16))
  }
}
