internal import Synchronization

/// Tells whoever waits that the change feed has new entries.
package final class FeedWatch: Sendable {
  private let observers = Mutex<[@Sendable () -> Void]>([])

  init() {}

  /// Calls `body` after each batch that adds to the feed, once the ledger shows it; on the thread that
  /// applied it, so it must be quick.
  package func observe(_ body: @escaping @Sendable () -> Void) {
    observers.withLock { $0.append(body) }
  }

  /// The ledger has taken in entries of the feed.
  package func notify() {
    for observer in observers.withLock({ $0 }) { observer() }
  }
}
