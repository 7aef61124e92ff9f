internal import ControlAPI
internal import Dispatch
internal import Logging
internal import Model
internal import Pipeline
internal import ServiceLifecycle
internal import State
internal import Storage
internal import Synchronization
internal import WriteAheadLog

/// The daemon's work: recovery, the drop folder, the stages.
final class PipelineService: Service {
  private let deployment: Deployment
  private let board: StatusBoard
  private let systemd: Systemd
  private let clock: any PipelineClock
  private let logger: Logger
  private let settings: Mutex<Configuration>
  private let opened = Gate()
  private let feed = Mutex<InboxFeed?>(nil)

  init(
    deployment: Deployment, board: StatusBoard, systemd: Systemd, clock: any PipelineClock,
    logger: Logger
  ) {
    self.deployment = deployment
    self.board = board
    self.systemd = systemd
    self.clock = clock
    self.logger = logger
    settings = Mutex(deployment.configuration)
  }

  /// `server` as a service that starts once the state is held: before that, the socket may belong to
  /// another daemon.
  func controlGate(_ server: ControlServer) -> some Service { Gated(gate: opened, service: server) }

  /// Takes over what may change while the daemon runs.
  func reload(_ configuration: Configuration) {
    settings.withLock { $0 = configuration }
    feed.withLock { $0 }?.reload(configuration.intakeSettings)
  }

  func run() async throws {
    let configuration = deployment.configuration
    let pipeline = configuration.pipelineSettings
    let (place, recovery) = try Workplace.open(
      deployment.paths, files: POSIXFileSystem(), options: configuration.workplaceOptions,
      holder: "winnowd")
    if let torn = recovery.tornCopy {
      logger.warning(
        """
        the journal ended in \(recovery.tornByteCount) bytes of an unfinished write; they were \
        copied to \(torn.printable) and cut off
        """)
    }
    logger.notice("state \(deployment.paths.state.string) opened; reading the journal")
    let systemd = systemd
    let recovered = try await place.recover(
      after: recovery, settings: pipeline, copyOptions: configuration.copyOptions, clock: clock,
      meter: board.meter
    ) { systemd.extendTimeout(seconds: 30) }
    logger.notice(
      "recovered: \(recovered.open.count) files in work, \(recovered.suspects.count) of them suspects"
    )
    let feed = try InboxFeed(
      place: place, open: recovered.open, settings: configuration.intakeSettings, clock: clock,
      meter: board.meter)
    self.feed.withLock { $0 = feed }
    board.opened(place, feed: feed)
    opened.open()
    place.keepOriginals(forMilliseconds: configuration.keepOriginalsMilliseconds)
    try await feed.start()
    board.enter(.idle)
    systemd.ready(status: "Watching \(deployment.paths.inbox.string)")
    logger.notice("ready; watching \(deployment.paths.inbox.string)")
    let suspects = recovered.suspects
    let engine = Engine(
      settings: pipeline, recovered: recovered, meter: board.meter, clock: clock)
    try await work(engine, feed: feed, suspects: suspects, place)
    try await place.close()
  }

  private static func untilCancelled() async throws -> Bool {
    while true { try await Task.sleep(for: .seconds(3_600)) }
  }

  /// Takes expired originals out of the archive, every hour and when the time was changed.
  private func expireOriginals(of place: Workplace) async throws -> Bool {
    var last: Int64?
    var minutes = 0
    while true {
      let kept = settings.withLock { $0.keepOriginalsMilliseconds }
      let isDue = kept != last || minutes >= 60
      if isDue {
        (last, minutes) = (kept, 0)
        place.keepOriginals(forMilliseconds: kept)
      }
      if isDue, kept > 0 {
        do {
          let gone = try await offThePool { isStopped in
            try place.removeOriginals(olderThanMilliseconds: kept, isCancelled: isStopped)
          }
          if gone.count > 0 {
            logger.notice(
              "\(gone.count) originals expired (spool.keep_originals); \(gone.byteCount) bytes freed"
            )
          }
        } catch let error as CancellationError {
          throw error
        } catch {
          logger.warning("originals could not expire: \(error). The next try is in an hour.")
        }
      }
      try await clock.sleep(seconds: 60)
      minutes += 1
    }
  }

  /// Runs what blocks for long on a thread of its own; it may ask whether it should stop.
  private func offThePool<Value: Sendable>(
    _ body: @escaping @Sendable (() -> Bool) throws -> Value
  ) async throws -> Value {
    let stop = StopFlag()
    return try await withTaskCancellationOrGracefulShutdownHandler {
      try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global(qos: .utility).async {
          continuation.resume(with: Result { try body { stop.isSet } })
        }
      }
    } onCancelOrGracefulShutdown: {
      stop.set()
    }
  }

  private func work(
    _ engine: Engine, feed: InboxFeed, suspects: [OpenJob], _ place: Workplace
  ) async throws {
    let logger = logger
    let (board, systemd, clock) = (board, systemd, clock)
    let drain = Double(deployment.configuration.drainMilliseconds) / 1_000
    try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        try await withGracefulShutdownHandler {
          try await engine.run(feed, suspects: suspects) { job in
            logger.debug("\(job.claim.job) \(job.closing?.outcome.rawValue ?? "")")
          }
        } onGracefulShutdown: {
          board.enter(.draining)
          systemd.stopping(status: "Finishing what is under way")
          engine.drain()
          feed.close()
        }
        return true
      }
      group.addTask {
        await feed.listen()
        return try await Self.untilCancelled()
      }
      group.addTask { try await self.expireOriginals(of: place) }
      group.addTask {
        // The drain's own limit: what is not done by then is in the journal and goes on next time.
        try await gracefulShutdown()
        try await clock.sleep(seconds: drain * 0.8)
        return false
      }
      do {
        for try await isDone in group {
          group.cancelAll()
          if !isDone {
            logger.notice("drain limit reached; unfinished files go on at the next start")
          }
          if isDone { break }
        }
      } catch is CancellationError where Task.isShuttingDownGracefully {
        logger.notice("stopped within files; they go on at the next start")
      }
    }
  }
}

/// Set once.
private final class StopFlag: Sendable {
  private let state = Mutex(false)
  var isSet: Bool { state.withLock { $0 } }
  func set() { state.withLock { $0 = true } }
}

/// Opens once; whoever waits before goes on then.
final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  func pass() async {
    await withCheckedContinuation { continuation in
      let isOpen = state.withLock { state in
        if !state.isOpen { state.waiting.append(continuation) }
        return state.isOpen
      }
      if isOpen { continuation.resume() }
    }
  }
}

/// A service that begins behind a gate, and ends at once when the group stops before it opened.
struct Gated<Inner: Service>: Service {
  let gate: Gate
  let service: Inner

  func run() async throws {
    let gate = gate
    await withTaskCancellationOrGracefulShutdownHandler {
      await gate.pass()
    } onCancelOrGracefulShutdown: {
      gate.open()
    }
    if Task.isShuttingDownGracefully || Task.isCancelled { return }
    try await service.run()
  }
}
