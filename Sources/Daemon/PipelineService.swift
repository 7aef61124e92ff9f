internal import Configuration
internal import ControlAPI
internal import Dispatch
internal import Logging
internal import Model
internal import Monitoring
internal import Pipeline
internal import Presentation
internal import Sockets
internal import State
internal import Storage
internal import Synchronization
internal import WebServer
internal import WriteAheadLog

/// The daemon's work: recovery, the drop folder, the stages.
final class PipelineService: Sendable {
  private let deployment: Deployment
  private let board: StatusBoard
  private let systemd: Systemd
  private let clock: any PipelineClock
  private let log: DaemonLog
  private let settings: Mutex<Settings>
  private let shutdown: Shutdown
  private let feed = Mutex<InboxFeed?>(nil)
  private let membership: (any ClusterMembership)?
  private let takedowns: TakedownDesk
  private let reruns: RerunDesk

  init(
    deployment: Deployment, board: StatusBoard, systemd: Systemd, clock: any PipelineClock,
    log: DaemonLog, shutdown: Shutdown, membership: (any ClusterMembership)? = nil
  ) {
    self.membership = membership
    self.deployment = deployment
    self.board = board
    self.systemd = systemd
    self.clock = clock
    self.log = log
    self.shutdown = shutdown
    settings = Mutex(deployment.settings)
    takedowns = TakedownDesk(logger: log.logger, clock: clock)
    reruns = RerunDesk(logger: log.logger)
  }

  /// Takes over what may change while the daemon runs.
  func reload(_ fresh: Settings) {
    settings.withLock { $0 = fresh }
    feed.withLock { $0 }?.reload(fresh.intakeSettings)
  }

  /// Opens the state, recovers, and works until shutdown is requested.
  ///
  /// `whenReady`: Called once recovery and the first scan are done, and systemd knows.
  func run(whenReady: () -> Void) async throws {
    let settings = deployment.settings
    let pipeline = settings.pipelineSettings
    let (state, recovery) = try open()
    // The state is held, so no other daemon of this state listens; clients are answered from here on.
    let server = try startServer(settings)
    defer { server.stop() }
    log.write(
      .opening, .notice, "state \(deployment.paths.state.string) opened; reading the journal")
    let systemd = systemd
    let recovered = try await Recovery(
      of: state, settings: pipeline, copyOptions: settings.copyOptions, clock: clock,
      meter: board.meter
    ).run(after: recovery) { [board] step in
      systemd.extendTimeout(seconds: 30)
      board.start("\(step)")
    }
    for (id, why) in recovered.missing {
      log.write(.damage, .error, "article \(id) was decided and cannot be read again: \(why)")
    }
    log.write(
      .recovered, .notice,
      "recovered: \(recovered.open.count) files in work, \(recovered.suspects.count) of them suspects"
    )
    let feed = try InboxFeed(
      state: state, open: recovered.open, settings: settings.intakeSettings, clock: clock,
      meter: board.meter)
    self.feed.withLock { $0 = feed }
    let part = try join(state, pipeline)
    state.feedWatch.observe { server.wake() }
    takedowns.whenAnswered { server.wake() }
    reruns.whenAnswered { server.wake() }
    let sources = SourceWatch(state: state, clock: clock, log: log)
    sources.open()
    board.opened(state)
    state.keepOriginals(forMilliseconds: settings.keepOriginals?.wholeMilliseconds ?? 0)
    try await feed.start()
    board.enter(.idle)
    systemd.ready(status: "Watching \(deployment.paths.inbox.string)")
    whenReady()
    log.write(.started, .notice, "ready; watching \(deployment.paths.inbox.string)")
    let suspects = recovered.suspects
    let engine =
      if let part {
        Engine(
          settings: pipeline, state: state, committer: part.committer, meter: board.meter,
          clock: clock)
      } else {
        Engine(settings: pipeline, recovered: recovered, meter: board.meter, clock: clock)
      }
    try await work(engine, feed: feed, suspects: suspects, state, sources, part)
    sources.save()
    log.flush(isEnd: true)
    try await state.log.checkpointAndClose()
    try state.closeOriginals()
  }

  private func open() throws -> (state: StateDirectory, recovery: JournalRecovery) {
    var options = deployment.settings.stateOptions
    if let membership {
      try membership.claim(deployment.paths)
      options.node = deployment.settings.cluster.node
    }
    let (state, recovery) = try StateDirectory.open(
      deployment.paths, files: POSIXFileSystem(), options: options, holder: "winnowd")
    if let torn = recovery.tornCopy {
      log.write(
        .damage, .warning,
        """
        the journal ended in \(recovery.tornByteCount) bytes of an unfinished write; they were \
        copied to \(torn.printable) and cut off
        """)
    }
    return (state, recovery)
  }

  /// The daemon's part of a cluster; nil on a single machine.
  private func join(
    _ state: StateDirectory, _ settings: PipelineSettings
  ) throws -> (any ClusterPart)? {
    let part = try membership?.join(
      state, settings: settings, meter: board.meter, clock: clock
    ) { [log] in log.write(.cluster, $1 ? .notice : .warning, $0) }
    if let part { board.joined { part.status() } }
    return part
  }

  private func startServer(_ settings: Settings) throws -> HTTPServer {
    if let group = settings.changeGroup, ChangeRight.groupID(group) == nil {
      log.write(
        .settings, .warning,
        "control.group: there is no group \(group), so only root and the service's user may change anything."
          + " Make it: groupadd --system \(group)")
    }
    let handler = ControlHandler(
      board: board, paths: deployment.paths, logger: log.logger, takedowns: takedowns,
      reruns: reruns,
      changeRight: ChangeRight(group: settings.changeGroup))
    var limits = HTTPServerLimits()
    limits.connectionCount = settings.connectionCount
    return try HTTPServer(ListeningSocket(path: settings.socketPath.string), limits: limits) {
      handler.answer($0)
    }
  }

  private static func untilCancelled() async throws -> Bool {
    while true { try await Task.sleep(for: .seconds(3_600)) }
  }

  /// Looks at the sources every minute.
  private func watch(_ sources: SourceWatch) async throws -> Bool {
    try await offThePool { try sources.build(isCancelled: $0) }
    while true {
      try await clock.sleep(seconds: 60)
      sources.look()
    }
  }

  /// Takes expired originals out of the archive, every hour and when the time was changed.
  private func expireOriginals(of state: StateDirectory) async throws -> Bool {
    var last: Int64?
    var minutes = 0
    while true {
      let kept = settings.withLock { $0.keepOriginals }?.wholeMilliseconds ?? 0
      let isDue = kept != last || minutes >= 60
      if isDue {
        (last, minutes) = (kept, 0)
        state.keepOriginals(forMilliseconds: kept)
      }
      if isDue, kept > 0 {
        do {
          let gone = try await offThePool { isStopped in
            try state.removeOriginals(olderThanMilliseconds: kept, isCancelled: isStopped)
          }
          if gone.count > 0 {
            log.write(
              .expired, .notice,
              "\(gone.count) originals expired (spool.keep_originals); \(gone.byteCount) bytes freed"
            )
          }
        } catch let error as CancellationError {
          throw error
        } catch {
          log.write(
            .expired, .warning,
            "originals could not expire: \(error). The next try is in an hour.")
        }
      }
      try await clock.sleep(seconds: 60)
      minutes += 1
    }
  }

  /// Takes articles out after their time, when the setting was changed and a tenth of the shortest time after
  /// the last look.
  ///
  /// `isOurs`: Whether it is this machine's to do.
  private func expireArticles(
    _ engine: Engine, of state: StateDirectory, isOurs: @Sendable () -> Bool
  ) async throws -> Bool {
    let expiry = ArticleExpiry(
      ledger: state.ledger, clock: clock,
      takeDown: { try await engine.takeDown($0, why: "its time is over (keep.articles)")?.count },
      overwrite: { try await engine.overwriteTakenDown() })
    var last: KeepTimes?
    var next: Int64 = 0
    while true {
      let times = settings.withLock { $0.keepTimes }
      if isOurs(), times != last || clock.wall() >= next {
        last = times
        next = clock.wall() + ArticleExpiry.pause(times)
        do {
          let outcome = try await expiry.run(times)
          if !outcome.isComplete { next = 0 }
          if outcome.count > 0 {
            log.write(
              .expired, .notice,
              "\(outcome.count) articles were taken out after their time (keep.articles)")
          }
        } catch let error as CancellationError {
          throw error
        } catch {
          log.write(
            .expired, .warning, "articles could not be taken out after their time: \(error)")
        }
      }
      try await clock.sleep(seconds: 60)
    }
  }

  /// Runs what blocks for long on a thread of its own; it may ask whether it should stop.
  private func offThePool<Value: Sendable>(
    _ body: @escaping @Sendable (() -> Bool) throws -> Value
  ) async throws -> Value {
    let flag = CancellationFlag()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global(qos: .utility).async { [shutdown] in
          continuation.resume(with: Result { try body { flag.isSet || shutdown.isRequested } })
        }
      }
    } onCancel: {
      flag.set()
    }
  }

  private func work(
    _ engine: Engine, feed: InboxFeed, suspects: [OpenJob], _ state: StateDirectory,
    _ sources: SourceWatch, _ part: (any ClusterPart)?
  ) async throws {
    let log = log
    let (board, systemd, clock, shutdown) = (board, systemd, clock, shutdown)
    let drain = Double(deployment.settings.drainTime.wholeMilliseconds) / 1_000
    shutdown.onRequest {
      board.enter(.draining)
      systemd.stopping(status: "Finishing what is under way")
      engine.drain()
      feed.close()
      part?.drain()
    }
    try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        try await engine.run(feed, suspects: suspects) { job in
          sources.finished(job)
          log.debug("\(job.claim.job) \(job.closing?.outcome.rawValue ?? "")")
        }
        return true
      }
      group.addTask {
        await feed.listen()
        return try await Self.untilCancelled()
      }
      group.addTask { try await self.expireOriginals(of: state) }
      // Once for a whole cluster.
      group.addTask {
        try await self.expireArticles(engine, of: state) { part?.isDecider ?? true }
      }
      if let part {
        group.addTask {
          try await part.run()
          return try await Self.untilCancelled()
        }
      }
      group.addTask { try await self.watch(sources) }
      group.addTask {
        await self.reruns.serve(engine)
        return try await Self.untilCancelled()
      }
      group.addTask {
        await self.takedowns.serve(engine, Catalogue(ledger: state.ledger, index: state.index))
        return try await Self.untilCancelled()
      }
      group.addTask {
        // The drain's own limit: what is not done by then is in the journal and goes on next time.
        try await shutdown.wait()
        try await clock.sleep(seconds: drain * 0.8)
        return false
      }
      do {
        for try await isDone in group {
          group.cancelAll()
          if !isDone {
            log.write(
              .stopped, .notice, "drain limit reached; unfinished files go on at the next start")
          }
          if isDone { break }
        }
      } catch is CancellationError where shutdown.isRequested {
        log.write(.stopped, .notice, "stopped within files; they go on at the next start")
      }
    }
  }
}

/// Set once, when nobody waits for the result any more.
private final class CancellationFlag: Sendable {
  private let state = Mutex(false)
  var isSet: Bool { state.withLock { $0 } }
  func set() { state.withLock { $0 = true } }
}
