package import Formats
internal import Model
package import State

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
  /// What one article may take, in nanoseconds.
  package var articleTimeLimit: UInt64 = 30_000_000_000
  /// What all jobs in work may hold in memory together, in bytes.
  package var memoryLimit: Int64 = 1 << 30
  package var scrapes = ScrapeSettings()

  package init() {}

  /// The settings of reading with the time limit of an article, for files that no job reads.
  package func timed(by clock: any PipelineClock) -> ScrapeSettings {
    var scrapes = scrapes
    let limit = articleTimeLimit
    scrapes.makeBudget = {
      let end = clock.monotonic() &+ limit
      return WorkBudget { clock.monotonic() > end }
    }
    return scrapes
  }

  /// The time limit of a file of `size` bytes, in nanoseconds.
  package func timeLimit(size: Int64) -> UInt64 {
    fileTimeLimit + UInt64(max(0, size)) / 10_000_000 * 1_000_000_000
  }
}
