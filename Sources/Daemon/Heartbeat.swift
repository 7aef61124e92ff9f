internal import Dispatch
internal import Logging
internal import Monitoring
internal import State
internal import Synchronization

/// Tells systemd that the daemon is alive as long as that is true: every stage moves, or waits for
/// something it has named, or is idle and empty. Beats on a thread of its own, so that no stage and
/// no client can delay it.
final class Heartbeat: Sendable {
  private struct State {
    var pulse = Pulse()
    var lastMessage: String?
    var isStopped = false
  }

  private let board: StatusBoard
  private let systemd: Systemd
  private let logger: Logger
  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "winnow.heartbeat", qos: .userInitiated)
  /// Two beats a watchdog's period, so that one late beat is no death; every 5 s at the latest, for
  /// the rates.
  private let pause: Double

  init(board: StatusBoard, systemd: Systemd, logger: Logger) {
    self.board = board
    self.systemd = systemd
    self.logger = logger
    let period = systemd.watchdogMicroseconds.map { Double($0) / 1e6 } ?? 10
    pause = min(5, period / 2)
  }

  /// Begins to beat.
  func start() { queue.async { self.beat() } }

  /// Ends; no beat begins any more.
  func stop() { state.withLock { $0.isStopped = true } }

  private func beat() {
    let readings = board.meter.readings()
    let (isStopped, stalled) = state.withLock { state in
      (state.isStopped, state.isStopped ? nil : state.pulse.stalledStage(readings))
    }
    if isStopped { return }
    if let stalled {
      logger.error("stage \(stalled) has not moved since the last beat; no watchdog ping")
    } else {
      systemd.alive()
    }
    if let message = board.beat() {
      let isNew = state.withLock { state in
        defer { state.lastMessage = message }
        return state.lastMessage != message
      }
      if isNew { systemd.status(message) }
    }
    queue.asyncAfter(deadline: .now() + pause) { self.beat() }
  }
}
