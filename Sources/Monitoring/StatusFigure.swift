internal import ControlAPI
internal import Presentation

/// One figure of the status: a phrase in a row of `winnow status`, a metric of `/metrics`, or both.
///
/// A new figure is a property of `StatusReport` (which makes it part of the JSON), the line in
/// `StatusBuilder` or `StatusBoard` that fills it, and an entry in `StatusFigure.all`.
struct StatusFigure: Sendable {
  /// The row's name; figures of one row stand beside each other. Nil for a metric alone.
  let row: String?
  /// The figure in words; nil where there is nothing to say.
  let phrase: @Sendable (StatusReport) -> String?
  let metric: Metric?
  let samples: @Sendable (StatusReport) -> [MetricSample]

  init(
    row: String? = nil, metric: Metric? = nil,
    phrase: @escaping @Sendable (StatusReport) -> String? = { _ in nil },
    samples: @escaping @Sendable (StatusReport) -> [MetricSample] = { _ in [] }
  ) {
    assert(row != nil || metric != nil, "a figure is shown somewhere")
    self.row = row
    self.phrase = phrase
    self.metric = metric
    self.samples = samples
  }
}

extension StatusFigure {
  /// All figures but those of stages, sources and failures, in the order of `winnow status`.
  static let all: [StatusFigure] = content + inbox + cluster + resources + process

  private static let content: [StatusFigure] = [
    StatusFigure(
      row: "articles", metric: Metric("articles", .gauge, "Articles in the ledger."),
      phrase: { "\($0.articles) in \(StatusUnits.count($0.stories, "story", "stories"))" },
      samples: { [MetricSample($0.articles)] }),
    StatusFigure(
      metric: Metric("stories", .gauge, "Stories in the ledger."),
      samples: { [MetricSample($0.stories)] }),
    StatusFigure(
      row: "files",
      metric: Metric("jobs_total", .counter, "Files by outcome since the state was made."),
      phrase: { report in
        let outcomes = report.outcomes.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        return outcomes.isEmpty ? nil : outcomes.joined(separator: ", ")
      },
      samples: { report in
        report.outcomes.sorted { $0.key < $1.key }
          .map { MetricSample($0.value, [("outcome", $0.key)]) }
      }),
    StatusFigure(
      metric: Metric("refusals_total", .counter, "Files refused or set aside, by reason."),
      samples: { report in
        report.failures.map {
          MetricSample($0.count, [("outcome", $0.outcome), ("reason", $0.reason)])
        }
      }),
  ]

  private static let inbox: [StatusFigure] = [
    StatusFigure(
      row: "inbox", metric: Metric("inbox_waiting", .gauge, "Files that wait to be taken."),
      phrase: { $0.isLive ? "\($0.inbox.waiting) waiting" : nil },
      samples: { [MetricSample($0.inbox.waiting)] }),
    StatusFigure(
      row: "inbox", metric: Metric("open_jobs", .gauge, "Files claimed and not finished."),
      phrase: { $0.isLive ? "\($0.openJobs) in work" : nil },
      samples: { [MetricSample($0.openJobs)] }),
    StatusFigure(
      row: "inbox",
      phrase: { report in
        report.estimatedSecondsLeft.flatMap { $0 > 0 ? "done in \(StatusUnits.span($0))" : nil }
      }),
    StatusFigure(
      row: "inbox", phrase: { $0.isLive ? "in \(TerminalText.safe($0.spool))/inbox" : nil }),
    StatusFigure(
      row: "writing",
      metric: Metric("inbox_temporary", .gauge, "Files under a temporary name."),
      phrase: { report in
        guard report.inbox.temporary > 0 else { return nil }
        let age = report.inbox.oldestTemporarySeconds
          .map { ", the oldest \(StatusUnits.span(Int($0))) old" }
        return StatusUnits.count(report.inbox.temporary, "file") + " under a temporary name"
          + (age ?? "")
      },
      samples: { [MetricSample($0.inbox.temporary)] }),
    StatusFigure(
      metric: Metric(
        "inbox_temporary_oldest_seconds", .gauge, "Age of the oldest temporary name."),
      samples: { $0.inbox.oldestTemporarySeconds.map { [MetricSample(Double($0))] } ?? [] }),
    StatusFigure(
      metric: Metric(
        "quarantine_files", .gauge, "Files set aside about which nobody has decided."),
      samples: { $0.quarantined.map { [MetricSample($0)] } ?? [] }),
    StatusFigure(
      row: "stuck",
      metric: Metric("inbox_stuck", .gauge, "Files that cannot be moved out of the inbox."),
      phrase: { report in
        guard report.inbox.stuck > 0 else { return nil }
        return StatusUnits.count(report.inbox.stuck, "file") + " that cannot be moved out"
      },
      samples: { [MetricSample($0.inbox.stuck)] }),
    StatusFigure(
      row: "unread",
      metric: Metric("inbox_unreadable_folders", .gauge, "Folders that cannot be listed."),
      phrase: { report in
        guard let first = report.inbox.unreadableFolders.first else { return nil }
        let count = StatusUnits.count(report.inbox.unreadableFolders.count, "folder")
        return "\(count); \(TerminalText.safe(first))"
      },
      samples: { [MetricSample($0.inbox.unreadableFolders.count)] }),
    StatusFigure(
      row: "unwatched",
      metric: Metric(
        "inbox_unwatched_folders", .gauge, "Folders whose files are found by the rescan only."),
      phrase: { report in
        guard report.inbox.unwatchedFolders > 0 else { return nil }
        return StatusUnits.count(report.inbox.unwatchedFolders, "folder")
          + " found by the rescan only; raise fs.inotify.max_user_watches"
      },
      samples: { [MetricSample($0.inbox.unwatchedFolders)] }),
  ]

  private static let cluster: [StatusFigure] = [
    StatusFigure(
      row: "cluster",
      metric: Metric("cluster_decides", .gauge, "1 on the node that decides, or 0."),
      phrase: { report in
        report.cluster.map { cluster in
          let decider =
            cluster.decider ?? cluster.pause.map { "nobody: paused (\($0))" } ?? "nobody yet"
          let role = cluster.decides ? "decides" : "follows \(decider)"
          return "node \(cluster.node) \(role)"
        }
      },
      samples: { $0.cluster.map { [MetricSample($0.decides ? 1 : 0)] } ?? [] }),
    StatusFigure(
      row: "cluster",
      metric: Metric("cluster_behind", .gauge, "Decisions of the cluster that this node lacks."),
      phrase: { report in
        report.cluster.flatMap { $0.behind > 0 ? "\($0.behind) decisions behind" : nil }
      },
      samples: { $0.cluster.map { [MetricSample(Double($0.behind))] } ?? [] }),
    StatusFigure(
      metric: Metric("cluster_reachable", .gauge, "1 while the cluster's database answers, or 0."),
      samples: { $0.cluster.map { [MetricSample($0.awaySince == nil ? 1 : 0)] } ?? [] }),
    StatusFigure(
      metric: Metric("cluster_decisions", .gauge, "Decisions of the cluster that this node has."),
      samples: { $0.cluster.map { [MetricSample(Double($0.decisions))] } ?? [] }),
  ]

  private static let resources: [StatusFigure] = [
    StatusFigure(
      row: "journal", metric: Metric("journal_bytes", .gauge, "Size of the journal."),
      phrase: { $0.journal.map { "\(StatusUnits.size($0.bytes)) kept on the disk" } },
      samples: { $0.journal.map { [MetricSample(Double($0.bytes))] } ?? [] }),
    StatusFigure(
      row: "journal",
      metric: Metric("journal_sync_seconds", .gauge, "Duration of the newest sync."),
      phrase: { report in
        report.journal?.lastSyncMilliseconds.map { "last sync \(StatusUnits.number($0)) ms" }
      },
      samples: { report in
        report.journal?.lastSyncMilliseconds.map { [MetricSample($0 / 1_000)] } ?? []
      }),
    StatusFigure(
      metric: Metric("journal_durable_lsn", .gauge, "Last record known to be on disk."),
      samples: { $0.journal.map { [MetricSample(Double($0.durableLSN))] } ?? [] }),
    StatusFigure(
      row: "disk",
      metric: Metric("disk_free_bytes", .gauge, "Free space of spool and state, the lesser."),
      phrase: { report in
        report.disk.map {
          "\(StatusUnits.size($0.freeBytes)) free of \(StatusUnits.size($0.totalBytes))"
        }
      },
      samples: { $0.disk.map { [MetricSample(Double($0.freeBytes))] } ?? [] }),
    StatusFigure(
      row: "disk",
      metric: Metric(
        "disk_low_water_bytes", .gauge, "Free space below which nothing is claimed."),
      phrase: { $0.disk.map { "stops below \(StatusUnits.size($0.lowWaterBytes))" } },
      samples: { $0.disk.map { [MetricSample(Double($0.lowWaterBytes))] } ?? [] }),
    StatusFigure(
      row: "disk",
      phrase: { report in
        report.disk?.hoursLeft.map { "full in \(StatusUnits.number($0)) h at this rate" }
      }),
  ]

  private static let process: [StatusFigure] = [
    StatusFigure(row: "state", phrase: { TerminalText.safe($0.state) }),
    StatusFigure(row: "daemon", phrase: { $0.processID.map { "process \($0)" } }),
    StatusFigure(
      row: "daemon",
      phrase: { report in
        report.startedAt.map {
          "version \(report.version), since \(LocalTime.text(seconds: $0.seconds))"
        }
      }),
    StatusFigure(
      metric: Metric("start_time_seconds", .gauge, "When the daemon started, since 1970."),
      samples: { $0.startedAt.map { [MetricSample(Double($0.seconds))] } ?? [] }),
    StatusFigure(
      metric: Metric("build_info", .gauge, "The version that runs, as a label."),
      samples: { [MetricSample(1, [("version", $0.version)])] }),
  ]
}

extension StatusReport {
  /// True when a daemon gave it, false when it was read from the files of a stopped one.
  var isLive: Bool { processID != nil }
}
