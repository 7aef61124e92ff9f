package import Configuration
package import ControlAPI
internal import DropFolder
internal import Glibc
package import Presentation
package import State
internal import Synchronization
internal import WriteAheadLog

/// What the running daemon knows about itself, gathered for whoever asks.
package final class StatusBoard: Sendable {
  private struct Contents {
    var phase = StatusReport.Verdict.starting
    var startStep: String?
    var refusedSettings: String?
    var state: StateDirectory?
    var cluster: (@Sendable () -> StatusReport.Cluster)?
    var catalogue: Catalogue?
    /// When the stages were last looked at, in nanoseconds of the monotonic clock.
    var lastBeat: UInt64
    var stalledStage: StageName?
  }

  /// Stuck files that are told by name.
  private static let stuckFileLimit = 1_000
  private let contents: Mutex<Contents>
  private let rates = RateHistory()
  private let builder: Mutex<StatusBuilder>
  private let clock: any PipelineClock
  private let startedAt: Int64
  /// The counters of the stages.
  package let meter: StageMeter

  package init(deployment: Deployment, meter: StageMeter, clock: any PipelineClock) {
    builder = Mutex(StatusBuilder(deployment: deployment))
    self.meter = meter
    self.clock = clock
    startedAt = clock.wall() / 1_000
    contents = Mutex(Contents(lastBeat: clock.monotonic()))
  }

  /// The reader of ledger and index, once they are open.
  package var catalogue: Catalogue? { contents.withLock { $0.catalogue } }

  /// The daemon has opened its state.
  package func opened(_ state: StateDirectory) {
    contents.withLock {
      $0.state = state
      $0.catalogue = Catalogue(ledger: state.ledger, index: state.index)
    }
  }

  /// The daemon is a node of a cluster, which this tells of; asked often, so it waits for nothing.
  package func joined(_ cluster: @escaping @Sendable () -> StatusReport.Cluster) {
    contents.withLock { $0.cluster = cluster }
  }

  /// The settings were read again: what status and log go by is what intake goes by.
  package func reload(_ settings: Settings) { builder.withLock { $0.reload(settings) } }

  /// The daemon goes over to another phase of its life.
  package func enter(_ phase: StatusReport.Verdict) { contents.withLock { $0.phase = phase } }

  /// A new configuration was refused, for this reason; nil when one was taken.
  package func refusedSettings(_ why: String?) { contents.withLock { $0.refusedSettings = why } }

  /// The start has come so far: a phrase that follows “Starting:”.
  package func start(_ step: String) { contents.withLock { $0.startStep = step } }

  /// The stages were looked at, and this one hangs; nil where none does.
  package func looked(stalled: StageName?) {
    let now = clock.monotonic()
    contents.withLock { ($0.lastBeat, $0.stalledStage) = (now, stalled) }
  }

  /// Whether the daemon is alive.
  package var liveness: Liveness {
    let (last, stalled) = contents.withLock { ($0.lastBeat, $0.stalledStage) }
    let now = clock.monotonic()
    return Liveness(
      stalledStage: stalled, beatSecondsAgo: now > last ? Double(now - last) / 1e9 : 0)
  }

  /// Whether the daemon takes files; asks ledger and index next to nothing.
  package func readiness() -> Readiness {
    currentBuilder.condition(live: live(withStages: false)).readiness
  }

  /// Takes a sample for the rates, and returns the verdict in a sentence and what it rests on. Called every few seconds, so it
  /// asks ledger and index next to nothing.
  package func beat() -> StatusBeat {
    let live = live(withStages: false)
    let condition = currentBuilder.condition(live: live)
    rates.record(
      meter.readings(), freeBytes: condition.disk?.freeBytes ?? 0,
      isBusy: condition.openJobs > 0 || condition.waiting > 0, at: clock.monotonic())
    return StatusBeat(
      message: condition.judgement.message, disk: condition.disk,
      lastSyncMilliseconds: live.journal.lastSyncMilliseconds,
      isStartWaiting: live.phase == .starting && live.waitsFor != nil)
  }

  /// The whole status.
  package func report() -> StatusReport {
    let state = contents.withLock { $0.state }
    var report = currentBuilder.report(ledger: state?.ledger, live: live(withStages: true))
    let left = report.openJobs + report.inbox.waiting
    if let rate = rates.busyRate(of: .archive), left > 0 {
      report.estimatedSecondsLeft = Int((Double(left) / rate).rounded(.up))
    }
    return report
  }

  private var currentBuilder: StatusBuilder { builder.withLock { $0 } }

  private func live(withStages: Bool) -> LiveStatus {
    let contents = contents.withLock { $0 }
    let now = clock.monotonic()
    var live = LiveStatus(phase: contents.phase, processID: getpid(), startedAt: startedAt)
    let readings = meter.readings()
    if withStages { live.stages = readings.map { stage($0, now: now) } }
    live.waitsFor = readings.lazy.compactMap(\.waitingFor).first
    live.fillRate = rates.fillRate()
    live.startStep = contents.startStep
    live.refusedSettings = contents.refusedSettings
    live.standstill = contents.stalledStage.map {
      Liveness(stalledStage: $0, beatSecondsAgo: 0).problem ?? ""
    }
    guard let state = contents.state else { return live }
    live.openJobs = state.log.openJobCount
    live.cluster = contents.cluster?()
    live.problem = state.databaseProblem()
    live.journal = StatusReport.Journal(state.log.statistics)
    live.sourceProblems = state.health.findings.map { [StatusReport.SourceProblem]($0) }
    if let drop = state.drop {
      live.inbox = StatusReport.Inbox(
        drop.status, now: clock.wall() / 1_000, fileLimit: Self.stuckFileLimit)
    }
    return live
  }

  private func stage(_ reading: StageReading, now: UInt64) -> StatusReport.Stage {
    let sorted = reading.durations.sorted()
    func quantile(_ share: Double) -> Double? {
      guard !sorted.isEmpty else { return nil }
      return Double(sorted[Int(Double(sorted.count - 1) * share)]) / 1e6
    }
    var stage = StatusReport.Stage(name: reading.name.rawValue)
    stage.queued = reading.queued
    stage.running = reading.running
    stage.done = reading.done
    stage.oldestSeconds = reading.oldest.map { Double(now &- $0) / 1e9 }
    stage.rates = rates.rates(of: reading, at: now)
    stage.medianMilliseconds = quantile(0.5)
    stage.p99Milliseconds = quantile(0.99)
    stage.waitingFor = reading.waitingFor
    return stage
  }
}
