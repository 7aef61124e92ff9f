internal import Configuration
internal import Logging
internal import State
internal import Storage
internal import Synchronization

/// Reads the configuration again on SIGHUP: all of it, or nothing.
final class Reloader: Sendable {
  private struct State {
    var isReady = false
    /// A signal came before the daemon was ready.
    var isPending = false
  }

  private let deployment: Deployment
  private let configPath: String?
  private let systemd: Systemd
  private let clock: any PipelineClock
  private let log: DaemonLog
  private let apply: @Sendable (Settings) -> Void
  private let note: @Sendable (_ problem: String?) -> Void
  private let state = Mutex(State())

  /// `apply`: Takes over what may change while the daemon runs.
  /// `note`: Hears why the file could not be used; nil when it was.
  init(
    deployment: Deployment, configPath: String?, systemd: Systemd, clock: any PipelineClock,
    log: DaemonLog, apply: @escaping @Sendable (Settings) -> Void,
    note: @escaping @Sendable (_ problem: String?) -> Void
  ) {
    self.note = note
    self.deployment = deployment
    self.configPath = configPath
    self.systemd = systemd
    self.clock = clock
    self.log = log
    self.apply = apply
  }

  /// The daemon is ready, and has said so: a signal that came before is answered now.
  func becameReady() {
    let isPending = state.withLock { state in
      state.isReady = true
      defer { state.isPending = false }
      return state.isPending
    }
    if isPending { reload() }
  }

  /// Answers SIGHUP.
  func signalled() {
    let isReady = state.withLock { state in
      if !state.isReady { state.isPending = true }
      return state.isReady
    }
    // READY=1 ends a reload, and would be a lie before the first scan is done.
    if isReady { reload() }
  }

  private func reload() {
    systemd.reloading(monotonicMicroseconds: clock.monotonic() / 1_000)
    defer { systemd.ready(status: "Watching \(deployment.paths.inbox.string)") }
    do {
      let fresh = try Deployment(
        state: deployment.givenState, config: configPath, environment: Deployment.environment
      ).settings
      let waiting = Setting.all.filter {
        $0.effect == .restart && $0.text(in: fresh) != $0.text(in: deployment.settings)
      }
      apply(fresh)
      note(nil)
      log.write(.reloaded, .notice, "configuration read again")
      for notice in fresh.notices { log.write(.settings, .warning, notice) }
      if !waiting.isEmpty {
        let names = waiting.map(\.name).joined(separator: ", ")
        log.write(.reloaded, .warning, "these keys take effect after a restart: \(names)")
      }
    } catch let error as ConfigurationError {
      log.write(
        .reloadRefused, .error,
        "the old configuration goes on; the new one cannot be used: \(error)")
      note("\(error)")
    } catch {
      note("\(error)")
      log.write(.reloadRefused, .error, "the old configuration goes on: \(error)")
    }
  }
}
