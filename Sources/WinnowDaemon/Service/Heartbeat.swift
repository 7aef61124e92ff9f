internal import ControlAPI
internal import Logging
internal import ServiceLifecycle
internal import State

/// Tells systemd that the daemon is alive as long as that is true: every stage moves, or waits for
/// something it has named, or is idle and empty.
struct Heartbeat: Service {
  let board: StatusBoard
  let systemd: Systemd
  let clock: any PipelineClock
  let logger: Logger

  func run() async throws {
    // Two beats a period, so that one late beat is no death; every 5 s for the rates at the latest.
    let period = systemd.watchdogMicroseconds.map { Double($0) / 1e6 } ?? 10
    var pulse = Pulse()
    var lastStatus = ""
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      if let stalled = pulse.stalledStage(board.meter.readings()) {
        logger.error("stage \(stalled) has not moved since the last beat; no watchdog ping")
      } else {
        systemd.alive()
      }
      board.sample()
      let report = board.report()
      if report.verdict != .starting, report.message != lastStatus {
        systemd.status(report.message)
        lastStatus = report.message
      }
      try? await cancelWhenGracefulShutdown { try await clock.sleep(seconds: min(5, period / 2)) }
    }
  }
}

/// Compares two readings of the stages.
struct Pulse {
  private var last: [StageName: UInt64] = [:]

  /// The first stage that holds work, has not moved since the last call, and declares no wait.
  mutating func stalledStage(_ readings: [StageReading]) -> StageName? {
    defer { last = Dictionary(uniqueKeysWithValues: readings.map { ($0.name, $0.progress) }) }
    return readings.first { reading in
      !reading.isEmpty && reading.waitingFor == nil && last[reading.name] == reading.progress
    }?.name
  }
}
