internal import State

/// Brings decided files home: archives the original, writes FINISHED, and only then lets the
/// claimed file go. One ordered worker on its own thread.
actor Finisher {
  private struct Waiting {
    var job: OpenJob
    var continuation: CheckedContinuation<Void, any Error>
  }

  /// Files finished with one journal record.
  private static let batchCount = 256

  private let executor = QueueExecutor(label: "winnow.finish")
  private let place: Workplace
  private let clock: any PipelineClock
  private let meter: StageMeter
  private var waiting: [Waiting] = []
  private var isPumping = false
  private var failure: (any Error)?

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  init(place: Workplace, clock: any PipelineClock, meter: StageMeter) {
    self.place = place
    self.clock = clock
    self.meter = meter
  }

  /// Returns when the job is finished and its claimed file is gone.
  func finish(_ job: OpenJob) async throws {
    if let failure { throw failure }
    meter.queued(.archive, 1)
    try await withCheckedThrowingContinuation { continuation in
      waiting.append(Waiting(job: job, continuation: continuation))
      if !isPumping {
        isPumping = true
        Task { await self.pump() }
      }
    }
  }

  private func pump() async {
    while failure == nil, !waiting.isEmpty {
      let group = Array(waiting.prefix(Self.batchCount))
      waiting.removeFirst(group.count)
      meter.queued(.archive, -group.count)
      let start = meter.begin(.archive)
      do {
        try await settle(group.map(\.job))
        for item in group { item.continuation.resume() }
      } catch {
        failure = error
        for item in group { item.continuation.resume(throwing: error) }
      }
      meter.end(.archive, since: start, count: group.count)
    }
    if let failure {
      for item in waiting { item.continuation.resume(throwing: failure) }
      waiting = []
    }
    isPumping = false
  }

  private func settle(_ jobs: [OpenJob]) async throws {
    let bugs = place.options.plantedBugs
    if bugs.contains(.letsGoBeforeFinished) { place.letGo(of: jobs) }
    if !bugs.contains(.forgetsOriginals) {
      try await place.keepOriginals(of: jobs, meter: meter, clock: clock)
    }
    try await place.append(
      .finished(jobs.map(\.claim.job)), for: .archive, meter: meter, clock: clock)
    // FINISHED is durable: from here on nothing asks for the claimed file again.
    place.letGo(of: jobs)
  }
}
