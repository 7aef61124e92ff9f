import ControlAPI
import Testing

@testable import Monitoring

@Suite struct StatusConditionTests {
  private func judge(
    _ phase: StatusReport.Verdict, _ change: (inout StatusCondition) -> Void = { _ in }
  ) -> (verdict: StatusReport.Verdict, message: String) {
    var condition = StatusCondition(phase: phase)
    condition.disk = StatusReport.Disk(freeBytes: 10, totalBytes: 100, lowWaterBytes: 5)
    change(&condition)
    return condition.judgement
  }

  @Test("a running daemon with nothing to do is idle, with something to do it works")
  func work() {
    #expect(judge(.idle).verdict == .idle)
    #expect(judge(.idle) { $0.openJobs = 1 }.verdict == .working)
    let waiting = judge(.idle) { $0.waiting = 7 }
    #expect(waiting.verdict == .working)
    #expect(waiting.message == "0 files in work, 7 waiting.")
    #expect(judge(.idle) { $0.openJobs = 1 }.message == "1 file in work, 0 waiting.")
  }

  @Test("a start that waits asks for attention and says for what; one that goes on does not")
  func waitingStart() {
    let waiting = judge(.starting) {
      $0.detail = "decisions are being applied, 0 of 1 records"
      $0.waitsFor = "room on the disk"
    }
    #expect(waiting.0 == .attention)
    #expect(waiting.message.hasPrefix("The start waits for room on the disk"))
    #expect(waiting.message.contains("0 of 1"))
    #expect(judge(.starting).0 == .starting)
    // Beside work of its own a stage that waits is told below.
    #expect(judge(.idle) { $0.waitsFor = "room on the disk" }.0 == .idle)
  }

  @Test("a source's problem is said and asks for no attention: winnow works")
  func sources() {
    let (word, message) = judge(.idle) { $0.troubledSources = 2 }
    #expect(word == .idle)
    #expect(message.hasSuffix("2 sources are not as usual; see below."))
    #expect(
      judge(.working) {
        $0.openJobs = 1
        $0.troubledSources = 1
      }.message.hasSuffix("1 source is not as usual; see below."))
  }

  @Test("files are taken unless it starts or stops, the state cannot be used, or the disk is full")
  func readiness() {
    func obstacle(
      _ condition: StatusCondition, _ change: (inout StatusCondition) -> Void = { _ in }
    ) -> String? {
      var condition = condition
      condition.disk = StatusReport.Disk(freeBytes: 10, totalBytes: 100, lowWaterBytes: 5)
      change(&condition)
      return condition.readiness.obstacle
    }
    let idle = StatusCondition(phase: .idle)
    #expect(obstacle(idle) == nil)
    // What asks for a person does not keep files from being taken.
    #expect(obstacle(idle) { $0.quarantined = 3 } == nil)
    #expect(obstacle(idle) { $0.refusedSettings = "a line" } == nil)
    let starting = obstacle(StatusCondition(phase: .starting)) { $0.detail = "at the journal." }
    #expect(starting?.contains("journal") == true)
    #expect(obstacle(StatusCondition(phase: .draining)) != nil)
    #expect(obstacle(StatusCondition(phase: .stopped)) != nil)
    #expect(obstacle(idle) { $0.problem = "The ledger is gone." } == "The ledger is gone.")
    #expect(obstacle(idle) { $0.disk?.freeBytes = 4 }?.contains("disk") == true)
  }

  @Test("files that were set aside ask for attention and name the command")
  func quarantine() {
    let one = judge(.working) { $0.quarantined = 1 }
    #expect(one.verdict == .attention)
    #expect(one.message == "1 file was set aside. Look at it with: winnow quarantine")
    #expect(judge(.working) { $0.quarantined = 2 }.message.hasPrefix("2 files were"))
  }

  @Test("a state that cannot be worked on asks for attention, with its command, up or down")
  func problem() {
    // Without a daemon the report's `problem` asks for it: who waits for a daemon is told that none runs.
    #expect(judge(.stopped, spoilt).0 == .stopped)
    for judgement in [judge(.idle, spoilt), judge(.working, spoilt)] {
      #expect(judgement.0 == .attention)
      #expect(judgement.message.hasSuffix("The ledger is gone. Run: winnow rebuild"))
    }
    func spoilt(_ condition: inout StatusCondition) {
      condition.problem = "The ledger is gone. Run: winnow rebuild"
    }
  }

  @Test("a start says how far it is; who may not ask is told that it cannot be told")
  func phaseDetails() {
    #expect(
      judge(.starting) { $0.detail = "the journal is being read, 3 of 9 records" }.message
        == "Starting: the journal is being read, 3 of 9 records.")
    for absence in [DaemonAbsence.notAllowed, .noAnswer] {
      #expect(absence.condition(disk: nil).judgement.0 == .unknown)
    }
    let starting = DaemonAbsence.starting(holder: "winnowd (process 7)").condition(disk: nil)
    #expect(starting.judgement.0 == .starting)
    let held = DaemonAbsence.held(by: "winnow rebuild (process 7)").condition(disk: nil)
    #expect(held.judgement.message.contains("winnow rebuild (process 7) works on this state"))
  }

  @Test("files that cannot be moved ask for attention")
  func stuck() {
    #expect(judge(.idle) { $0.stuck = 1 }.verdict == .attention)
  }

  @Test("a disk that is smaller than the mark is not waited for: the setting is named")
  func smallDisk() {
    let (word, message) = judge(.idle) {
      $0.disk = StatusReport.Disk(freeBytes: 90, totalBytes: 100, lowWaterBytes: 200)
    }
    #expect(word == .attention)
    #expect(message.contains("disk.low_water") && !message.contains("by itself"))
  }

  @Test("a nearly full disk comes before everything else, below the mark and not at it")
  func fullDisk() {
    func at(_ free: Int64) -> (verdict: StatusReport.Verdict, message: String) {
      judge(.working) {
        $0.quarantined = 3
        $0.disk?.freeBytes = free
      }
    }
    #expect(at(4).message.hasPrefix("The disk is nearly full"))
    #expect(at(5).message.hasPrefix("3 files were"))
  }

  @Test(
    "a daemon that starts, stops or is down says so, whatever else there is",
    arguments: [StatusReport.Verdict.starting, .draining, .stopped])
  func phases(phase: StatusReport.Verdict) {
    let judgement = judge(phase) {
      $0.quarantined = 3
      $0.openJobs = 2
    }
    #expect(judgement.verdict == phase)
  }

  @Test("what is known about why no daemon answers is the message")
  func whyDown() {
    #expect(judge(.stopped) { $0.detail = "because" }.message == "because")
    #expect(judge(.stopped).message.contains("systemctl start winnowd"))
  }
}
