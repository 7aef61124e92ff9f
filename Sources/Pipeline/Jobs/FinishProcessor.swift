internal import State

/// Finishes jobs with one journal record and one sync of the archive.
final class FinishProcessor: BatchProcessor {
  /// Files finished with one journal record.
  private static let batchCount = 2_048
  /// What comes within this time of the last batch gathers for the next, in nanoseconds, while so many
  /// files are under way: then few syncs serve many files, and a few files wait for none.
  private static let gatheringTime: UInt64 = 500_000_000
  private static let loadCount = 64

  private let state: StateDirectory
  private let clock: any PipelineClock
  private let meter: StageMeter
  private let underWay: JobsUnderWay
  private var lastStart: UInt64?

  init(
    state: StateDirectory, clock: any PipelineClock, meter: StageMeter, underWay: JobsUnderWay
  ) {
    self.underWay = underWay
    self.state = state
    self.clock = clock
    self.meter = meter
  }

  func choose(from waiting: [OpenJob]) -> [Int] {
    Array(0..<min(Self.batchCount, waiting.count))
  }

  func gather(waitingCount: Int) async throws {
    let now = clock.monotonic()
    let since = lastStart.map { now &- $0 } ?? .max
    // When all that is under way has come, nothing more will.
    let count = underWay.count
    if count >= Self.loadCount, since < Self.gatheringTime,
      waitingCount < min(Self.batchCount, count)
    {
      try await clock.sleep(seconds: Double(Self.gatheringTime - since) / 1e9)
    }
    lastStart = clock.monotonic()
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
