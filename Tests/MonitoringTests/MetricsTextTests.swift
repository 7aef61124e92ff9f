import ControlAPI
import Foundation
import Testing

@testable import Monitoring

@Suite struct MetricsTextTests {
  /// One sample, as a scraper of the text format would read it.
  private struct Sample: Equatable {
    var name: String
    var labels: [String: String]
    var value: Double
  }

  /// Reads the exposition format: every sample follows the head of its family.
  private func parse(_ text: String) throws -> [Sample] {
    var family = ""
    var seen: Set<String> = []
    return try text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().compactMap {
      line in
      let words = line.split(separator: " ", maxSplits: 3).map(String.init)
      if line.hasPrefix("# HELP ") {
        family = words[2]
        #expect(seen.insert(family).inserted, "\(family) comes twice")
        return nil
      }
      if line.hasPrefix("# TYPE ") {
        #expect(words[2] == family)
        #expect(["counter", "gauge"].contains(words[3]))
        // As `promtool check metrics` asks.
        #expect((words[3] == "counter") == words[2].hasSuffix("_total"))
        return nil
      }
      let match = try #require(
        line.wholeMatch(of: /([a-z_]+)(\{(.*)\})? (-?[0-9.e+-]+)/), "\(line)")
      #expect(String(match.1) == family)
      var labels: [String: String] = [:]
      for pair in (match.3 ?? "").matches(of: /([a-z]+)="((?:[^"\\]|\\.)*)"/) {
        labels[String(pair.1)] = String(pair.2)
      }
      return Sample(
        name: String(match.1), labels: labels, value: try #require(Double(String(match.4))))
    }
  }

  private func report() -> StatusReport {
    var report = StatusReport(
      verdict: .working, message: "", version: "1", spool: "/s", state: "/t")
    report.outcomes = ["indexed": 5, "rejected": 1]
    report.inbox.stuck = 4
    report.quarantined = 2
    var failure = StatusReport.Failure(outcome: "rejected", reason: "empty")
    failure.count = 1
    report.failures = [failure]
    var stage = StatusReport.Stage(name: "parse")
    stage.done = 77
    stage.oldestSeconds = 0.25
    report.stages = [stage, StatusReport.Stage(name: "index")]
    report.journal = StatusReport.Journal()
    report.journal?.lastSyncMilliseconds = 0.015
    report.sources = [
      StatusReport.Source(
        name: "a\"b\\c\nd\u{7}", outcomes: ["indexed": 5],
        lastArrival: WireTime(seconds: 1_700_000_000))
    ]
    return report
  }

  @Test("every line is a head or a sample of its family, and no family comes twice")
  func parses() throws {
    let samples = try parse(MetricsText.text(report()))
    #expect(samples.contains(Sample(name: "winnow_inbox_stuck", labels: [:], value: 4)))
    #expect(
      samples.contains(
        Sample(name: "winnow_jobs_total", labels: ["outcome": "indexed"], value: 5)))
    #expect(
      samples.contains(
        Sample(name: "winnow_stage_done_total", labels: ["stage": "parse"], value: 77)))
    #expect(
      samples.contains(
        Sample(name: "winnow_stage_oldest_seconds", labels: ["stage": "parse"], value: 0.25)))
    #expect(
      samples.contains(Sample(name: "winnow_build_info", labels: ["version": "1"], value: 1)))
    #expect(samples.contains(Sample(name: "winnow_quarantine_files", labels: [:], value: 2)))
    #expect(
      samples.contains(
        Sample(
          name: "winnow_refusals_total", labels: ["outcome": "rejected", "reason": "empty"],
          value: 1)))
    let sync = try #require(samples.first { $0.name == "winnow_journal_sync_seconds" })
    #expect(abs(sync.value - 1.5e-05) < 1e-9)
  }

  @Test(
    "each problem of each source is a sample, 1 where it is there; none where that is not known")
  func sourceProblems() throws {
    var report = report()
    #expect(!MetricsText.text(report).contains("winnow_source_problem"))
    report.sources = ["a", "b"].map {
      StatusReport.Source(name: $0, outcomes: [:], lastArrival: nil)
    }
    report.sourceProblems = [
      StatusReport.SourceProblem(
        source: "b", problem: "silent", since: WireTime(seconds: 0), detail: "d", remedy: "r")
    ]
    let samples = try parse(MetricsText.text(report)).filter { $0.name == "winnow_source_problem" }
    #expect(samples.count == 12)
    #expect(
      samples.filter { $0.value == 1 }.map(\.labels) == [["source": "b", "problem": "silent"]])
  }

  @Test("a label's value is escaped, whatever a scraper calls its folder")
  func escapes() throws {
    let samples = try parse(MetricsText.text(report()))
    let source = try #require(samples.first { $0.name == "winnow_source_jobs_total" })
    #expect(source.labels["source"] == #"a\"b\\c\nd"#)
  }

  @Test("a status without journal, disk and sources has metrics, too")
  func empty() throws {
    let empty = StatusReport(
      verdict: .starting, message: "", version: "1", spool: "/s", state: "/t")
    #expect(!(try parse(MetricsText.text(empty))).isEmpty)
  }

  @Test("every metric of a figure is named and explained, and no two have one name")
  func names() {
    let metrics =
      StatusFigure.all.compactMap(\.metric)
      + StatusColumn<StatusReport.Stage>.all.compactMap(\.metric)
      + StatusColumn<StatusReport.Source>.all(now: 0).compactMap(\.metric)
    #expect(Set(metrics.map(\.name)).count == metrics.count)
    for metric in metrics {
      #expect(metric.name.wholeMatch(of: /[a-z_]+/) != nil, "\(metric.name)")
      #expect(
        metric.name.hasSuffix("_total") == (metric.kind == .counter)
          || metric.name.hasSuffix("_lsn"))
      #expect(metric.help.hasSuffix("."), "\(metric.name)")
    }
  }
}
