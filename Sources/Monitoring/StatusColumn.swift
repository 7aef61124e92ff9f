internal import ControlAPI

/// One column of a table of the status; its figure may be a metric, too.
struct StatusColumn<Row>: Sendable {
  let title: String
  /// Characters; text is set to the right.
  let width: Int
  let text: @Sendable (Row) -> String
  let metric: Metric?
  let value: @Sendable (Row) -> Double?

  init(
    _ title: String, width: Int, metric: Metric? = nil,
    value: @escaping @Sendable (Row) -> Double? = { _ in nil },
    text: @escaping @Sendable (Row) -> String
  ) {
    self.title = title
    self.width = width
    self.text = text
    self.metric = metric
    self.value = value
  }
}

extension StatusColumn where Row == StatusReport.Stage {
  /// What is shown of every stage.
  static let all: [StatusColumn] = [
    StatusColumn(
      "queued", width: 7, metric: Metric("stage_queued", .gauge, "Pieces of work queued by stage."),
      value: { Double($0.queued) }, text: { String($0.queued) }),
    StatusColumn(
      "running", width: 8,
      metric: Metric("stage_running", .gauge, "Pieces of work under way by stage."),
      value: { Double($0.running) }, text: { String($0.running) }),
    StatusColumn(
      "done", width: 9,
      metric: Metric("stage_done_total", .counter, "Pieces of work done by stage."),
      value: { Double($0.done) }, text: { String($0.done) }),
    StatusColumn(
      "oldest", width: 9,
      metric: Metric(
        "stage_oldest_seconds", .gauge, "Age of the oldest piece of work by stage, 0 without one."),
      value: { $0.oldestSeconds ?? 0 },
      text: { $0.oldestSeconds.map { StatusUnits.span(Int($0)) } ?? "-" }),
    StatusColumn("/s 1 min", width: 11, text: { StatusUnits.number($0.rates.first ?? 0) }),
    StatusColumn("5 min", width: 8, text: { StatusUnits.number($0.rates.dropFirst().first ?? 0) }),
    StatusColumn(
      "15 min", width: 8, text: { StatusUnits.number($0.rates.dropFirst(2).first ?? 0) }),
    StatusColumn(
      "p50 ms", width: 11, text: { $0.medianMilliseconds.map(StatusUnits.number) ?? "-" }),
    StatusColumn("p99 ms", width: 9, text: { $0.p99Milliseconds.map(StatusUnits.number) ?? "-" }),
  ]
}

extension StatusColumn where Row == StatusReport.Cluster.Node {
  /// What is shown of every node of a cluster.
  static let all: [StatusColumn] = [
    StatusColumn("roles", width: 16, text: { $0.roles.joined(separator: "+") }),
    StatusColumn("decisions", width: 11, text: { $0.decisions.map { String($0) } ?? "-" }),
    StatusColumn("open offers", width: 13, text: { String($0.openOffers) }),
    StatusColumn("heard", width: 10, text: { StatusUnits.span(Int($0.secondsAgo)) + " ago" }),
  ]
}

extension StatusColumn where Row == StatusReport.Source {
  /// What is shown of every source; `now` in seconds since 1970.
  static func all(now: Int64) -> [StatusColumn] {
    ["indexed", "duplicate", "rejected", "quarantined"].map { outcome in
      StatusColumn(
        outcome, width: outcome.count + 1, text: { String($0.outcomes[outcome] ?? 0) })
    } + [
      StatusColumn(
        "last file", width: 12,
        metric: Metric(
          "source_last_arrival_seconds", .gauge, "When the newest file of a source was claimed."),
        value: { $0.lastArrival.map { Double($0.seconds) } },
        text: { source in
          guard let last = source.lastArrival else { return "-" }
          return StatusUnits.span(Int(max(0, now - last.seconds))) + " ago"
        })
    ]
  }
}
