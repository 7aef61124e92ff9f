package import Model

/// The journal in numbers, for status and metrics.
package struct JournalStatistics: Hashable, Sendable {
  /// The last record that was handed over.
  package var last: LSN
  /// The last record that is durable.
  package var durable: LSN
  package var lastCheckpoint: LSN
  /// How long the last write and sync took together, in nanoseconds; 0 before the first.
  package var lastSyncNanoseconds: UInt64
  /// The same, summed over all since the journal was opened.
  package var syncNanoseconds: UInt64
  /// Syncs of records since the journal was opened.
  package var syncCount: Int
  /// Records made durable since it was opened.
  package var acknowledgedCount: UInt64
  /// Bytes of records written since it was opened.
  package var writtenByteCount: UInt64
  /// Segments in use on disk now, and what they take up together with the spare, in bytes.
  package var segmentCount: Int
  package var segmentByteCount: UInt64
  package var hasSpare: Bool
  /// Why nothing is acknowledged any more.
  package var poison: JournalError?
}
