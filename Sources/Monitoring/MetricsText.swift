package import ControlAPI
internal import SourceHealth

/// The status as Prometheus text, exposition format 0.0.4.
package enum MetricsText {
  /// The body of `/metrics`.
  package static func text(_ report: StatusReport) -> String {
    var lines: [String] = []
    for figure in StatusFigure.all {
      if let metric = figure.metric { lines += family(metric, figure.samples(report)) }
    }
    lines += table(StatusColumn<StatusReport.Stage>.all, report.stages) { ("stage", $0.name) }
    lines += table(StatusColumn<StatusReport.Source>.all(now: 0), report.sources) {
      ("source", $0.name)
    }
    lines += family(
      Metric("source_jobs_total", .counter, "Files by source and outcome."),
      report.sources.flatMap { source in
        source.outcomes.sorted { $0.key < $1.key }.map {
          MetricSample($0.value, [("source", source.name), ("outcome", $0.key)])
        }
      })
    lines += family(
      Metric("source_problem", .gauge, "1 for what is wrong with a source by its own past, or 0."),
      sourceProblems(report))
    return lines.joined(separator: "\n") + "\n"
  }

  /// A sample for each source and problem; none where it is not known.
  private static func sourceProblems(_ report: StatusReport) -> [MetricSample] {
    guard let problems = report.sourceProblems else { return [] }
    let found = Set(problems.map { [$0.source, $0.problem] })
    return Set(report.sources.map(\.name) + problems.map(\.source)).sorted().flatMap { source in
      SourceProblem.allCases.sorted().map { problem in
        MetricSample(
          found.contains([source, problem.rawValue]) ? 1 : 0,
          [("source", source), ("problem", problem.rawValue)])
      }
    }
  }

  private static func table<Row>(
    _ columns: [StatusColumn<Row>], _ rows: [Row], label: (Row) -> (name: String, value: String)
  ) -> [String] {
    columns.flatMap { column in
      guard let metric = column.metric else { return [String]() }
      return family(
        metric,
        rows.compactMap { row in column.value(row).map { MetricSample($0, [label(row)]) } })
    }
  }

  /// A metric with its samples; nothing where there are none.
  private static func family(_ metric: Metric, _ samples: [MetricSample]) -> [String] {
    if samples.isEmpty { return [] }
    let name = "winnow_" + metric.name
    return ["# HELP \(name) \(metric.help)", "# TYPE \(name) \(metric.kind.rawValue)"]
      + samples.map { sample in
        let labels = sample.labels.map { "\($0.name)=\"\(escaped($0.value))\"" }
        let set = labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
        return "\(name)\(set) \(number(sample.value))"
      }
  }

  private static func number(_ value: Double) -> String {
    Int64(exactly: value).map { String($0) } ?? String(value)
  }

  /// A label's value: backslash, quote and line feed are escaped, other control characters dropped.
  private static func escaped(_ text: String) -> String {
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
