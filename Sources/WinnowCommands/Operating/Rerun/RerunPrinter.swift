import FoundationEssentials
import Presentation

/// What a rerun finds, as it finds it: articles on standard output, how far it is on standard error.
final class RerunPrinter {
  private let json: Bool
  private let dryRun: Bool
  private let encoder = JSONEncoder()
  private let start = ContinuousClock.now
  private var told = ContinuousClock.now
  /// How far it was when this process took over.
  private var first: (through: UInt64, readCount: Int)?
  /// How often it says how far it is where nobody watches.
  private static let interval = Duration.seconds(30)

  init(json: Bool, dryRun: Bool) {
    self.json = json
    self.dryRun = dryRun
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  }

  /// Prints the articles of some more of the way, and how far it is.
  func take(_ report: RerunReport) {
    if Output.isErrorTerminal { Output.writeError("\r\u{1B}[K") }
    for article in report.articles { print(article) }
    if first == nil {
      // Its own articles are few beside those to come.
      first = (report.through, report.readCount)
      return
    }
    let now = ContinuousClock.now
    guard Output.isErrorTerminal || now - told > Self.interval else { return }
    told = now
    let text = progress(report, now)
    if Output.isErrorTerminal { Output.writeError("\r" + text) } else { Output.printError(text) }
  }

  /// Says how it ended.
  func finish(_ report: RerunReport?) throws {
    if Output.isErrorTerminal { Output.writeError("\r\u{1B}[K") }
    guard let report else {
      if !json { Output.line("there are no articles yet") }
      return
    }
    if !json {
      let would = dryRun ? "would change" : "changed"
      let left = dryRun ? "would be left as they are" : "left as they are"
      Output.line(
        "\(report.changedCount) of \(Output.count(report.readCount, "article")) \(would)"
          + (report.leftCount > 0 ? ", \(report.leftCount) \(left)" : ""))
    }
    if !report.isDone {
      throw CommandFailure(
        .tryLater,
        dryRun
          ? "stopped before its end"
          : "stopped; what is done is whole. Run the same command again to go on")
    }
    if report.leftCount > 0 { throw CommandFailure(.attention) }
  }

  private func print(_ article: RerunReport.Article) {
    if json {
      // A value of numbers and texts always has a JSON form.
      guard let line = try? encoder.encode(article) else { return }
      return Output.write(Array(line) + [0x0A])
    }
    let title = TerminalText.safe("\(article.id)  \(article.headline ?? "(no title)")")
    guard article.event == "changed" else {
      return Output.line(
        "\(title)\n  is left as it is: \(TerminalText.safe(article.detail ?? ""))")
    }
    if dryRun {
      Output.line(Output.bold(title))
      for change in article.changes {
        for line in DifferenceText(change).lines { Output.line("  " + line) }
      }
    } else {
      Output.line("\(title)\n  changed: \(article.changes.map(\.field).joined(separator: ", "))")
    }
  }

  private func progress(_ report: RerunReport, _ now: ContinuousClock.Instant) -> String {
    let percent = report.end > 0 ? report.through * 100 / report.end : 100
    var text = "\(percent) %, \(report.readCount) articles, \(report.changedCount) changed"
    let seconds = (now - start) / .seconds(1)
    guard let first, seconds > 0, report.through > first.through else { return text }
    let rate = Double(report.readCount - first.readCount) / seconds
    let rest =
      Double(report.end - report.through) * seconds / Double(report.through - first.through)
    text += ", \(Int(rate)) a second, about \(Self.time(rest)) left"
    return text
  }

  private static func time(_ seconds: Double) -> String {
    let whole = Int(min(seconds, 1e9).rounded(.up))
    if whole < 120 { return "\(whole) s" }
    return whole < 7_200 ? "\(whole / 60) min" : "\(whole / 3_600) h"
  }
}
