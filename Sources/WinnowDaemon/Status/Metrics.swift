internal import Model
internal import ControlAPI

/// The status as Prometheus text, exposition format 0.0.4.
enum Metrics {
  static func text(_ report: StatusReport) -> String {
    var lines: [String] = []
    func family(
      _ name: String, _ type: String, _ help: String, _ samples: [(labels: String, value: String)]
    ) {
      lines.append("# HELP winnow_\(name) \(help)")
      lines.append("# TYPE winnow_\(name) \(type)")
      for sample in samples { lines.append("winnow_\(name)\(sample.labels) \(sample.value)") }
    }
    family(
      "jobs_total", "counter", "Files by outcome since the state was made.",
      report.outcomes.sorted { $0.key < $1.key }.map {
        ("{outcome=\"\($0.key)\"}", String($0.value))
      })
    family("articles", "gauge", "Articles in the ledger.", [("", String(report.articles))])
    family("stories", "gauge", "Stories in the ledger.", [("", String(report.stories))])
    family("open_jobs", "gauge", "Files claimed and not finished.", [("", String(report.openJobs))])
    family(
      "inbox_waiting", "gauge", "Files that wait to be taken.", [("", String(report.inbox.waiting))]
    )
    family(
      "inbox_temporary", "gauge", "Files under a temporary name.",
      [("", String(report.inbox.temporary))])
    family(
      "stage_done_total", "counter", "Pieces of work done by stage.",
      report.stages.map { ("{stage=\"\($0.name)\"}", String($0.done)) })
    family(
      "stage_queued", "gauge", "Pieces of work queued by stage.",
      report.stages.map { ("{stage=\"\($0.name)\"}", String($0.queued)) })
    family(
      "stage_running", "gauge", "Pieces of work under way by stage.",
      report.stages.map { ("{stage=\"\($0.name)\"}", String($0.running)) })
    if let journal = report.journal {
      family("journal_bytes", "gauge", "Size of the journal.", [("", String(journal.bytes))])
      family(
        "journal_durable_lsn", "counter", "Last record known to be on disk.",
        [("", String(journal.durableLSN))])
      if let latency = journal.lastSyncMilliseconds {
        family(
          "journal_sync_seconds", "gauge", "Duration of the newest sync.",
          [("", String(latency / 1_000))])
      }
    }
    if let disk = report.disk {
      family(
        "disk_free_bytes", "gauge", "Free space of spool and state, the lesser.",
        [("", String(disk.freeBytes))])
      family(
        "disk_low_water_bytes", "gauge", "Free space below which nothing is claimed.",
        [("", String(disk.lowWaterBytes))])
    }
    family(
      "source_jobs_total", "counter", "Files by source and outcome.",
      report.sources.flatMap { source in
        source.outcomes.sorted { $0.key < $1.key }.map {
          ("{source=\"\(label(source.name))\",outcome=\"\($0.key)\"}", String($0.value))
        }
      })
    return lines.joined(separator: "\n") + "\n"
  }

  /// A label's value: backslash, quote and line feed are escaped, other control characters dropped.
  private static func label(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      default: if scalar.value >= 0x20 { escaped.unicodeScalars.append(scalar) }
      }
    }
    return escaped
  }
}
