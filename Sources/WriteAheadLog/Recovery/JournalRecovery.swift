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
  /// The log's own number; 0 for a log that has neither segment nor checkpoint yet.
  package var logNumber: UInt64 = 0
  /// Whether records are missing that salvage could not save.
  package var hasLost = false

  /// Where replay begins.
  package var replayStart: LSN { checkpoint?.lsn.next ?? LSN(1) }
}
