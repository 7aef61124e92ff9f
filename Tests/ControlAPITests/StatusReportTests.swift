import ControlAPI
import FoundationEssentials
import Testing

@Suite struct StatusReportTests {
  private var report: StatusReport {
    StatusReport(
      verdict: .working, message: "12 files in work", version: "1", processID: 7, startedAt: 9,
      stages: [StatusReport.Stage(name: "parse", queued: 1, rates: [1, 2, 3], waitingFor: "disk")],
      inbox: StatusReport.Inbox(waiting: 3, temporary: 1, oldestTemporarySeconds: 60), openJobs: 12,
      outcomes: ["indexed": 5], articles: 5, stories: 4,
      failures: [
        StatusReport.Failure(
          outcome: "rejected", reason: "empty", count: 1, lastJob: "J", lastFile: "f",
          lastDetail: "d", remedy: "r")
      ],
      journal: StatusReport.Journal(bytes: 1, segments: 1, durableLSN: 3),
      disk: StatusReport.Disk(freeBytes: 10, totalBytes: 20, lowWaterBytes: 1),
      sources: [StatusReport.Source(name: "wire", outcomes: ["indexed": 5], lastArrival: 8)],
      spool: "/s", state: "/t")
  }

  @Test("a status that is written as JSON reads back the same")
  func roundTrip() throws {
    #expect(try StatusReport(json: report.json()) == report)
  }

  @Test("a status is one line, so that a log can hold one a line")
  func oneLine() throws {
    #expect(!(try report.json().contains(0x0A)))
  }

  @Test("a client says that nobody listens where there is no socket")
  func nobodyListens() async {
    let client = ControlClient(socketPath: "/nonexistent/winnow.sock")
    await #expect(throws: ControlError.notRunning) { _ = try await client.get("/status") }
  }
}
