package import Formats
internal import State

/// What the pipeline may use, and how it cuts its work into pieces.
package struct PipelineSettings: Sendable {
  /// Files in work at once. More than there are cores, so that the workers have something to do
  /// while decided files wait for the disk.
  package var jobsInFlight = 128
  /// Records interpreted side by side within one file.
  package var workerCount = 2
  /// Records of a container decided together, at most …
  package var recordBatchCount = 64
  /// … and their bytes, so that large records do not gather in memory.
  package var recordBatchByteCount = 8 << 20
  /// Articles in one DECIDED record. At some 300 bytes each it stays far below the 1 MiB limit.
  package var commitArticleCount = 256
  /// Shared spans kept of one decision; the longest.
  package var sharedSpanLimit = 32
  /// True when files are decided in the order they are given, false when in the order they are ready.
  package var decidesInOrder = false
  /// Tries after a passing fault, and the pauses between, in seconds.
  package var retryPauses: [Double] = [1, 10, 60]
  /// Starts without an end after which a file is quarantined.
  package var strikeLimit = 3
  /// What any file may take, in nanoseconds; a second for every 10 MB comes on top.
  package var fileTimeLimit: UInt64 = 600_000_000_000
  package var scrapes = ScrapeSettings()

  package init() {}

  /// How many of the `jobsInFlight` a file of `size` bytes counts for: one, and one more for each MiB
  /// that is held in memory. So the memory of all is bounded, whatever the files' sizes.
  func slotCount(size: Int64) -> Int {
    min(jobsInFlight, 1 + Int(min(max(0, size), Int64(FileSource.heldByteCount)) >> 20))
  }

  /// The time limit of a file of `size` bytes, in nanoseconds.
  package func timeLimit(size: Int64) -> UInt64 {
    fileTimeLimit + UInt64(max(0, size)) / 10_000_000 * 1_000_000_000
  }
}
