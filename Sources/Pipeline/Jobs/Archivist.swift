internal import Archive
internal import Model
package import State

/// Archives the originals of files before anybody else hears of what is in them: what a cluster's log holds
/// has its original on record, whoever dies. Many files with one sync, on a thread of its own.
package struct Archivist: Sendable {
  private let worker: BatchWorker<ArchiveProcessor>
  private let state: StateDirectory

  package init(state: StateDirectory, meter: StageMeter, clock: any PipelineClock) {
    self.state = state
    worker = BatchWorker(
      label: "winnow.archive",
      processor: ArchiveProcessor(state: state, meter: meter, clock: clock))
  }

  /// Returns when the original of the batch's file is in the archive, durably, with its sidecars.
  package func keep(_ batch: PreparedBatch) async throws {
    guard let digest = Digest(batch.digest), try !state.originals.contains(digest) else { return }
    var job = batch.job
    // As if it were decided: what is kept does not depend on how.
    job.closing = Closing(
      job: job.claim.job,
      ending: Ending(of: Progress(job: job.claim.job, indexedCount: 1), refusal: nil),
      digest: batch.digest, sidecarDigests: try state.sidecarDigests(of: job.claim), time: 0)
    try await worker.submit(job)
  }
}

/// Archives what has come with one sync.
private final class ArchiveProcessor: BatchProcessor {
  private static let batchCount = 256

  private let state: StateDirectory
  private let meter: StageMeter
  private let clock: any PipelineClock

  init(state: StateDirectory, meter: StageMeter, clock: any PipelineClock) {
    self.state = state
    self.meter = meter
    self.clock = clock
  }

  func choose(from waiting: [OpenJob]) -> [Int] { Array(0..<min(Self.batchCount, waiting.count)) }

  func process(_ jobs: [OpenJob]) async throws -> [Void] {
    try await state.keepOriginals(of: jobs, meter: meter, clock: clock)
    return jobs.map { _ in }
  }
}
