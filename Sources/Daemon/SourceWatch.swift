internal import Logging
internal import Model
internal import Presentation
internal import SourceHealth
internal import State
internal import Storage
internal import Synchronization

/// Looks at the sources once a minute: what is wrong with them, and whether refusals surge. Writes what begins
/// and what ends into the log, and the figures into their file.
final class SourceWatch: Sendable {
  private let state: StateDirectory
  private let clock: any PipelineClock
  private let log: DaemonLog
  private let surge = Mutex(RefusalSurge())

  init(state: StateDirectory, clock: any PipelineClock, log: DaemonLog) {
    self.state = state
    self.clock = clock
    self.log = log
  }

  /// Reads the figures. Called before files are taken.
  func open() {
    do {
      let why = try state.health.open(
        state.paths.sourceHealth, on: state.files, ledger: state.ledger)
      guard let why else { return }
      log.write(
        .sourceFigures, .notice,
        "the figures of the sources are made again from the ledger (\(why)); files are taken meanwhile"
      )
    } catch {
      log.write(.sourceFigures, .warning, "the health of sources cannot be told: \(error)")
    }
  }

  /// Makes the figures from the ledger where that has to be done; blocks.
  func build(isCancelled: () -> Bool) throws {
    guard state.health.isBeingMade else { return }
    do {
      try state.health.build(from: state.ledger, now: clock.wall(), isCancelled: isCancelled)
    } catch let error as CancellationError {
      throw error
    } catch {
      log.write(
        .sourceFigures, .warning,
        "the health of sources cannot be told until the next start: \(error)")
    }
  }

  /// One look.
  func look() {
    for change in state.health.judge(now: clock.wall()) { tell(change) }
    switch surge.withLock({ $0.change(at: clock.monotonic()) }) {
    case .begun(let refused, let all):
      log.write(
        .refusals, .warning,
        "refusals surge: \(refused) of \(all) records of the last ten minutes gave no article; look at:"
          + " winnow status", [.event: "begin"])
    case .ended:
      log.write(.refusals, .notice, "refusals are as before", [.event: "end"])
    case nil: break
    }
    save()
    log.flush()
  }

  /// A file is done.
  func finished(_ job: OpenJob) {
    guard let closing = job.closing else { return }
    let records = job.progress.rejected.values.reduce(0, +)
    let articles = job.progress.indexedCount + job.progress.duplicateCount
    let isRefused = closing.outcome == .rejected || closing.outcome == .quarantined
    let refused = records == 0 && isRefused ? 1 : records
    if refused + articles > 0 {
      surge.withLock { $0.note(refused: refused, of: refused + articles, at: clock.monotonic()) }
    }
    guard closing.outcome == .quarantined else { return }
    let file = TerminalText.safe(job.claim.file)
    let refusal = closing.ending.refusal
    log.write(
      .quarantined, .warning,
      "\(file) was set aside: \(refusal?.detail ?? "the reason stands beside it")"
        + " Look at it with: winnow quarantine",
      [
        .job: job.claim.job, .source: job.claim.source ?? "", .file: file,
        .reason: refusal?.reason.rawValue ?? "",
      ])
  }

  /// Writes the figures into their file.
  func save() {
    do {
      try state.health.save(to: state.paths.sourceHealth, on: state.files, now: clock.wall())
    } catch {
      log.write(
        .sourceFigures, .warning,
        "the figures of the sources cannot be written (\(error)); the next try is in a minute")
    }
  }

  private func tell(_ change: HealthChange) {
    let name = change.source.isEmpty ? "the inbox" : "source \(TerminalText.safe(change.source))"
    let problem = change.finding.problem
    let fields: [LogField: String] = [
      .source: change.source, .problem: problem.rawValue, .event: change.hasBegun ? "begin" : "end",
    ]
    if change.hasBegun {
      log.write(
        .sourceProblem, .warning,
        "\(name) is not as usual (\(problem.rawValue)): \(change.finding.detail) \(problem.remedy)",
        fields)
    } else {
      log.write(
        .sourceProblem, .notice, "\(name) is as usual again (\(problem.rawValue))", fields)
    }
  }
}
