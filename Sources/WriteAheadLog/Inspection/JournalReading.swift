package import Model
package import Storage

/// A log that is read and not owned: nothing in its folder changes, whatever a crash has left there.
///
/// Whoever reads keeps writers away meanwhile.
package struct JournalReading: Sendable {
  /// The newest checkpoint that reads back; replay begins after it.
  package let checkpoint: JournalCheckpoint?
  /// The last record.
  package let last: LSN
  /// The file and the bytes behind the last record that a crash left; the next start copies them
  /// aside and writes zeros over them.
  package let tornTail: (path: FilePath, bytes: Range<UInt64>)?
  /// The log's own number; 0 for a log that has neither segment nor checkpoint yet.
  package let logNumber: UInt64
  private let reader: LogReader

  /// Reads the whole log.
  ///
  /// Errors: `.damaged` with the range; `.newerFormat`; `.storage`, also where there is no folder.
  package init(
    _ folder: FilePath, on fileSystem: any FileSystem, options: JournalOptions = JournalOptions()
  ) throws(JournalError) {
    let folder = LogFolder(folder, on: fileSystem)
    let found = try LogState.read(folder, options: options)
    checkpoint = found.checkpoint
    last = found.last
    logNumber = found.logNumber ?? 0
    tornTail = found.tornTail.map {
      ($0.path, UInt64($0.bytes.lowerBound)..<UInt64($0.bytes.upperBound))
    }
    reader = LogReader(folder, options)
  }

  /// Hands out the records after the checkpoint, in order; the journal's own are left out, except
  /// those that stand for what salvage could not save. Throws what `body` throws.
  package func replay(_ body: (JournalRecord) throws -> Void) throws {
    try reader.records(from: checkpoint?.lsn.next ?? LSN(1), through: last) { record in
      if record.type < OwnType.first || record.isLost { try body(record) }
    }
  }
}
