import ControlAPI
import FoundationEssentials
import Testing

@Suite struct StatusReportTests {
  private var report: StatusReport {
    var report = StatusReport(
      verdict: .working, message: "12 files in work", version: "1", spool: "/s", state: "/t")
    report.processID = 7
    report.startedAt = WireTime(seconds: 9)
    var stage = StatusReport.Stage(name: "parse")
    stage.queued = 1
    stage.rates = [1, 2, 3]
    stage.waitingFor = "disk"
    report.stages = [stage]
    report.inbox.waiting = 3
    report.inbox.oldestTemporarySeconds = 60
    report.inbox.stuck = 1
    report.inbox.stuckFiles = [
      StatusReport.StuckFile(path: "wire/a", reason: "immovable", detail: "d", remedy: "r")
    ]
    report.openJobs = 12
    report.outcomes = ["indexed": 5]
    var failure = StatusReport.Failure(outcome: "rejected", reason: "empty")
    failure.count = 1
    report.failures = [failure]
    report.journal = StatusReport.Journal()
    report.disk = StatusReport.Disk(freeBytes: 10, totalBytes: 20, lowWaterBytes: 1)
    report.sources = [
      StatusReport.Source(name: "wire", outcomes: ["indexed": 5], lastArrival: WireTime(seconds: 8))
    ]
    return report
  }

  @Test("a status that is written as JSON reads back the same")
  func roundTrip() throws {
    #expect(try StatusReport(json: report.json()) == report)
  }

  @Test("a status is one line, so that a log can hold one a line")
  func oneLine() throws {
    #expect(!(try report.json().contains(0x0A)))
  }

  @Test("the names of the fields that programs rely on do not change")
  func fieldNames() throws {
    let text = String(decoding: try report.json(), as: UTF8.self)
    for name in [
      "verdict", "message", "version", "processID", "startedAt", "stages", "inbox", "openJobs",
      "outcomes", "articles", "stories", "failures", "journal", "disk", "sources", "spool",
      "state", "waiting", "temporary", "oldestTemporarySeconds", "durableLSN", "freeBytes",
      "lowWaterBytes", "lastArrival", "lastJob", "lastFile", "remedy", "rates", "waitingFor",
    ] {
      #expect(text.contains("\"\(name)\":"), "\(name)")
    }
  }
}
