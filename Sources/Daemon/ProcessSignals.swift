internal import Dispatch
internal import Glibc

/// The signals that the process answers.
package enum ProcessSignals {
  private static let handled = [SIGTERM, SIGINT, SIGHUP]

  /// Keeps signals waiting until `listen`, and makes a lost reader an error of the write. To be called
  /// first of all: until then SIGHUP ends the process, and threads inherit what is blocked here.
  package static func hold() {
    _ = signal(SIGPIPE, SIG_IGN)
    var set = handledSet()
    _ = unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// Calls the handlers, one signal after the other, until the process ends; what came since `hold`
  /// is not lost.
  static func listen(
    onStop stop: @escaping @Sendable () -> Void, onReload reload: @escaping @Sendable () -> Void
  ) {
    // A thread of its own, which sigwait() holds for the rest of the process's life.
    DispatchQueue(label: "winnow.signals").async {
      var set = handledSet()
      while true {
        var signal: Int32 = 0
        guard unsafe sigwait(&set, &signal) == 0 else { continue }
        if signal == SIGHUP { reload() } else { stop() }
      }
    }
  }

  private static func handledSet() -> sigset_t {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for signal in handled { unsafe sigaddset(&set, signal) }
    return set
  }
}
