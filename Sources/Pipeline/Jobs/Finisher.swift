internal import State

/// Archives the originals of decided files, appends FINISHED, and only then removes the claimed
/// files. Many files together, on a thread of its own.
struct Finisher: Sendable {
  private let worker: BatchWorker<FinishProcessor>
  private let meter: StageMeter

  init(state: StateDirectory, clock: any PipelineClock, meter: StageMeter) {
    worker = BatchWorker(
      label: "winnow.finish", processor: FinishProcessor(state: state, clock: clock, meter: meter))
    self.meter = meter
  }

  /// Returns when the job is finished and its claimed file is gone.
  func finish(_ job: OpenJob) async throws {
    precondition(job.closing != nil, "only what is decided can be finished")
    meter.queued(.archive, 1)
    try await worker.submit(job)
  }
}

/// Finishes jobs with one journal record and one sync of the archive.
final class FinishProcessor: BatchProcessor {
  /// Files finished with one journal record.
  private static let batchCount = 256

  private let state: StateDirectory
  private let clock: any PipelineClock
  private let meter: StageMeter

  init(state: StateDirectory, clock: any PipelineClock, meter: StageMeter) {
    self.state = state
    self.clock = clock
    self.meter = meter
  }

  func choose(from waiting: [OpenJob]) -> [Int] {
    Array(0..<min(Self.batchCount, waiting.count))
  }

  func process(_ jobs: [OpenJob]) async throws -> [Void] {
    meter.queued(.archive, -jobs.count)
    let start = meter.begin(.archive)
    defer { meter.end(.archive, since: start, count: jobs.count) }
    try await state.keepOriginals(of: jobs, meter: meter, clock: clock)
    try await state.log.append(
      .finished(jobs.map(\.claim.job)), for: .archive, meter: meter, clock: clock)
    // FINISHED is durable: from here on nothing asks for the claimed file again.
    state.removeClaimed(jobs)
    return jobs.map { _ in }
  }
}
