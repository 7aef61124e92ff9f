package import ControlAPI
package import Ledger
internal import Model
internal import Presentation
internal import State
internal import Storage

/// What only a running daemon knows.
package struct LiveStatus: Sendable {
  package var phase: StatusReport.Verdict
  package var processID: Int32
  package var startedAt: Int64
  package var stages: [StatusReport.Stage]
  package var inbox: StatusReport.Inbox
  package var openJobs: Int
  package var journal: StatusReport.Journal
  /// Bytes a second by which the disk fills; nil while it does not.
  package var shrinkage: Double?
}

/// Makes the status from what the ledger holds and, beside a running daemon, from what it knows.
package struct StatusBuilder: Sendable {
  private let deployment: Deployment

  package init(deployment: Deployment) { self.deployment = deployment }
  /// `ledger`: Nil where there is none yet.
  /// `live`: Nil when no daemon runs.
  /// `whyDown`: What is known about why no daemon answers.
  package func report(
    ledger: (any LedgerReader)?, live: LiveStatus?, whyDown: String? = nil
  ) -> StatusReport {
    var report = StatusReport(
      verdict: live?.phase ?? .stopped, message: "", version: Version.text,
      processID: live?.processID, startedAt: live?.startedAt, stages: live?.stages ?? [],
      inbox: live?.inbox ?? StatusReport.Inbox(), openJobs: live?.openJobs ?? 0,
      journal: live?.journal, disk: disk(shrinkage: live?.shrinkage),
      spool: deployment.paths.spool.string, state: deployment.paths.state.string)
    if let ledger { fill(&report, from: ledger) }
    judge(&report, whyDown: whyDown)
    return report
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
    let last = try? ledger.jobs(outcome: outcome, reason: reason, before: nil, limit: 1).first
    return StatusReport.Failure(
      outcome: outcome.rawValue, reason: reason, count: 0, lastJob: last?.id ?? "",
      lastFile: TerminalText.safe(last?.file ?? []), lastDetail: last?.detail ?? "",
      remedy: last?.remedy ?? "")
  }

  private func disk(shrinkage: Double?) -> StatusReport.Disk? {
    let files = POSIXFileSystem()
    let spaces = [deployment.paths.spool, deployment.paths.state].compactMap {
      try? files.space(at: $0)
    }
    guard let space = spaces.min(by: { $0.free < $1.free }) else { return nil }
    let low = deployment.configuration.lowWater(totalBytes: Int64(space.total))
    let left = shrinkage.map { Double(max(0, Int64(space.free) - low)) / $0 / 3_600 }
    return StatusReport.Disk(
      freeBytes: Int64(space.free), totalBytes: Int64(space.total), lowWaterBytes: low,
      hoursLeft: left)
  }

  /// Files that lie in quarantine now; what was handed back counts no more.
  private func setAsideCount() -> Int {
    let entries = (try? POSIXFileSystem().entries(of: deployment.paths.quarantine)) ?? []
    return entries.count {
      !$0.name.suffix(12).elementsEqual(".reason.json".utf8) && $0.name.first != 0x2E
    }
  }

  private func judge(_ report: inout StatusReport, whyDown: String?) {
    let quarantined = setAsideCount()
    if report.verdict == .stopped {
      report.message =
        whyDown ?? "No daemon runs on this state. Start it with: systemctl start winnowd"
      return
    }
    if let disk = report.disk, disk.freeBytes < disk.lowWaterBytes {
      report.verdict = .attention
      report.message =
        "The disk is nearly full: nothing new is taken until there is more room than the low-water"
        + " mark. Free some space; it goes on by itself."
      return
    }
    guard report.verdict == .working || report.verdict == .idle else {
      report.message =
        report.verdict == .draining
        ? "Stopping: what is under way is being finished." : "Starting: the journal is being read."
      return
    }
    report.verdict = report.openJobs > 0 || report.inbox.waiting > 0 ? .working : .idle
    if quarantined > 0 {
      report.verdict = .attention
      report.message =
        (quarantined == 1 ? "1 file was" : "\(quarantined) files were")
        + " set aside. Look at them with: winnow quarantine"
    } else if report.verdict == .working {
      report.message = "\(report.openJobs) files in work, \(report.inbox.waiting) waiting."
    } else {
      report.message = "Everything that was dropped has been dealt with."
    }
  }
}

extension Configuration {
  /// Free bytes below which nothing new is claimed.
  package func lowWater(totalBytes: Int64) -> Int64 {
    max(lowWaterBytes, totalBytes / 100 * Int64(lowWaterPercent))
  }
}
