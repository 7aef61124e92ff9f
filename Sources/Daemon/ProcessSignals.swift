internal import Dispatch
internal import Glibc
internal import Synchronization

/// The signals that the process answers: SIGTERM, SIGINT and SIGHUP.
///
/// They are blocked in every thread and taken out by the main thread with sigwait(). The main thread
/// must do that and nothing else: dispatch_main(), where Swift's asynchronous `main` ends up, waits
/// with all signals unblocked.
package enum ProcessSignals {
  private struct Handlers {
    var stop: @Sendable () -> Void
    var reload: @Sendable () -> Void
  }

  private static let handled = [SIGTERM, SIGINT, SIGHUP]
  private static let handlers = Mutex<Handlers?>(nil)
  private static let registered = DispatchSemaphore(value: 0)

  /// Keeps signals waiting until `serve` answers them, and makes a lost reader an error of the write.
  /// To be called first of all: until then SIGHUP ends the process, and threads inherit what is
  /// blocked here.
  package static func hold() {
    _ = signal(SIGPIPE, SIG_IGN)
    var set = handledSet()
    _ = unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// Says who answers; what came since `hold` is not lost.
  static func answer(
    onStop stop: @escaping @Sendable () -> Void, onReload reload: @escaping @Sendable () -> Void
  ) {
    handlers.withLock { $0 = Handlers(stop: stop, reload: reload) }
    registered.signal()
  }

  /// Has the handlers called, one signal after the other, until the process ends.
  package static func serve() -> Never {
    registered.wait()
    var set = handledSet()
    while true {
      var signal: Int32 = 0
      guard unsafe sigwait(&set, &signal) == 0, let handlers = handlers.withLock({ $0 }) else {
        continue
      }
      if signal == SIGHUP { handlers.reload() } else { handlers.stop() }
    }
  }

  private static func handledSet() -> sigset_t {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for signal in handled { unsafe sigaddset(&set, signal) }
    return set
  }
}
