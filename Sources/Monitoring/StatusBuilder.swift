package import Configuration
package import ControlAPI
package import Ledger
internal import DropFolder
internal import Model
internal import Presentation
internal import State
internal import Storage

/// Makes the status from what the ledger holds and, beside a running daemon, from what it knows.
package struct StatusBuilder: Sendable {
  private var deployment: Deployment

  package init(deployment: Deployment) { self.deployment = deployment }

  /// Takes over what may change while the daemon runs; where things lie stays.
  package mutating func reload(_ settings: Settings) { deployment.settings = settings }

  /// The whole status.
  ///
  /// `ledger`: Nil where there is none yet.
  /// `live`: Nil when no daemon answers.
  /// `absence`: What is known about why none does.
  package func report(
    ledger: (any LedgerReader)?, live: LiveStatus?, absence: DaemonAbsence = .stopped
  ) -> StatusReport {
    let condition = condition(live: live, absence: absence)
    let judgement = condition.judgement
    var report = StatusReport(
      verdict: judgement.verdict, message: judgement.message, version: Version.text,
      spool: deployment.paths.spool.string, state: deployment.paths.state.string)
    report.problem = condition.problem
    report.disk = condition.disk
    if let live {
      report.processID = live.processID
      report.startedAt = WireTime(seconds: live.startedAt)
      report.stages = live.stages
      report.inbox = live.inbox
      report.openJobs = live.openJobs
      report.journal = live.journal
      report.quarantined = condition.quarantined
      report.sourceProblems = live.sourceProblems
      report.cluster = live.cluster
    }
    if let ledger { fill(&report, from: ledger) }
    return report
  }

  /// What the verdict rests on; the ledger is not asked.
  func condition(live: LiveStatus?, absence: DaemonAbsence = .stopped) -> StatusCondition {
    let disk = StatusReport.Disk(of: deployment, fillRate: live?.fillRate)
    guard let live else {
      var condition = absence.condition(disk: disk)
      if case .stopped = absence {
        let files = POSIXFileSystem()
        condition.problem = StateHealth.problem(deployment.paths, on: files)
        condition.problem =
          condition.problem ?? StateHealth.unknownArchive(deployment.paths, on: files)
        if let migration = StateHealth.migration(deployment.paths, on: files) {
          condition.detail =
            "No daemon runs on this state. \(migration) Start it with: systemctl start winnowd"
        }
      }
      return condition
    }
    var condition = StatusCondition(
      phase: live.phase, openJobs: live.openJobs, waiting: live.inbox.waiting,
      stuck: live.inbox.stuck, quarantined: quarantinedCount(), disk: disk, detail: live.startStep,
      refusedSettings: live.refusedSettings, problem: live.problem)
    condition.standstill = live.standstill
    condition.waitsFor = live.waitsFor
    condition.cluster = live.cluster
    condition.troubledSources = Set((live.sourceProblems ?? []).map(\.source)).count
    return condition
  }

  private func fill(_ report: inout StatusReport, from ledger: any LedgerReader) {
    guard let tallies = try? ledger.tallies() else { return }
    var sources: [String: [String: Int]] = [:]
    var failures: [String: StatusReport.Failure] = [:]
    for tally in tallies {
      switch tally.kind {
      case .article: report.articles += tally.count
      case .story: report.stories += tally.count
      case .job:
        report.outcomes[tally.outcome.rawValue, default: 0] += tally.count
        sources[tally.source ?? "", default: [:]][tally.outcome.rawValue, default: 0] += tally.count
        guard let reason = tally.reason else { continue }
        let key = tally.outcome.rawValue + "/" + reason
        failures[key, default: failure(tally.outcome, reason, in: ledger)].count += tally.count
      }
    }
    report.failures = failures.values.sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
    // The ledger keeps milliseconds.
    let arrivals = (try? ledger.lastArrivals()) ?? [:]
    report.sources = sources.map { name, outcomes in
      StatusReport.Source(
        name: name, outcomes: outcomes,
        lastArrival: arrivals[name].map { WireTime(seconds: $0 / 1_000) })
    }
    .sorted { $0.name < $1.name }
  }

  private func failure(
    _ outcome: Outcome, _ reason: String, in ledger: any LedgerReader
  ) -> StatusReport.Failure {
    var failure = StatusReport.Failure(outcome: outcome.rawValue, reason: reason)
    let jobs = try? ledger.jobs(outcome: outcome, reason: reason, before: nil, limit: 1)
    if let last = jobs?.first {
      failure.lastJob = last.id
      failure.lastFile = TerminalText.safe(last.file)
      failure.lastDetail = last.detail ?? ""
      failure.remedy = last.remedy ?? ""
    }
    return failure
  }

  private func quarantinedCount() -> Int {
    let moves = SpoolMoves(
      spool: Spool(root: deployment.paths.spool), fileSystem: POSIXFileSystem(), clock: { 0 })
    return (try? moves.undecidedJobs().count) ?? 0
  }
}
