/// How a journal is laid out and written.
package struct JournalOptions: Sendable {
  /// Size of a segment file; long enough that switching is rare, short enough to be zeroed ahead in
  /// a second. At least one record of the greatest length must fit, or appends of such records fail.
  package var segmentByteCount = 64 << 20

  /// A gathered batch is written when it reaches this, without waiting for more.
  package var gatherByteLimit = 256 << 10

  /// Bytes that may wait to be written; beyond it `enqueue` refuses. Waiting appends are bounded by
  /// their callers.
  package var queuedByteLimit = 64 << 20

  /// Checkpoints that are kept; at least 2, so that a damaged one costs a longer replay and no data.
  package var keptCheckpointCount = 2

  /// Seed for salts and the log's id; nil for the system's randomness. Tests set it.
  package var seed: UInt64?

  package init() {}

  /// The smallest useful segment: its header and a few records.
  static let segmentByteMinimum = 1024

  /// The size that is used: a multiple of 512, not below the minimum.
  var usedSegmentByteCount: Int {
    max(Self.segmentByteMinimum, (segmentByteCount + 511) & ~511)
  }
}
