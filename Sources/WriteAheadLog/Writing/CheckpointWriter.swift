internal import Model
package import Storage

/// The steps of a checkpoint, one after another.
package struct CheckpointWriter: Sendable {
  let folder: LogFolder
  let options: JournalOptions
  let logNumber: UInt64

  package init(folder: LogFolder, options: JournalOptions, logNumber: UInt64) {
    self.folder = folder
    self.options = options
    self.logNumber = logNumber
  }

  /// Writes the file, durable under its name, and returns the record that says so.
  package func write(_ checkpoint: JournalCheckpoint) throws(StorageError) -> JournalEntry {
    let (bytes, checksum) = CheckpointFile.encode(checkpoint, logNumber: logNumber)
    try folder.fileSystem.replaceFile(folder.checkpoint(checkpoint.lsn), with: bytes)
    var payload = [UInt8](repeating: 0, count: 12)
    payload.put(checkpoint.lsn.rawValue, at: 0)
    payload.put(checksum, at: 8)
    return JournalEntry(type: OwnType.checkpoint, payload: payload)
  }

  /// Removes checkpoints beyond those kept, then the segments that lie at or below the oldest kept one.
  package func clearAway() throws(StorageError) {
    let contents = try folder.contents()
    let kept = contents.checkpoints.suffix(max(2, options.keptCheckpointCount))
    guard kept.count >= max(2, options.keptCheckpointCount), let floor = kept.first else { return }
    for lsn in contents.checkpoints.dropLast(kept.count) {
      try folder.fileSystem.remove(folder.checkpoint(lsn))
    }
    // The segment that begins at or below `floor` + 1 still holds what follows it.
    let needed = contents.segments.lastIndex { $0 <= floor.next } ?? 0
    if needed == 0 && contents.checkpoints.count == kept.count { return }
    assert(contents.segments[..<needed].allSatisfy { $0 <= floor })
    for first in contents.segments[..<needed] {
      try folder.fileSystem.remove(folder.segment(first: first))
    }
    try folder.fileSystem.syncFolder(folder.path)
  }
}
