import Dispatch
import Storage
import Synchronization

/// A few threads that sync files side by side: each sync waits for the device, and those that wait
/// together are served together.
final class SyncWorkers: Sendable {
  private let queues: [DispatchQueue]

  init(count: Int) {
    queues = (0..<max(1, count)).map { DispatchQueue(label: "winnow.sync-\($0)") }
  }

  /// Syncs the data of all these files; returns when every one is durable. Throws the first failure
  /// met, after which none of them may be taken for durable.
  func sync(_ paths: [FilePath], _ files: any FileSystem) throws(StorageError) {
    if queues.count == 1 || paths.count < 4 {
      for path in paths { try Self.sync(path, files) }
      return
    }
    let failure = Mutex<StorageError?>(nil)
    let group = DispatchGroup()
    for (worker, queue) in queues.enumerated() {
      let share = stride(from: worker, to: paths.count, by: queues.count).map { paths[$0] }
      queue.async(group: group) {
        for path in share where failure.withLock({ $0 == nil }) {
          do throws(StorageError) {
            try Self.sync(path, files)
          } catch {
            failure.withLock { $0 = $0 ?? error }
          }
        }
      }
    }
    group.wait()
    if let error = failure.withLock({ $0 }) { throw error }
  }

  private static func sync(_ path: FilePath, _ files: any FileSystem) throws(StorageError) {
    try files.open(path, .read).sync(.data)
  }
}
