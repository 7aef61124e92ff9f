import ControlAPI
import Glibc
import Model
import Presentation

/// The status as somebody reads it who has been woken up: verdict first, then what backs it.
enum StatusPrinter {
  static func print(_ report: StatusReport) {
    Output.line(
      Output.bold(report.verdict.rawValue.uppercased()) + "  " + TerminalText.safe(report.message))
    printFacts(report)
    if report.stages.contains(where: { $0.done > 0 || $0.queued > 0 || $0.running > 0 }) {
      printStages(report.stages)
    }
    if !report.failures.isEmpty { printFailures(report.failures) }
    if report.sources.contains(where: { !$0.name.isEmpty }) { printSources(report.sources) }
  }

  private static func printFacts(_ report: StatusReport) {
    let outcomes = report.outcomes.sorted { $0.key < $1.key }
      .map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    Output.line(
      "  articles  \(report.articles) in \(Output.count(report.stories, "story", "stories"))")
    if !outcomes.isEmpty { Output.line("  files     \(outcomes)") }
    if report.processID != nil {
      var waiting = "\(report.inbox.waiting) waiting, \(report.openJobs) in work"
      if let left = report.estimatedSecondsLeft, left > 0 { waiting += ", done in \(span(left))" }
      Output.line("  inbox     \(waiting), in \(TerminalText.safe(report.spool))/inbox")
    }
    if report.inbox.temporary > 0 {
      let age =
        report.inbox.oldestTemporarySeconds.map { ", the oldest \(span(Int($0))) old" } ?? ""
      let files = Output.count(report.inbox.temporary, "file")
      Output.line("  writing   \(files) under a temporary name\(age)")
    }
    if let journal = report.journal {
      let sync = journal.lastSyncMilliseconds.map { ", last sync \(number($0)) ms" } ?? ""
      Output.line("  journal   \(size(journal.bytes)) kept on the disk\(sync)")
    }
    if let disk = report.disk {
      let left = disk.hoursLeft.map { ", full in \(number($0)) h at this rate" } ?? ""
      Output.line(
        "  disk      \(size(disk.freeBytes)) free of \(size(disk.totalBytes)), stops below "
          + "\(size(disk.lowWaterBytes))\(left)")
    }
    Output.line("  state     \(TerminalText.safe(report.state))")
    if let id = report.processID, let started = report.startedAt {
      Output.line(
        "  daemon    process \(id), version \(report.version), since \(ISOTime.text(seconds: started))"
      )
    }
  }

  private static func printStages(_ stages: [StatusReport.Stage]) {
    Output.line()
    Output.line(
      "  stage     queued running     done   oldest   /s 1 min   5 min  15 min     p50 ms   p99 ms")
    for stage in stages {
      let oldest = stage.oldestSeconds.map { span(Int($0)) } ?? "-"
      var line = "  " + pad(stage.name, 9)
      line += right(String(stage.queued), 7) + right(String(stage.running), 8)
      line += right(String(stage.done), 9) + right(oldest, 9) + "  "
      for rate in stage.rates { line += right(number(rate), 8) }
      line += right(stage.medianMilliseconds.map(number) ?? "-", 12)
      line += right(stage.p99Milliseconds.map(number) ?? "-", 9)
      if let wait = stage.waitingFor { line += "  waits for " + TerminalText.safe(wait) }
      Output.line(line)
    }
  }

  private static func printFailures(_ failures: [StatusReport.Failure]) {
    Output.line()
    Output.line("  not indexed")
    for failure in failures {
      Output.line(
        "  " + right(String(failure.count), 7) + "  \(failure.outcome): "
          + TerminalText.safe(failure.reason))
      Output.line("           last: \(TerminalText.safe(failure.lastFile)) \(failure.lastJob)")
      if !failure.remedy.isEmpty {
        Output.line("           \(TerminalText.safe(failure.remedy))")
      }
    }
  }

  private static func printSources(_ sources: [StatusReport.Source]) {
    Output.line()
    Output.line("  source                  indexed duplicate rejected quarantined   last file")
    let now = Int64(time(nil))
    for source in sources {
      let name = source.name.isEmpty ? "(inbox)" : TerminalText.safe(source.name)
      var line = "  " + pad(String(name.prefix(22)), 23)
      for (outcome, width) in [
        ("indexed", 8), ("duplicate", 10), ("rejected", 9), ("quarantined", 12),
      ] {
        line += right(String(source.outcomes[outcome] ?? 0), width)
      }
      let age = source.lastArrival > 0 ? span(Int(max(0, now - source.lastArrival))) + " ago" : "-"
      Output.line(line + right(age, 12))
    }
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private static func number(_ value: Double) -> String {
    if value >= 100 { return String(Int(value.rounded())) }
    let tenths = Int((value * (value < 1 ? 100 : 10)).rounded())
    let unit = value < 1 ? 100 : 10
    let rest = String(tenths % unit)
    return "\(tenths / unit).\(value < 1 && rest.count < 2 ? "0" : "")\(rest)"
  }

  private static func span(_ seconds: Int) -> String {
    if seconds < 120 { return "\(seconds) s" }
    if seconds < 7_200 { return "\(seconds / 60) min" }
    if seconds < 172_800 { return "\(seconds / 3_600) h" }
    return "\(seconds / 86_400) d"
  }

  private static func size(_ bytes: Int64) -> String {
    var value = Double(bytes)
    var unit = "B"
    for next in ["KiB", "MiB", "GiB", "TiB"] where value >= 1_024 {
      value /= 1_024
      unit = next
    }
    return number(value) + " " + unit
  }
}
