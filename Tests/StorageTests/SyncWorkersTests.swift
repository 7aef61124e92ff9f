import Storage
import Synchronization
import Testing

@Suite("syncing side by side")
struct SyncWorkersTests {
  @Test("every item is synced once, by one worker or by many", arguments: [1, 2, 7, 64])
  func syncsAll(workerCount: Int) throws {
    let seen = Mutex<[Int]>([])
    try SyncWorkers(count: workerCount).forEach(Array(0..<50)) { item throws(StorageError) in
      seen.withLock { $0.append(item) }
    }
    #expect(seen.withLock { $0.sorted() } == Array(0..<50))
  }

  @Test("one worker keeps the order of the calls")
  func keepsOrder() throws {
    let seen = Mutex<[Int]>([])
    try SyncWorkers(count: 1).forEach(Array(0..<20)) { item throws(StorageError) in
      seen.withLock { $0.append(item) }
    }
    #expect(seen.withLock { $0 } == Array(0..<20))
  }

  @Test("a failure of any item is thrown, wherever it stands", arguments: [0, 9, 19])
  func throwsFailure(bad: Int) {
    for count in [1, 4] {
      let error = #expect(throws: StorageError.self) {
        try SyncWorkers(count: count).forEach(Array(0..<20)) { item throws(StorageError) in
          if item == bad {
            throw StorageError(operation: .sync, path: FilePath("/\(item)"), errno: .ioError)
          }
        }
      }
      #expect(error?.path == FilePath("/\(bad)"))
    }
  }

  @Test("nothing to sync is done at once")
  func takesNothing() throws {
    try SyncWorkers(count: 3).forEach([Int]()) { _ throws(StorageError) in
      Issue.record("there was no item")
    }
  }
}
