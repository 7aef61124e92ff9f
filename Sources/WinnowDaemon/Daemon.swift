internal import ControlAPI
internal import Glibc
internal import Logging
internal import Model
internal import ServiceLifecycle
internal import State
internal import Storage
internal import UnixSignals

/// winnowd: start, recovery, the services, and an orderly end.
package struct Daemon: Sendable {
  private let deployment: Deployment
  private let configPath: String?
  private let clock: any PipelineClock = SystemClock()
  private let systemd = Systemd()

  /// The version, for `--version`.
  package static let version = Version.text

  /// `configPath`: The file that SIGHUP reads again.
  package init(deployment: Deployment, configPath: String?) {
    self.deployment = deployment
    self.configPath = configPath
  }

  /// Runs until SIGTERM or SIGINT, or until nothing more can be acknowledged.
  ///
  /// Throws `DaemonFailure` with the sentence for the operator.
  package func run() async throws {
    // sockaddr_un holds 107 bytes and a zero.
    let socket = deployment.configuration.socketPath
    guard socket.utf8.count < 108 else {
      throw ConfigurationError(problems: [
        "control.socket: \(socket) is longer than the 107 bytes that a socket's path may have"
      ])
    }
    JournalLog.bootstrap(level: deployment.configuration.logLevel)
    let logger = Logger(label: "winnowd")
    let meter = StageMeter { [clock] in clock.monotonic() }
    let board = StatusBoard(deployment: deployment, meter: meter, clock: clock)
    let pipeline = PipelineService(
      deployment: deployment, board: board, systemd: systemd, clock: clock, logger: logger)
    let services: [any Service] = [
      pipeline.controlGate(
        ControlServer(deployment: deployment, board: board)),
      Heartbeat(board: board, systemd: systemd, clock: clock, logger: logger),
      Reloader(
        deployment: deployment, configPath: configPath, systemd: systemd, clock: clock,
        pipeline: pipeline, logger: logger),
      pipeline,
    ]
    var configuration = ServiceGroupConfiguration(
      services: services.map {
        .init(
          service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
          failureTerminationBehavior: .cancelGroup)
      },
      gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet())
    // The pipeline drains by itself within the limit; this is the net below it.
    configuration.maximumGracefulShutdownDuration =
      .milliseconds(deployment.configuration.drainMilliseconds + 3_000)
    do {
      try await ServiceGroup(configuration: configuration).run()
    } catch let failure as PipelineFailure {
      systemd.failed(status: failure.description, errno: EIO)
      logger.critical("\(failure.description)")
      throw DaemonFailure(failure)
    }
    logger.notice("stopped; everything acknowledged is on disk")
  }

  /// The group's own log speaks of tasks and cancellation, which helps no operator.
  private func quiet() -> Logger {
    var logger = Logger(label: "winnowd.services")
    logger.logLevel = .error
    return logger
  }
}
