package import Model
internal import Dispatch
internal import Storage
internal import Synchronization

extension Journal {
  /// Writes a checkpoint that stands for all records up to `lsn`, and clears away what it and the one
  /// before make unneeded. Returns when it is durable and on record.
  ///
  /// Everything that the records up to `lsn` led to must be durable elsewhere or in `payload` already.
  /// Errors: `.checkpointOutOfOrder` when `lsn` is not durable or not above the last checkpoint's;
  /// `.storage` when it cannot be written, which harms nothing and may be tried again; as `append`.
  package func checkpoint(at lsn: LSN, payload: [UInt8]) async throws(JournalError) {
    let durable = queue.withLock { $0.durable }
    let previous = latestCheckpoint.withLock { $0 }
    guard lsn <= durable, lsn > previous else { throw .checkpointOutOfOrder(lsn) }
    let checkpoint = JournalCheckpoint(lsn: lsn, payload: payload)
    let writer = CheckpointWriter(
      folder: folder, options: options, logID: logID)
    let record = try await onHousekeeping { () throws(StorageError) in
      try writer.write(checkpoint)
    }
    latestCheckpoint.withLock { $0 = max($0, lsn) }
    _ = try await appendAny([record])
    try await onHousekeeping { () throws(StorageError) in try writer.clearAway() }
  }

  /// Runs after everything that housekeeping has under way.
  func onHousekeeping<R: Sendable>(
    _ body: @escaping @Sendable () throws(StorageError) -> R
  ) async throws(JournalError) -> R {
    let result: Result<R, JournalError> = await withCheckedContinuation { continuation in
      housekeeping.async {
        do throws(StorageError) {
          continuation.resume(returning: .success(try body()))
        } catch {
          continuation.resume(returning: .failure(.storage(error)))
        }
      }
    }
    return try result.get()
  }
}

/// The steps of a checkpoint, one after another.
struct CheckpointWriter: Sendable {
  let folder: LogFolder
  let options: JournalOptions
  let logID: UInt64

  /// Writes the file, durable under its name, and returns the record that says so.
  func write(_ checkpoint: JournalCheckpoint) throws(StorageError) -> JournalEntry {
    let (bytes, checksum) = CheckpointFile.encode(checkpoint, logID: logID)
    try folder.fileSystem.replaceFile(folder.checkpoint(checkpoint.lsn), with: bytes)
    var payload = [UInt8](repeating: 0, count: 12)
    payload.put(checkpoint.lsn.rawValue, at: 0)
    payload.put(checksum, at: 8)
    return JournalEntry(type: OwnType.checkpoint, payload: payload)
  }

  /// Removes checkpoints beyond those kept, then the segments that lie at or below the oldest kept one.
  func clearAway() throws(StorageError) {
    let contents = try folder.contents()
    let kept = contents.checkpoints.suffix(max(2, options.keptCheckpointCount))
    guard kept.count >= max(2, options.keptCheckpointCount), var floor = kept.first else { return }
    if options.plantedBugs.contains(.segmentDeletedTooEarly), let newest = kept.last {
      floor = newest
    }
    for lsn in contents.checkpoints.dropLast(kept.count) {
      try folder.fileSystem.remove(folder.checkpoint(lsn))
    }
    // The segment that begins at or below `floor` + 1 still holds what follows it.
    let needed = contents.segments.lastIndex { $0 <= floor.next } ?? 0
    if needed == 0 && contents.checkpoints.count == kept.count { return }
    for first in contents.segments[..<needed] {
      try folder.fileSystem.remove(folder.segment(first: first))
    }
    try folder.fileSystem.syncFolder(folder.path)
  }
}
