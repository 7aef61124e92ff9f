internal import ControlAPI
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
    var resources = ResourceWatch()
  }

  private let board: StatusBoard
  private let systemd: Systemd
  private let log: DaemonLog
  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "winnow.heartbeat", qos: .userInitiated)
  /// Two beats a watchdog's period, so that one late beat is no death; every 5 s at the latest, for
  /// the rates.
  private let pause: Double

  init(board: StatusBoard, systemd: Systemd, log: DaemonLog) {
    self.board = board
    self.systemd = systemd
    self.log = log
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
    board.looked(stalled: stalled)
    if let stalled {
      log.write(
        .stalled, .error, "stage \(stalled) has not moved since the last beat; no watchdog ping",
        [.stage: stalled.rawValue])
    } else {
      systemd.alive()
    }
    let beat = board.beat()
    if beat.isStartWaiting { systemd.extendTimeout(seconds: 30) }
    let isNew = state.withLock { state in
      defer { state.lastMessage = beat.message }
      return state.lastMessage != beat.message
    }
    if isNew { systemd.status(beat.message) }
    for change in changes(beat) { tell(change) }
    queue.asyncAfter(deadline: .now() + pause) { self.beat() }
  }

  private func changes(_ beat: StatusBeat) -> [ResourceWatch.Change] {
    state.withLock { state in
      [
        beat.disk.flatMap {
          state.resources.disk(freeBytes: $0.freeBytes, lowWaterBytes: $0.lowWaterBytes)
        },
        beat.lastSyncMilliseconds.flatMap { state.resources.sync(milliseconds: $0) },
      ].compactMap { $0 }
    }
  }

  private func tell(_ change: ResourceWatch.Change) {
    switch change {
    case .lowDisk(let free, let mark):
      log.write(
        .lowDisk, .warning,
        "the disk is nearly full: \(free >> 20) MiB are free, and below \(mark >> 20) MiB nothing is taken."
          + " Free some space; it goes on by itself", [.event: "begin"])
    case .enoughDisk(let free):
      log.write(
        .lowDisk, .notice, "the disk has room again: \(free >> 20) MiB are free; files are taken",
        [.event: "end"])
    case .slowSync(let milliseconds):
      log.write(
        .slowSync, .warning,
        "a sync of the journal took \(Int(milliseconds)) ms; look at the disk of the state, with iostat or"
          + " smartctl", [.event: "begin"])
    case .fastSync:
      log.write(.slowSync, .notice, "syncs of the journal are fast again", [.event: "end"])
    }
  }
}
