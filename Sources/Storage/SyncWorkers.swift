import Dispatch
import Synchronization

/// A few threads that sync files or folders side by side: each sync waits for the device, and those
/// that wait together are served together.
package final class SyncWorkers: Sendable {
  private let queues: [DispatchQueue]

  /// `count`: Threads; 1 keeps the order of calls, for simulation.
  package init(count: Int) {
    queues = (0..<max(1, count)).map { DispatchQueue(label: "winnow.sync-\($0)") }
  }

  /// Runs `sync` for each of `items`; returns when all are done.
  ///
  /// Throws the first failure met, after which none of them may be taken for durable.
  package func forEach<Item: Sendable>(
    _ items: [Item], _ sync: @escaping @Sendable (Item) throws(StorageError) -> Void
  ) throws(StorageError) {
    if queues.count == 1 || items.count < 4 {
      for item in items { try sync(item) }
      return
    }
    assert(queues.count > 1)
    let failure = Mutex<StorageError?>(nil)
    let group = DispatchGroup()
    for (worker, queue) in queues.prefix(items.count).enumerated() {
      let share = stride(from: worker, to: items.count, by: queues.count).map { items[$0] }
      queue.async(group: group) {
        for item in share where failure.withLock({ $0 == nil }) {
          do throws(StorageError) {
            try sync(item)
          } catch {
            failure.withLock { $0 = $0 ?? error }
          }
        }
      }
    }
    group.wait()
    if let error = failure.withLock({ $0 }) { throw error }
  }
}
