package import Model
package import Storage

/// What outlives the log: entries sealed into immutable segments, one for each checkpoint that had any.
///
/// A segment bears the LSN of the checkpoint that it was sealed for. When that checkpoint did not come
/// about, the segment is removed at the next start and sealed again, so no entry is there twice.
/// Entries are compressed in blocks: reading and sealing hold one block at a time, and a damaged block
/// costs its own entries only.
package struct History: Sendable {
  private let folder: FilePath
  private let fileSystem: any FileSystem
  private let logNumber: UInt64

  /// Opens the folder, made when missing, and removes what was sealed above `checkpoint`, the one in
  /// use (`.zero` when there is none).
  ///
  /// `logNumber`: The log whose entries are sealed here; 0 where nobody asks.
  /// `keepsUnsealed`: True where the log has lost records, so that what was sealed may not be sealed
  /// again. An entry that is there twice says the same twice.
  /// Errors: `StorageError`.
  package static func open(
    in folder: FilePath, on fileSystem: any FileSystem, through checkpoint: LSN,
    logNumber: UInt64 = 0, keepsUnsealed: Bool = false
  ) throws(StorageError) -> History {
    try fileSystem.makeFolders(folder)
    let history = History(folder: folder, fileSystem: fileSystem, logNumber: logNumber)
    for entry in try fileSystem.entries(of: folder) {
      let number = LogFolder.number(of: entry.name, suffix: Self.suffix)
      let isTemporary = entry.name.suffix(4).elementsEqual(".tmp".utf8)
      if isTemporary || !keepsUnsealed && number.map({ $0 > checkpoint }) ?? false {
        try fileSystem.remove(folder.appending(name: entry.name))
      }
    }
    try fileSystem.syncFolder(folder)
    return history
  }

  private init(folder: FilePath, fileSystem: any FileSystem, logNumber: UInt64) {
    self.folder = folder
    self.fileSystem = fileSystem
    self.logNumber = logNumber
  }

  /// Reading only: nothing is removed, nothing may be sealed while a daemon runs.
  package static func reading(_ folder: FilePath, on fileSystem: any FileSystem) -> History {
    History(folder: folder, fileSystem: fileSystem, logNumber: 0)
  }

  /// Seals entries for the checkpoint at `lsn`, which must be written after this returned.
  ///
  /// Durable when it returns. Nothing is written for no entries. Errors: `HistoryError.entryTooLong`,
  /// before anything is written; `StorageError`.
  package func seal(_ entries: [[UInt8]], at lsn: LSN) throws {
    precondition(lsn > .zero, "history is sealed for a checkpoint")
    if entries.isEmpty { return }
    if let long = entries.first(where: { $0.count > HistoryBlock.entryByteLimit }) {
      throw HistoryError.entryTooLong(byteCount: long.count)
    }
    let target = path(lsn)
    let temporary = target.appendingSuffix(".tmp")
    if try fileSystem.exists(temporary) { try fileSystem.remove(temporary) }
    let file = try fileSystem.open(temporary, .create)
    let zstd = Zstd()
    var position = UInt64(FileHeader.byteCount)
    var start = 0
    while start < entries.count {
      let end = Self.blockEnd(entries, from: start)
      let block = HistoryBlock.encode(entries[start..<end], first: start, with: zstd)
      try file.write(block, at: position)
      position += UInt64(block.count)
      start = end
    }
    let header = HistoryHeader(
      checkpoint: lsn, entryCount: UInt64(entries.count), fileByteCount: position,
      logNumber: logNumber)
    try file.write(header.encoded, at: 0)
    try file.sync(.everything)
    try fileSystem.rename(temporary, to: target, .replace)
    try fileSystem.syncFolder(folder)
  }

  /// Where the block that begins with entry `start` ends.
  private static func blockEnd(_ entries: [[UInt8]], from start: Int) -> Int {
    var end = start
    var byteCount = 0
    repeat {
      byteCount += entries[end].count + 4
      end += 1
    } while end < entries.count && byteCount < HistoryBlock.closingByteCount
    assert(byteCount <= HistoryBlock.byteLimit)
    return end
  }

  /// The sealed segments, oldest first; none where there is no folder.
  package func segments() throws(StorageError) -> [LSN] {
    guard try fileSystem.exists(folder) else { return [] }
    return try fileSystem.entries(of: folder).compactMap {
      LogFolder.number(of: $0.name, suffix: Self.suffix)
    }.sorted()
  }

  /// Hands out the entries of one segment in order.
  ///
  /// Entries of damaged blocks are passed over, and an error tells of them after the last entry that
  /// reads back was handed out. Errors: `HistoryError`, `StorageError`, and what `body` throws, which
  /// ends the reading.
  package func read(_ lsn: LSN, _ body: ([UInt8]) throws -> Void) throws {
    var reader = try HistoryReader(fileSystem.open(path(lsn), .read), checkpoint: lsn)
    try reader.run { _, entry in try body(entry) }
    if !reader.damage.isEmpty {
      throw HistoryError.blocksDamaged(path: path(lsn), damage: reader.damage)
    }
  }

  /// What the headers of all segments say, and which of them do not read back or have another length
  /// than they say. Reads 64 bytes a segment.
  ///
  /// Errors: `StorageError`.
  package func extent() throws(StorageError) -> HistoryExtent {
    var extent = HistoryExtent()
    for lsn in try segments() {
      let file = try fileSystem.open(path(lsn), .read)
      let reader: HistoryReader
      do {
        reader = try HistoryReader(file, checkpoint: lsn)
      } catch let error as StorageError {
        throw error
      } catch {
        extent.damaged.append(lsn)
        continue
      }
      if reader.size != reader.header.fileByteCount { extent.damaged.append(lsn) }
      extent.segments.append(
        HistoryExtent.Segment(
          lsn: lsn, entryCount: reader.header.entryCount, logNumber: reader.header.logNumber))
    }
    return extent
  }

  /// Sets a segment aside under a name that nothing reads, durably.
  package func setAside(_ lsn: LSN) throws(StorageError) {
    try fileSystem.rename(path(lsn), to: path(lsn).appendingSuffix(".aside"), .replace)
    try fileSystem.syncFolder(folder)
  }

  private static let suffix = ".history"

  /// Where a segment lies, or would lie.
  package func path(_ lsn: LSN) -> FilePath {
    folder.appending(name: Array((LogFolder.digits(lsn) + Self.suffix).utf8))
  }
}
