import ControlAPI
import Presentation
import Testing

@testable import Monitoring

@Suite struct StatusTextTests {
  private var report: StatusReport {
    var report = StatusReport(
      verdict: .attention, message: "m", version: "9", spool: "/spool", state: "/state")
    report.processID = 4_242
    report.startedAt = WireTime(seconds: 0)
    report.articles = 31
    report.stories = 1
    report.outcomes = ["indexed": 30, "rejected": 2]
    report.openJobs = 17
    report.inbox.waiting = 23
    report.inbox.temporary = 1
    report.inbox.oldestTemporarySeconds = 7_300
    report.inbox.stuck = 12
    report.inbox.stuckFiles = [
      StatusReport.StuckFile(
        path: "wire/a\u{1B}[2J", reason: "immovable", detail: "It cannot be moved.",
        remedy: "Check its folder.")
    ]
    report.inbox.unreadableFolders = ["cannot list “/spool/inbox/dark”"]
    report.inbox.unwatchedFolders = 3
    report.estimatedSecondsLeft = 125
    var journal = StatusReport.Journal()
    journal.bytes = 3 << 20
    journal.durableLSN = 99
    journal.lastSyncMilliseconds = 1.5
    report.journal = journal
    var disk = StatusReport.Disk(freeBytes: 5 << 30, totalBytes: 10 << 30, lowWaterBytes: 1 << 30)
    disk.hoursLeft = 12.34
    report.disk = disk
    var stage = StatusReport.Stage(name: "parse")
    stage.queued = 6
    stage.running = 2
    stage.done = 1_000
    stage.rates = [0.5, 12.34, 250]
    stage.waitingFor = "space on the disk"
    report.stages = [stage]
    report.sources = [
      StatusReport.Source(
        name: "wire", outcomes: ["indexed": 30], lastArrival: WireTime(seconds: 1_000))
    ]
    var failure = StatusReport.Failure(outcome: "rejected", reason: "empty")
    failure.count = 2
    failure.remedy = "Look at the file."
    report.failures = [failure]
    return report
  }

  private func lines(_ report: StatusReport) -> [String] {
    StatusText.lines(report, now: 1_000 + 3_600 * 3)
  }

  @Test("what is wrong with a source is told with its begin, what is usual and what to look at")
  func sourceProblems() {
    var report = report
    report.sourceProblems = [
      StatusReport.SourceProblem(
        source: "wi\u{1B}re", problem: "size", since: WireTime(seconds: 0), detail: "Short.",
        remedy: "Look at it.")
    ]
    let lines = lines(report)
    let head = lines.firstIndex(of: "  sources that are not as usual") ?? 0
    #expect(
      Array(lines[(head + 1)...(head + 3)]) == [
        "    wi\\u{1b}re: size since \(LocalTime.text(seconds: 0))", "      Short.",
        "      Look at it.",
      ])
  }

  @Test("the verdict comes first, set off where that is possible")
  func verdict() {
    let lines = StatusText.lines(report, now: 0) { "<\($0)>" }
    #expect(lines.first == "<ATTENTION>  m")
  }

  @Test(
    "each figure stands in its row",
    arguments: [
      "  articles  31 in 1 story",
      "  files     30 indexed, 2 rejected",
      "  inbox     23 waiting, 17 in work, done in 2 min, in /spool/inbox",
      "  writing   1 file under a temporary name, the oldest 2 h old",
      "  stuck     12 files that cannot be moved out",
      "  unread    1 folder; cannot list “/spool/inbox/dark”",
      "  unwatched 3 folders found by the rescan only; raise fs.inotify.max_user_watches",
      "  journal   3.0 MiB kept on the disk, last sync 1.5 ms",
      "  disk      5.0 GiB free of 10.0 GiB, stops below 1.0 GiB, full in 12.3 h at this rate",
      "  state     /state",
      "  daemon    process 4242, version 9, since \(LocalTime.text(seconds: 0))",
    ])
  func rows(line: String) {
    #expect(lines(report).contains(line), "\(lines(report))")
  }

  @Test("a stopped daemon's status says nothing of what only a running one knows")
  func stopped() {
    var stopped = StatusReport(
      verdict: .stopped, message: "m", version: "9", spool: "/spool", state: "/state")
    stopped.articles = 2
    #expect(lines(stopped) == ["STOPPED  m", "  articles  2 in 0 stories", "  state     /state"])
  }

  @Test("a stuck file is named with what is wrong and what to do, and cannot paint the terminal")
  func stuckFiles() {
    let text = lines(report).joined(separator: "\n")
    #expect(text.contains("It cannot be moved.\n      Check its folder."))
    #expect(!text.contains("\u{1B}"))
  }

  @Test("the stages' columns stand below their titles, and a wait is named behind them")
  func stages() throws {
    let lines = lines(report)
    let index = try #require(lines.firstIndex { $0.hasPrefix("  stage ") })
    let (head, row) = (lines[index], lines[index + 1])
    #expect(row.hasSuffix("  waits for space on the disk"))
    for (title, value) in [
      ("queued", "6"), ("running", "2"), ("done", "1000"), ("1 min", "0.50"), ("5 min", "12.3"),
      ("15 min", "250"),
    ] {
      let end = try #require(head.firstRange(of: title)?.upperBound)
      #expect(row[..<end].hasSuffix(" " + value), "\(title)")
    }
  }

  @Test("a source's newest file is told by its age")
  func sources() throws {
    let row = try #require(lines(report).first { $0.hasPrefix("  wire ") })
    #expect(row.hasSuffix(" 3 h ago"))
  }

  @Test("a failure is told with its count, and what to do")
  func failures() {
    let text = lines(report).joined(separator: "\n")
    #expect(text.contains("        2  rejected: empty\n"))
    #expect(text.contains("\n           Look at the file."))
  }

  @Test(
    "numbers are short and never trap",
    arguments: [
      (0, "0.00"), (0.004, "0.00"), (0.05, "0.05"), (0.999, "1.00"), (1, "1.0"), (9.96, "10.0"),
      (99.96, "100.0"), (100, "100"), (.infinity, "-"), (.nan, "-"), (1e300, "-"),
    ] as [(Double, String)])
  func numbers(value: Double, text: String) {
    #expect(StatusUnits.number(value) == text)
  }

  @Test("what a window does not hold is cut, and how much that is is said")
  func fitted() {
    let lines = (1...9).map { "line \($0) of nine" }
    #expect(StatusText.fitted(lines, rows: 9, columns: 80) == lines)
    let fitted = StatusText.fitted(lines, rows: 4, columns: 6)
    #expect(fitted == ["line 1", "line 2", "line 3", "… and "])
    #expect(StatusText.fitted(lines, rows: 4, columns: 80).last == "… and 6 lines more")
    #expect(StatusText.fitted(lines, rows: 1, columns: 80).count == 1)
  }
}
