package import Configuration
package import ControlAPI
package import Ledger
internal import Model
internal import Presentation
internal import State
internal import Storage

/// Makes the status from what the ledger holds and, beside a running daemon, from what it knows.
package struct StatusBuilder: Sendable {
  private let deployment: Deployment

  package init(deployment: Deployment) { self.deployment = deployment }

  /// The whole status.
  ///
  /// `ledger`: Nil where there is none yet.
  /// `live`: Nil when no daemon runs.
  /// `whyDown`: What is known about why no daemon answers.
  package func report(
    ledger: (any LedgerReader)?, live: LiveStatus?, whyDown: String? = nil
  ) -> StatusReport {
    let condition = condition(live: live, whyDown: whyDown)
    let judgement = condition.judgement
    var report = StatusReport(
      verdict: judgement.verdict, message: judgement.message, version: Version.text,
      spool: deployment.paths.spool.string, state: deployment.paths.state.string)
    report.disk = condition.disk
    if let live {
      report.processID = live.processID
      report.startedAt = live.startedAt
      report.stages = live.stages
      report.inbox = live.inbox
      report.openJobs = live.openJobs
      report.journal = live.journal
    }
    if let ledger { fill(&report, from: ledger) }
    return report
  }

  /// What the verdict rests on; the ledger is not asked.
  func condition(live: LiveStatus?, whyDown: String? = nil) -> StatusCondition {
    StatusCondition(
      phase: live?.phase ?? .stopped, openJobs: live?.openJobs ?? 0,
      waiting: live?.inbox.waiting ?? 0, stuck: live?.inbox.stuck ?? 0,
      quarantined: live == nil ? 0 : quarantinedCount(),
      disk: StatusReport.Disk(of: deployment, fillRate: live?.fillRate), whyDown: whyDown)
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
        name: name, outcomes: outcomes, lastArrival: (arrivals[name] ?? 0) / 1_000)
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
    let entries = (try? POSIXFileSystem().entries(of: deployment.paths.quarantine)) ?? []
    return entries.count {
      !$0.name.suffix(12).elementsEqual(".reason.json".utf8) && $0.name.first != 0x2E
    }
  }
}
