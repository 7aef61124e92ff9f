package import Model
package import Storage

/// What opening a journal found and did.
package struct JournalRecovery: Sendable {
  /// The newest checkpoint that reads back; replay begins after it.
  package var checkpoint: JournalCheckpoint?
  /// The first record that is still there; one above `last` when there is none.
  package var first: LSN
  /// The last record; all up to it are durable.
  package var last: LSN
  /// The file that a torn tail was copied to, and its size in bytes.
  package var tornCopy: FilePath?
  package var tornByteCount: Int
  /// Checkpoints that did not read back, under the names they were set aside by.
  package var damagedCheckpoints: [FilePath]
  /// Whether the last owner closed the journal.
  package var wasClosed: Bool

  /// Where replay begins.
  package var replayStart: LSN { checkpoint?.lsn.next ?? LSN(1) }
}

/// Opening a log: read everything, then mend what a crash may have left, and nothing else.
enum Recovery {
  /// Errors: `.damaged` before anything was changed; `.newerFormat`; `.storage`.
  static func open(
    _ folder: LogFolder, options: JournalOptions
  ) throws(JournalError) -> (writer: LogWriter, recovery: JournalRecovery) {
    do throws(StorageError) {
      try syncBeforeReading(folder)
    } catch { throw .storage(error) }
    let found = try Inspection.inspect(folder, options: options)
    do throws(StorageError) {
      return try mend(found, folder, options)
    } catch { throw .storage(error) }
  }

  /// After a kill, memory shows what the device may not hold. What we read must not vanish later.
  private static func syncBeforeReading(_ folder: LogFolder) throws(StorageError) {
    try folder.fileSystem.syncFolder(folder.path)
    if let last = try folder.contents().segments.last {
      try folder.fileSystem.open(folder.segment(first: last), .readWrite).sync(.data)
    }
  }

  private static func mend(
    _ inspection: Inspection, _ folder: LogFolder, _ options: JournalOptions
  ) throws(StorageError) -> (writer: LogWriter, recovery: JournalRecovery) {
    let system = folder.fileSystem
    var found = inspection
    var recovery = JournalRecovery(
      checkpoint: found.checkpoint, first: found.segments.first?.header.first ?? LSN(1),
      last: found.last, tornCopy: nil, tornByteCount: 0, damagedCheckpoints: [],
      wasClosed: found.wasClosed)
    // First of all, since the copy of a torn tail begins as one.
    for path in found.contents.temporaries {
      do throws(StorageError) {
        try system.remove(path)
      } catch {
        // Its maker, dropped without being closed, may just have finished it.
        if error.errno != .noSuchFileOrDirectory { throw error }
      }
    }
    var file: (any FileHandle)?
    if let last = found.segments.last { file = try system.open(last.path, .readWrite) }
    if let tail = found.tornTail, let file {
      recovery.tornByteCount = tail.bytes.count
      if !options.plantedBugs.contains(.tailNotCopied) {
        recovery.tornCopy = try copyAside(tail, of: file, folder)
      }
      if !options.plantedBugs.contains(.tailNotZeroed) { try zero(tail.bytes, of: file) }
    }
    if let last = found.segments.last, let file, !found.wasClosed,
      !options.plantedBugs.contains(.lastBatchNotRewritten)
    {
      try rewrite(last, of: file, options)
    }
    for path in found.damagedCheckpoints {
      let aside = try freeName(path.appendingSuffix(".damaged"), system)
      try system.rename(path, to: aside, .failIfPresent)
      recovery.damagedCheckpoints.append(aside)
    }
    for path in found.obsolete { try system.remove(path) }
    if found.contents.hasSpare {
      let size = try system.status(of: folder.spare).size
      if size != UInt64(options.usedSegmentByteCount) {
        try system.remove(folder.spare)
        found.contents.hasSpare = false
      }
    }
    try system.syncFolder(folder.path)
    return (LogWriter(folder, options, after: found, file: file), recovery)
  }

  /// Writes the last batch again, and zeros behind it.
  ///
  /// When a sync failed, memory keeps what the device never got, calls it clean, and the next sync,
  /// also of the next process, succeeds without writing it. Only bytes that are written anew go out.
  /// Whatever came before the last batch was durable when that was written.
  private static func rewrite(
    _ segment: Inspection.Segment, of file: any FileHandle, _ options: JournalOptions
  ) throws(StorageError) {
    try eachPiece(of: segment.batchStart..<segment.end) { range throws(StorageError) in
      let bytes = try file.read(at: UInt64(range.lowerBound), count: range.count)
      try file.write(bytes, at: UInt64(range.lowerBound))
    }
    if !options.plantedBugs.contains(.tailNotZeroed) {
      let behind = min(segment.header.fileByteCount, segment.end + rewrittenByteCount)
      try zero(segment.end..<max(segment.end, behind), of: file)
    }
    try file.sync(.data)
  }

  /// Zeros behind the last batch that are written again; more than a batch usually is long.
  private static let rewrittenByteCount = 2 << 20

  private static func copyAside(
    _ tail: Inspection.TornTail, of file: any FileHandle, _ folder: LogFolder
  ) throws(StorageError) -> FilePath {
    let system = folder.fileSystem
    let suffix = ".torn-" + String(tail.bytes.lowerBound, radix: 16)
    let copy = try freeName(tail.path.appendingSuffix(suffix), system)
    let temporary = folder.temporary("torn")
    let target = try system.open(temporary, .create)
    try eachPiece(of: tail.bytes) { range throws(StorageError) in
      let bytes = try file.read(at: UInt64(range.lowerBound), count: range.count)
      try target.write(bytes, at: UInt64(range.lowerBound - tail.bytes.lowerBound))
    }
    try target.sync(.everything)
    try system.rename(temporary, to: copy, .replace)
    try system.syncFolder(folder.path)
    return copy
  }

  private static func zero(
    _ bytes: Range<Int>, of file: any FileHandle
  ) throws(StorageError) {
    try eachPiece(of: bytes) { range throws(StorageError) in
      try file.write(
        [UInt8](repeating: 0, count: range.count), at: UInt64(range.lowerBound))
    }
    try file.sync(.data)
  }

  private static func eachPiece(
    of bytes: Range<Int>, _ body: (Range<Int>) throws(StorageError) -> Void
  ) throws(StorageError) {
    var start = bytes.lowerBound
    while start < bytes.upperBound {
      let end = min(start + 1 << 20, bytes.upperBound)
      try body(start..<end)
      start = end
    }
  }

  /// The path itself, or with a number behind it when an earlier crash left one of that name.
  private static func freeName(
    _ path: FilePath, _ system: any FileSystem
  ) throws(StorageError) -> FilePath {
    var candidate = path
    var number = 1
    while try system.exists(candidate) {
      number += 1
      candidate = path.appendingSuffix("-\(number)")
    }
    return candidate
  }
}
