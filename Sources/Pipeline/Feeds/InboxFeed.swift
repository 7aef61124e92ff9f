internal import DropFolder
internal import Model
package import State
internal import Storage
internal import Synchronization

/// What may change about intake while the daemon runs.
package struct IntakeSettings: Sendable {
  /// Files claimed with one journal record.
  package var batchCount = 512
  /// Free bytes below which nothing is claimed.
  package var lowWaterBytes: Int64 = 1 << 30
  /// The same as a share of the disk; the larger of both counts.
  package var lowWaterPercent = 5
  /// False where nothing new is taken: a cluster's node that only keeps the archive.
  package var takesFiles = true

  package init() {}
}

/// Feeds files from the drop folder: claims in batches, log first.
package actor InboxFeed: JobFeed {
  private let executor = QueueExecutor(label: "winnow.intake")
  private let state: StateDirectory
  private nonisolated let drop: DropFolder
  private let clock: any PipelineClock
  private let meter: StageMeter
  private nonisolated let wake = AsyncEvent()
  private nonisolated let settings: Mutex<IntakeSettings>
  /// Claimed and not handed out: of the process before, or the rest of a batch.
  private var left: [OpenJob]
  private var isArmed = false

  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  /// `open`: Jobs of the process before to go on with first.
  package init(
    state: StateDirectory, open: [OpenJob], settings: IntakeSettings, clock: any PipelineClock,
    meter: StageMeter
  ) throws {
    guard let drop = state.drop else {
      throw PipelineFailure(.disk, "This state was opened without its spool.")
    }
    self.state = state
    self.drop = drop
    self.clock = clock
    self.meter = meter
    self.settings = Mutex(settings)
    left = open
  }

  /// Takes over what may change while the daemon runs, and tries files again that could not be moved.
  package nonisolated func reload(_ fresh: IntakeSettings) {
    settings.withLock { $0 = fresh }
    drop.retryLeft()
    wake.signal()
  }

  /// No more files are taken, nor jobs of the process before gone on with; the feed ends.
  package nonisolated func close() { wake.close() }

  /// Arms the watches and scans once: what was dropped before is known on return.
  package func start() throws {
    drop.requestScan()
    do {
      // Looking claims nothing; the names it found are given back and come again.
      drop.abandon(try drop.nextBatch(limit: 1).claims)
    } catch {
      // The feed looks again, and says what it waits for.
      meter.wait(.claim, for: Self.trouble(error))
    }
  }

  /// As `JobFeed` says.
  package func next(limit: Int) async throws -> [OpenJob]? {
    while !wake.isClosed {
      try Task.checkCancellation()
      if !left.isEmpty {
        let jobs = Array(left.prefix(limit))
        left.removeFirst(jobs.count)
        return jobs
      }
      if !settings.withLock(\.takesFiles) {
        await wake.wait(seconds: 3_600, clock: clock)
        continue
      }
      if try await isDiskFull() { continue }
      let start = meter.begin(.claim)
      // A whole batch, however few are asked for: what syncs it costs as much for one file as for all.
      let (jobs, nextLook) = try await claim()
      meter.end(.claim, since: start, count: jobs.count)
      left = jobs
      if jobs.isEmpty { try await pause(until: nextLook) }
    }
    return nil
  }

  private func claim() async throws -> (jobs: [OpenJob], nextLook: Int64) {
    let count = settings.withLock(\.batchCount)
    do {
      guard let batch = try await nextBatch(limit: count) else { return ([], 0) }
      if batch.claims.isEmpty { return ([], batch.hasMore ? 0 : batch.nextLook) }
      let arrival = clock.wall()
      let claims = batch.claims.map { JobClaim($0, arrival: arrival) }
      // Log first: a rename without its record would lose the file's name if we died between.
      try await state.log.append(.claiming(claims), for: .claim, meter: meter, clock: clock)
      let results = try await carryOut(batch.claims)
      let (jobs, handedBack) = JobClaim.outcomes(of: results, arrival: arrival)
      if !handedBack.isEmpty { try state.log.note(.finished(handedBack)) }
      return (jobs, 0)
    } catch let error as StorageError {
      throw PipelineFailure(.disk, "\(error)")
    }
  }

  /// Looks at the inbox; nil after a second where that failed. Whatever is wrong with it or ran short, it
  /// is waited for: what was dropped is not lost, and the daemon has other work.
  private func nextBatch(limit: Int) async throws -> ClaimBatch? {
    do {
      return try drop.nextBatch(limit: limit)
    } catch {
      meter.wait(.claim, for: Self.trouble(error))
      _ = await wake.wait(seconds: 1, clock: clock)
      meter.wait(.claim, for: nil)
      return nil
    }
  }

  /// Moves journaled claims out of the inbox. Where the spool cannot take them, the same claims again:
  /// they are on record and belong to nobody else.
  private func carryOut(_ claims: [Claim]) async throws -> [ClaimResult] {
    while true {
      do {
        return try drop.claim(claims)
      } catch {
        meter.wait(.claim, for: Self.trouble(error))
      }
      try await clock.sleep(seconds: 1)
      meter.wait(.claim, for: nil)
    }
  }

  /// What is waited for, in words for the status.
  static func trouble(_ error: StorageError) -> String {
    error.isOutOfSpace ? "room on the disk" : "the drop folder: \(error)"
  }

  /// Waits a second where there is less room than the low-water mark.
  private func isDiskFull() async throws -> Bool {
    let settings = settings.withLock { $0 }
    let files = state.files
    let spaces = [state.paths.spool, state.paths.state].compactMap {
      try? files.space(at: $0)
    }
    let isFull = spaces.contains { space in
      let mark = max(
        UInt64(settings.lowWaterBytes), space.total / 100 * UInt64(settings.lowWaterPercent))
      return space.free < mark
    }
    guard isFull else {
      meter.wait(.claim, for: nil)
      return false
    }
    meter.wait(.claim, for: "room on the disk above the low-water mark")
    // What waits is counted all the same: looking claims nothing, and the names come again.
    if let seen = try? drop.nextBatch(limit: 1) { drop.abandon(seen.claims) }
    _ = await wake.wait(seconds: 1, clock: clock)
    return true
  }

  private func pause(until nextLook: Int64) async throws {
    let now = clock.wall() * 1_000_000
    // Never busy: even when more is known to wait, a look a millisecond is enough.
    let seconds = max(0.001, Double(nextLook - now) / 1e9)
    await wake.wait(seconds: nextLook == 0 ? 0.02 : seconds, clock: clock)
  }

  /// Wakes the feed whenever the watch has heard something; runs until it is cancelled.
  package nonisolated func listen() async {
    guard let watch = state.watch else { return }
    for await _ in watch.signals { wake.signal() }
  }

  /// What lies in the inbox: what the last scan saw, less what was claimed since.
  package nonisolated var inboxStatus:
    (waiting: Int, temporary: Int, oldestTemporarySeconds: Int64?)
  {
    guard let status = state.drop?.status else { return (0, 0, nil) }
    let now = clock.wall()
    return (
      status.waiting.values.reduce(0, +), status.temporaryCount,
      status.oldestTemporary.map { max(0, now / 1_000 - $0 / 1_000_000_000) }
    )
  }
}
