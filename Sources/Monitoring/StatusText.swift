package import ControlAPI
internal import Presentation

/// The status as somebody reads it who has been woken up: verdict first, then what backs it.
package enum StatusText {
  /// The lines of `winnow status`.
  ///
  /// `now`: Seconds since 1970.
  /// `bold`: Sets the verdict off, where the output can.
  package static func lines(
    _ report: StatusReport, now: Int64, bold: (String) -> String = { $0 }
  ) -> [String] {
    let word = report.problem == nil ? report.verdict.rawValue : "attention"
    return ["\(bold(word.uppercased()))  \(TerminalText.safe(report.message))"] + rows(report)
      + stuckFiles(report.inbox) + problems(report.sourceProblems ?? []) + stages(report.stages)
      + nodes(report.cluster?.nodes ?? []) + failures(report.failures)
      + sources(report.sources, now: now)
  }

  /// As much of the lines as a window shows: the first ones, each cut at its right edge, and how many more
  /// there are.
  package static func fitted(_ lines: [String], rows: Int, columns: Int) -> [String] {
    let kept = lines.count <= rows ? lines : Array(lines.prefix(max(1, rows - 1)))
    var fitted = kept.map { String($0.prefix(columns)) }
    if kept.count < lines.count, rows > 1 {
      fitted.append(String("… and \(lines.count - kept.count) lines more".prefix(columns)))
    }
    return fitted
  }

  private static func rows(_ report: StatusReport) -> [String] {
    var rows: [(name: String, phrases: [String])] = []
    for figure in StatusFigure.all {
      guard let name = figure.row, let phrase = figure.phrase(report) else { continue }
      if rows.last?.name == name {
        rows[rows.count - 1].phrases.append(phrase)
      } else {
        rows.append((name, [phrase]))
      }
    }
    return rows.map { "  " + left($0.name, 10) + $0.phrases.joined(separator: ", ") }
  }

  /// Stuck files that are told by name.
  private static let stuckFileLimit = 10

  private static func stuckFiles(_ inbox: StatusReport.Inbox) -> [String] {
    if inbox.stuckFiles.isEmpty { return [] }
    return ["", "  stuck in the inbox"]
      + inbox.stuckFiles.prefix(stuckFileLimit).flatMap { file in
        [
          "    \(TerminalText.safe(file.path)): \(TerminalText.safe(file.detail))",
          "      \(TerminalText.safe(file.remedy))",
        ]
      }
      + (inbox.stuck > stuckFileLimit ? ["    and \(inbox.stuck - stuckFileLimit) more"] : [])
  }

  private static func problems(_ problems: [StatusReport.SourceProblem]) -> [String] {
    if problems.isEmpty { return [] }
    return ["", "  sources that are not as usual"]
      + problems.flatMap { problem in
        let source = problem.source.isEmpty ? "(inbox)" : TerminalText.safe(problem.source)
        return [
          "    \(source): \(problem.problem) since \(LocalTime.text(seconds: problem.since.seconds))",
          "      \(TerminalText.safe(problem.detail))", "      \(problem.remedy)",
        ]
      }
  }

  private static func stages(_ stages: [StatusReport.Stage]) -> [String] {
    guard stages.contains(where: { $0.done > 0 || $0.queued > 0 || $0.running > 0 }) else {
      return []
    }
    let columns = StatusColumn<StatusReport.Stage>.all
    return [""]
      + table("stage", width: 9, columns, stages) {
        $0.name
      } note: { stage in
        stage.waitingFor.map { "  waits for " + TerminalText.safe($0) } ?? ""
      }
  }

  private static func nodes(_ nodes: [StatusReport.Cluster.Node]) -> [String] {
    if nodes.isEmpty { return [] }
    return [""]
      + table("node", width: 23, StatusColumn<StatusReport.Cluster.Node>.all, nodes) {
        String(TerminalText.safe($0.name).prefix(22))
      } note: { node in
        node.hasLeft ? "  has left" : node.activity.map { "  " + TerminalText.safe($0) } ?? ""
      }
  }

  private static func sources(_ sources: [StatusReport.Source], now: Int64) -> [String] {
    guard sources.contains(where: { !$0.name.isEmpty }) else { return [] }
    let columns = StatusColumn<StatusReport.Source>.all(now: now)
    return [""]
      + table("source", width: 23, columns, sources) {
        $0.name.isEmpty ? "(inbox)" : String(TerminalText.safe($0.name).prefix(22))
      } note: { _ in
        ""
      }
  }

  private static func failures(_ failures: [StatusReport.Failure]) -> [String] {
    if failures.isEmpty { return [] }
    return ["", "  not indexed"]
      + failures.flatMap { failure in
        var lines = [
          "  " + right(String(failure.count), 7) + "  \(failure.outcome): "
            + TerminalText.safe(failure.reason),
          "           last: \(TerminalText.safe(failure.lastFile)) \(failure.lastJob)",
        ]
        if !failure.remedy.isEmpty {
          lines.append("           \(TerminalText.safe(failure.remedy))")
        }
        return lines
      }
  }

  private static func table<Row>(
    _ title: String, width: Int, _ columns: [StatusColumn<Row>], _ rows: [Row],
    name: (Row) -> String, note: (Row) -> String
  ) -> [String] {
    let head = columns.reduce("  " + left(title, width)) { $0 + right($1.title, $1.width) }
    return [head]
      + rows.map { row in
        columns.reduce("  " + left(name(row), width)) { $0 + right($1.text(row), $1.width) }
          + note(row)
      }
  }

  private static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
