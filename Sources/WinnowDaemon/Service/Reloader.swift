internal import Logging
internal import ServiceLifecycle
internal import State
internal import Storage
internal import UnixSignals

/// Reads the configuration again on SIGHUP: all of it, or nothing.
struct Reloader: Service {
  let deployment: Deployment
  let configPath: String?
  let systemd: Systemd
  let clock: any PipelineClock
  let pipeline: PipelineService
  let logger: Logger

  func run() async throws {
    let signals = await UnixSignalsSequence(trapping: .sighup)
    for await _ in signals.cancelOnGracefulShutdown() { reload() }
  }

  private func reload() {
    systemd.reloading(monotonicMicroseconds: clock.monotonic() / 1_000)
    defer { systemd.ready(status: "Watching \(deployment.paths.inbox.string)") }
    do {
      let fresh = try Deployment(
        state: deployment.givenState, config: configPath, environment: Deployment.environment
      ).configuration
      let old = deployment.configuration
      let waiting = ConfigurationKey.all.filter {
        !$0.takesEffectAtOnce && $0.text(in: fresh) != $0.text(in: old)
      }
      pipeline.reload(fresh)
      logger.notice("configuration read again")
      if !waiting.isEmpty {
        let names = waiting.map(\.name).joined(separator: ", ")
        logger.warning("these keys take effect after a restart: \(names)")
      }
    } catch let error as ConfigurationError {
      logger.error("the old configuration goes on; the new one cannot be used: \(error)")
    } catch {
      logger.error("the old configuration goes on: \(error)")
    }
  }
}
