package import Configuration
internal import Dispatch
internal import Glibc
internal import Logging
internal import Model
internal import Monitoring
internal import State
internal import Storage

/// winnowd: start, recovery, the pipeline, and an orderly end.
package struct DaemonProcess: Sendable {
  private let deployment: Deployment
  private let configPath: String?
  private let cluster: (any ClusterMembership)?
  private let caller: CallerOptions
  private let clock: any PipelineClock = SystemClock()
  private let systemd = Systemd()

  /// The version, for `--version`.
  package static let version = Version.text

  /// `configPath`: The file that SIGHUP reads again.
  /// `cluster`: What makes the daemon a node of a cluster; nil on a single machine.
  package init(
    deployment: Deployment, configPath: String?, cluster: (any ClusterMembership)? = nil
  ) {
    self.deployment = deployment
    self.cluster = cluster
    self.configPath = configPath
    caller = CallerOptions(state: deployment.givenState, config: configPath)
  }

  /// Runs until SIGTERM or SIGINT, or until nothing more can be acknowledged. `ProcessSignals.hold`
  /// has been called before.
  ///
  /// Throws `DaemonFailure` with the sentence for the operator.
  package func run() async throws {
    JournaldHandler.bootstrap(level: deployment.settings.logLevel)
    let log = DaemonLog(logger: Logger(label: "winnowd"), clock: clock)
    for notice in deployment.settings.notices { log.write(.settings, .warning, notice) }
    let meter = StageMeter { [clock] in clock.monotonic() }
    let board = StatusBoard(deployment: deployment, meter: meter, clock: clock)
    let shutdown = Shutdown()
    let pipeline = PipelineService(
      deployment: deployment, board: board, systemd: systemd, clock: clock, log: log,
      shutdown: shutdown, membership: cluster)
    let reloader = Reloader(
      deployment: deployment, configPath: configPath, systemd: systemd, clock: clock,
      log: log
    ) { settings in
      JournaldHandler.setLevel(settings.logLevel)
      pipeline.reload(settings)
      board.reload(settings)
    } note: {
      board.refusedSettings($0)
    }
    let heartbeat = Heartbeat(board: board, systemd: systemd, log: log)
    endAtLimit(shutdown, log)
    ProcessSignals.answer(onStop: { shutdown.request() }, onReload: { reloader.signalled() })
    heartbeat.start()
    defer { heartbeat.stop() }
    do {
      try await pipeline.run { reloader.becameReady() }
    } catch {
      let failure = DaemonFailure(error, caller: caller)
      systemd.failed(status: failure.description, errno: EIO)
      log.write(.failed, .critical, failure.description)
      throw failure
    }
    log.write(.stopped, .notice, "stopped; everything acknowledged is on disk")
  }

  /// Ends the process when it has not ended by itself within the time that SIGTERM allows: a stage
  /// may wait for a disk that does not answer. It is safe at any moment, as a power failure is.
  private func endAtLimit(_ shutdown: Shutdown, _ log: DaemonLog) {
    let drain = Double(deployment.settings.drainTime.wholeMilliseconds) / 1_000
    let socket = deployment.settings.socketPath.string
    let queue = DispatchQueue(label: "winnow.shutdown")
    shutdown.onRequest {
      // The pipeline itself stops at 0.8 of the limit.
      queue.asyncAfter(deadline: .now() + max(0.95 * drain, 0.8 * drain + 1.5)) {
        log.write(
          .stopped, .warning,
          "a stage did not stop in time; unfinished files go on at the next start")
        _ = unsafe unlink(socket)
        _exit(0)
      }
    }
  }
}
