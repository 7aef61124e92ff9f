import Configuration
import ControlAPI
import Monitoring
import State
import Synchronization
import Testing
import WebServer

@testable import Daemon

/// `/healthz` and `/readyz`.
@Suite struct HealthAnswerTests {
  /// A clock that goes on when it is told to.
  private final class HandClock: PipelineClock {
    private let time = Mutex<UInt64>(7_000_000_000)
    func advance(seconds: UInt64) { time.withLock { $0 += seconds * 1_000_000_000 } }
    func monotonic() -> UInt64 { time.withLock { $0 } }
    func wall() -> Int64 { 1_900_000_000_000 }
    func sleep(seconds: Double) async throws {}
  }

  private let clock = HandClock()

  private func board() throws -> StatusBoard {
    let deployment = try Deployment(state: "/nowhere/state", config: nil, environment: [:])
    return StatusBoard(
      deployment: deployment, meter: StageMeter { [clock] in clock.monotonic() }, clock: clock)
  }

  private func text(_ response: HTTPResponse) -> String {
    String(decoding: response.body, as: UTF8.self)
  }

  @Test("a daemon that looks at its stages is alive, also while it starts and takes nothing yet")
  func starting() throws {
    let board = try board()
    board.looked(stalled: nil)
    clock.advance(seconds: 2)
    let health = HealthAnswer(board: board).health()
    #expect(health.status == 200 && health.contentType == "application/json")
    #expect(text(health).contains(#""alive":true"#) && text(health).contains("2"))
    board.start("reading the journal")
    let readiness = HealthAnswer(board: board).readiness()
    #expect(readiness.status == 503 && readiness.contentType == "application/problem+json")
    #expect(text(readiness).contains("Starting: reading the journal"))
    #expect(readiness.fields.contains { $0.name == "Retry-After" })
  }

  @Test("a low-water mark that is read again is what status and log go by")
  func reloadedMark() throws {
    let settings = try Deployment(
      state: "/tmp", config: nil, environment: ["WINNOW_DISK_LOW_WATER": "1000TiB"]
    ).settings
    let own = StatusBoard(
      deployment: try Deployment(state: "/tmp", config: nil, environment: [:]),
      meter: StageMeter { 0 }, clock: clock)
    own.enter(.idle)
    #expect(own.beat().disk.map { $0.lowWaterBytes < 1_000 << 40 } == true)
    own.reload(settings)
    #expect(own.beat().disk?.lowWaterBytes == 1_000 << 40)
    #expect(own.beat().message.contains("disk.low_water"))
  }

  @Test("a stage that hangs is named in the status too")
  func stalledStatus() throws {
    let board = try board()
    board.enter(.working)
    board.looked(stalled: .dedupe)
    #expect(board.beat().message.contains("stage dedupe holds work and does not move"))
    board.looked(stalled: nil)
    #expect(!board.beat().message.contains("dedupe"))
  }

  @Test("a stage that hangs is named, until it moves")
  func stalled() throws {
    let board = try board()
    board.looked(stalled: .index)
    let health = HealthAnswer(board: board).health()
    #expect(health.status == 503 && health.contentType == "application/problem+json")
    #expect(text(health).contains("stage index") && text(health).contains("journalctl"))
    board.looked(stalled: nil)
    #expect(HealthAnswer(board: board).health().status == 200)
  }

  @Test("a daemon that has not looked for the watchdog's time is not alive")
  func silent() throws {
    let board = try board()
    clock.advance(seconds: 30)
    #expect(HealthAnswer(board: board).health().status == 200)
    clock.advance(seconds: 1)
    let health = HealthAnswer(board: board).health()
    #expect(health.status == 503 && text(health).contains("31 seconds"))
  }
}
