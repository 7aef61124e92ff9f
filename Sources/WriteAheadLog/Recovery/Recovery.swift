internal import Model
internal import Storage

/// Opening a log: read everything, then repair what a crash may have left, and nothing else.
package enum Recovery {
  /// Opens a log and repairs what a crash may have left of it.
  ///
  /// Errors: `.damaged` before anything was changed; `.newerFormat`; `.storage`.
  package static func open(
    _ folder: LogFolder, options: JournalOptions
  ) throws(JournalError) -> (writer: LogWriter, recovery: JournalRecovery) {
    do throws(StorageError) {
      try syncBeforeReading(folder)
    } catch { throw .storage(error) }
    let found = try LogState.read(folder, options: options)
    do throws(StorageError) {
      return try repair(found, folder, options)
    } catch { throw .storage(error) }
  }

  /// After a kill, memory shows what the device may not hold. What we read must not vanish later.
  private static func syncBeforeReading(_ folder: LogFolder) throws(StorageError) {
    try folder.fileSystem.syncFolder(folder.path)
    if let last = try folder.contents().segments.last {
      try folder.fileSystem.open(folder.segment(first: last), .readWrite).sync(.data)
    }
  }

  private static func repair(
    _ inspection: LogState, _ folder: LogFolder, _ options: JournalOptions
  ) throws(StorageError) -> (writer: LogWriter, recovery: JournalRecovery) {
    let system = folder.fileSystem
    var found = inspection
    var recovery = JournalRecovery(
      checkpoint: found.checkpoint, first: found.segments.first?.header.first ?? LSN(1),
      last: found.last, tornCopy: nil, tornByteCount: 0, damagedCheckpoints: [],
      wasClosed: found.wasClosed, logNumber: found.logNumber ?? 0,
      hasLost: found.hasLost)
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
      recovery.tornCopy = try copyAside(tail, of: file, folder)
      try zero(tail.bytes, of: file)
    }
    if let last = found.segments.last, let file, !found.wasClosed {
      try rewrite(last, of: file)
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
    _ segment: LogState.Segment, of file: any FileHandle
  ) throws(StorageError) {
    try eachPiece(of: segment.batchStart..<segment.end) { range throws(StorageError) in
      let bytes = try file.read(at: UInt64(range.lowerBound), count: range.count)
      try file.write(bytes, at: UInt64(range.lowerBound))
    }
    let behind = min(segment.header.fileByteCount, segment.end + rewrittenByteCount)
    try zero(segment.end..<max(segment.end, behind), of: file)
    try file.sync(.data)
  }

  /// Zeros behind the last batch that are written again; more than a batch usually is long.
  private static let rewrittenByteCount = 2 << 20

  private static func copyAside(
    _ tail: LogState.TornTail, of file: any FileHandle, _ folder: LogFolder
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
    precondition(
      bytes.lowerBound >= SegmentHeader.sectorByteCount, "a header is never written again")
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
