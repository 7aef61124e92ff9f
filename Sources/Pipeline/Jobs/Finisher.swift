internal import State

/// Archives the originals of decided files, appends FINISHED, and only then removes the claimed
/// files. Many files together, on threads of its own: large ones on another, so that none waits for them.
struct Finisher: Sendable {
  /// Files that wait to be finished at most.
  static let waitingLimit = 4_096
  /// Files from this size on are large, in bytes: each gets a segment of the archive of its own.
  private static let largeByteCount: Int64 = 8 << 20

  private let small: BatchWorker<FinishProcessor>
  private let large: BatchWorker<FinishProcessor>
  private let meter: StageMeter
  private let underWay = JobsUnderWay()

  init(state: StateDirectory, clock: any PipelineClock, meter: StageMeter) {
    let underWay = underWay
    small = BatchWorker(
      label: "winnow.finish",
      processor: FinishProcessor(state: state, clock: clock, meter: meter, underWay: underWay))
    large = BatchWorker(
      label: "winnow.finish-large",
      processor: FinishProcessor(state: state, clock: clock, meter: meter, underWay: underWay))
    self.meter = meter
  }

  /// A job begins, for which `leave` will be called.
  func enter() { underWay.add(1) }

  /// A job ends, finished or not.
  func leave() { underWay.add(-1) }

  /// Returns when the job is finished and its claimed file is gone.
  func finish(_ job: OpenJob) async throws {
    precondition(job.closing != nil, "only what is decided can be finished")
    meter.queued(.archive, 1)
    let worker = job.claim.stamp.size < Self.largeByteCount ? small : large
    try await worker.submit(job)
  }
}
