package import Model
package import State
internal import Synchronization

/// Moves jobs from their feed through the stages to their outcome.
package struct Engine: Sendable {
  let settings: PipelineSettings
  let state: StateDirectory
  let meter: StageMeter
  let clock: any PipelineClock
  private let committer: any Committing
  /// Reads and prepares, at most `workerCount` files or records at once.
  private let workers: WorkerPool
  private let finisher: Finisher
  /// Files that are decided and wait to be finished hold no slot and no memory: one write and one sync
  /// of the archive serve as many as have gathered.
  private let finishing = AsyncSemaphore(count: Finisher.waitingLimit)
  private let isDraining = Drain()

  /// Set once, when the daemon has been asked to stop.
  private final class Drain: Sendable {
    let flag = Atomic<Bool>(false)
  }

  /// Makes the pipeline on a state that has been recovered.
  package init(
    settings: PipelineSettings, recovered: consuming sending RecoveredState, meter: StageMeter,
    clock: any PipelineClock
  ) {
    self.settings = settings
    self.state = recovered.state
    self.meter = meter
    self.clock = clock
    workers = WorkerPool(width: settings.workerCount)
    let decider = Decider(
      copies: recovered.copies, lastNumber: recovered.lastNumber,
      sharedSpanLimit: settings.sharedSpanLimit)
    committer = LocalCommitter(
      processor: CommitProcessor(
        settings: settings, state: recovered.state, decider: decider, workers: workers,
        meter: meter, clock: clock), meter: meter)
    finisher = Finisher(state: recovered.state, clock: clock, meter: meter)
  }

  /// Makes the pipeline of a cluster's node, which has its decisions from the log.
  package init(
    settings: PipelineSettings, state: StateDirectory, committer: any Committing,
    meter: StageMeter, clock: any PipelineClock
  ) {
    self.settings = settings
    self.state = state
    self.meter = meter
    self.clock = clock
    self.committer = committer
    workers = WorkerPool(width: settings.workerCount)
    finisher = Finisher(state: state, clock: clock, meter: meter)
  }

  /// From now on containers stop at an article's boundary and nothing new is taken.
  package func drain() { isDraining.flag.store(true, ordering: .relaxed) }

  /// Runs until the feed ends and all its jobs have an outcome.
  ///
  /// `suspects` run first and alone: one of them may have killed the last process, and no neighbour
  /// is to pay for it. Throws `PipelineFailure` when nothing more can be acknowledged.
  package func run(
    _ feed: some JobFeed, suspects: [OpenJob] = [],
    didFinish: @escaping @Sendable (OpenJob) -> Void = { _ in }
  ) async throws {
    let runner = JobRunner(
      settings: settings, state: state, committer: committer, meter: meter, clock: clock,
      shouldDrain: { isDraining.flag.load(ordering: .relaxed) })
    var sequence = 0
    for suspect in suspects where !isDraining.flag.load(ordering: .relaxed) {
      let job = try await start([suspect])[0]
      try await withThrowingDiscardingTaskGroup { group in
        group.addTask(executorPreference: workers) { [sequence] in
          finisher.enter()
          defer { finisher.leave() }
          try await finish(decide(job, sequence: sequence, on: runner), didFinish)
        }
      }
      sequence += 1
    }
    let slots = AsyncSemaphore(count: settings.jobsInFlight)
    // In KiB, so that the largest memory fits. Taken in the order in which jobs are decided: none that
    // has its share waits for one that has none.
    let memory = AsyncSemaphore(count: Int(max(1, settings.memoryLimit >> 10)))
    let weights = JobWeight(settings: settings, state: state)
    // Nobody hears of a job's failure while the feed waits for a file that may never come.
    let failed = AsyncLatch()
    try await withThrowingDiscardingTaskGroup { group in
      while let jobs = try await Self.next(feed, limit: settings.jobsInFlight, unless: failed) {
        for job in try await start(jobs) {
          let weight = Int(max(1, weights.bytes(of: job) >> 10))
          await slots.take(1)
          await memory.take(weight)
          group.addTask(executorPreference: workers) { [sequence] in
            finisher.enter()
            defer { finisher.leave() }
            do {
              let end: JobRunner.End
              do {
                defer {
                  if weight << 10 >= FreedMemory.heavyByteCount { FreedMemory.giveBack() }
                  memory.giveBack(weight)
                  slots.giveBack(1)
                }
                end = try await decide(job, sequence: sequence, on: runner)
                await finishing.take(1)
              }
              defer { finishing.giveBack(1) }
              try await finish(end, didFinish)
            } catch {
              failed.open()
              throw error
            }
          }
          sequence += 1
        }
      }
    }
  }

  /// The feed's next jobs; nil at its end, and once a job has failed, which nothing is begun after.
  private static func next(
    _ feed: some JobFeed, limit: Int, unless failed: AsyncLatch
  ) async throws -> [OpenJob]? {
    if failed.isOpen { return nil }
    return try await withThrowingTaskGroup(of: [OpenJob]?.self) { group in
      group.addTask { try await feed.next(limit: limit) }
      group.addTask {
        await failed.wait()
        return nil
      }
      defer { group.cancelAll() }
      return try await group.next() ?? nil
    }
  }

  /// Looks again at the stories in which articles have come since the last fixed point of the order of
  /// decisions. To be called when `run` has returned.
  package func reviewStories() async throws { try await committer.reviewStories() }

  /// Takes articles out while other files are worked on, durably; see `Committing.takeDown`. Nothing is
  /// left of them on the disk once `overwriteTakenDown` has returned true.
  package func takeDown(_ numbers: [DecisionNumber], why: String) async throws -> [TakenDown]? {
    try await committer.takeDown(numbers, why: why)
  }

  /// Sees to it that ledger and index hold no byte of what was taken down.
  ///
  /// Returns false when a reader that began before still needs what was there: to be called again.
  package func overwriteTakenDown() async throws -> Bool {
    try await Takedown(of: state, meter: meter, clock: clock).overwrite()
  }

  /// Has articles read as they were read again while other files are worked on, durably; see
  /// `Committing.amend`.
  func amend(
    _ articles: [RereadArticle], stage: RerunStage
  ) async throws -> Set<DecisionNumber> {
    try await committer.amend(articles, stage: stage)
  }

  /// Counts the attempts, on record before the first byte is read: a start without an end is a strike,
  /// and a file that ends the process at once must not come without one.
  private func start(_ jobs: [OpenJob]) async throws -> [OpenJob] {
    var started = jobs
    for index in started.indices { started[index].attemptCount += 1 }
    try await state.log.append(
      .started(started.map { Attempt(job: $0.claim.job, number: $0.attemptCount) }), for: .parse,
      meter: meter, clock: clock)
    return started
  }

  private func decide(
    _ job: OpenJob, sequence: Int, on runner: JobRunner
  ) async throws -> JobRunner.End {
    if job.closing == nil { return try await runner.run(job, sequence: sequence) }
    // Decided before the last process died: its turn passes, what is left is to finish it.
    try await committer.pass(job, sequence: sequence)
    return .closed(job)
  }

  private func finish(
    _ end: JobRunner.End, _ didFinish: @Sendable (OpenJob) -> Void
  ) async throws {
    switch end {
    case .closed(let job):
      try await finisher.finish(job)
      didFinish(job)
    case .suspended(let job):
      // Stopped on purpose, not by a fault of the file: no strike.
      try state.log.note(
        .started([Attempt(job: job.claim.job, number: job.attemptCount - 1)]))
    }
  }
}
