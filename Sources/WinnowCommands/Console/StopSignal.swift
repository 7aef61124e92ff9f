import Glibc
import Synchronization

/// Whether somebody has asked the command to end, by SIGINT or SIGTERM: for one that ends at the next good
/// place. The second signal ends the process at once.
struct StopSignal {
  private static let isAsked = Atomic(false)

  init() {
    Self.isAsked.store(false, ordering: .relaxed)
    for number in [SIGINT, SIGTERM] {
      _ = signal(number) { number in
        StopSignal.isAsked.store(true, ordering: .relaxed)
        _ = signal(number, SIG_DFL)
      }
    }
  }

  var isSet: Bool { Self.isAsked.load(ordering: .relaxed) }
}
