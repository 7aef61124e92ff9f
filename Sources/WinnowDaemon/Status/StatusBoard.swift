internal import Model
internal import ControlAPI
internal import Glibc
internal import Pipeline
internal import Presentation
internal import State
internal import Synchronization
internal import WriteAheadLog

/// What the running daemon knows about itself, gathered for whoever asks.
final class StatusBoard: Sendable {
  private struct Contents {
    var phase = StatusReport.Verdict.starting
    var place: Workplace?
    var catalogue: Catalogue?
    var feed: InboxFeed?
  }

  private let contents = Mutex(Contents())
  private let rates = RateHistory()
  private let deployment: Deployment
  private let clock: any PipelineClock
  private let startedAt: Int64
  let meter: StageMeter

  init(deployment: Deployment, meter: StageMeter, clock: any PipelineClock) {
    self.deployment = deployment
    self.meter = meter
    self.clock = clock
    startedAt = clock.wall() / 1_000
  }

  /// The reader of ledger and index, once they are open.
  var catalogue: Catalogue? { contents.withLock { $0.catalogue } }

  /// The daemon has opened its state.
  func opened(_ place: Workplace, feed: InboxFeed) {
    contents.withLock {
      $0.place = place
      $0.catalogue = Catalogue(ledger: place.ledger, index: place.index)
      $0.feed = feed
    }
  }

  /// The daemon goes over to another phase of its life.
  func enter(_ phase: StatusReport.Verdict) { contents.withLock { $0.phase = phase } }

  /// Takes a sample for the rates; called every few seconds.
  func sample() {
    let free = report().disk?.freeBytes ?? 0
    rates.record(meter.readings(), freeBytes: free, at: clock.monotonic())
  }

  /// The whole status.
  func report() -> StatusReport {
    let contents = contents.withLock { $0 }
    let now = clock.monotonic()
    var live = LiveStatus(
      phase: contents.phase, processID: getpid(), startedAt: startedAt,
      stages: meter.readings().map { stage($0, now: now) }, inbox: StatusReport.Inbox(),
      openJobs: contents.place?.openJobCount ?? 0,
      journal: contents.place.map { StatusReport.Journal($0.journalStatistics) }
        ?? StatusReport.Journal(bytes: 0, segments: 0, durableLSN: 0),
      shrinkage: rates.shrinkage())
    if let inbox = contents.feed?.inboxStatus {
      live.inbox = StatusReport.Inbox(
        waiting: inbox.waiting, temporary: inbox.temporary,
        oldestTemporarySeconds: inbox.oldestTemporarySeconds)
    }
    var report = StatusBuilder(deployment: deployment).report(
      ledger: contents.place?.ledger, live: live)
    if let rate = report.stages.first(where: { $0.name == "archive" })?.rates[1], rate > 0 {
      report.estimatedSecondsLeft = Int(Double(report.openJobs + report.inbox.waiting) / rate)
    }
    return report
  }

  private func stage(_ reading: StageReading, now: UInt64) -> StatusReport.Stage {
    let sorted = reading.durations.sorted()
    func quantile(_ share: Double) -> Double? {
      guard !sorted.isEmpty else { return nil }
      return Double(sorted[Int(Double(sorted.count - 1) * share)]) / 1e6
    }
    return StatusReport.Stage(
      name: reading.name.rawValue, queued: reading.queued, running: reading.running,
      done: reading.done, oldestSeconds: reading.oldest.map { Double(now &- $0) / 1e9 },
      rates: rates.rates(of: reading, at: now), medianMilliseconds: quantile(0.5),
      p99Milliseconds: quantile(0.99), waitingFor: reading.waitingFor)
  }
}

extension StatusReport.Journal {
  /// What the journal says of itself.
  init(_ statistics: JournalStatistics) {
    self.init(
      bytes: Int64(statistics.segmentByteCount), segments: statistics.segmentCount,
      lastSyncMilliseconds: statistics.syncCount > 0
        ? Double(statistics.lastSyncNanoseconds) / 1e6 : nil,
      durableLSN: statistics.durable.rawValue)
  }
}
