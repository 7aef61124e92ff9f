internal import Dispatch
internal import Synchronization

/// One connection that writes and a few that read beside it, each on a snapshot.
package final class DatabasePool: Sendable {
  private static let readerLimit = 5
  private let path: String
  private let busySeconds: Double
  private let prepare: @Sendable (Database) throws -> Void
  /// Nil for a pool that only reads, and after `close`.
  private let writer: Mutex<Database?>
  private let readers = Mutex<[Database]>([])
  /// Reads at once; more wait.
  private let places = DispatchSemaphore(value: readerLimit)

  /// Opens a file, in write-ahead mode for writing.
  ///
  /// `prepare`: Sets every new connection up.
  /// Throws `DatabaseError`, and what `prepare` throws.
  package init(
    path: String, readOnly: Bool, busySeconds: Double,
    prepare: @escaping @Sendable (Database) throws -> Void
  ) throws {
    self.path = path
    self.busySeconds = busySeconds
    self.prepare = prepare
    writer = Mutex(nil)
    if readOnly {
      let first = try Database(path: path, readOnly: true, busySeconds: busySeconds)
      try prepare(first)
      readers.withLock { $0 = [first] }
    } else {
      let opened = try Database(path: path, busySeconds: busySeconds)
      try prepare(opened)
      try opened.execute(sql: "PRAGMA journal_mode = WAL")
      writer.withLock { $0 = opened }
    }
  }

  /// Runs `body` on a snapshot.
  package func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    places.wait()
    defer { places.signal() }
    let db = try readers.withLock { $0.popLast() } ?? makeReader()
    // A connection whose transaction did not end well is not used again.
    let value = try db.transaction("BEGIN DEFERRED") { try body(db) }
    readers.withLock { $0.append(db) }
    return value
  }

  /// Runs `body` in a transaction.
  package func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try writeWithoutTransaction { db in try db.transaction("BEGIN IMMEDIATE") { try body(db) } }
  }

  /// Runs `body` on the connection that writes.
  package func writeWithoutTransaction<Value>(
    _ body: (Database) throws -> Value
  ) throws -> Value {
    let result: Result<UncheckedBox<Value>, any Error> = writer.withLock { db in
      Result {
        guard let db else { throw DatabaseError(code: 8, message: "opened for reading only") }
        return UncheckedBox(value: try body(db))
      }
    }
    return try result.get().value
  }

  /// Closes all connections; the pool must not be used afterwards.
  package func close() {
    readers.withLock { $0 = [] }
    writer.withLock { $0 = nil }
  }

  private func makeReader() throws -> Database {
    let db = try Database(path: path, readOnly: true, busySeconds: busySeconds)
    try prepare(db)
    return db
  }
}

/// Carries a value out of a lock.
// @unchecked: the value is made and taken by the same thread.
private struct UncheckedBox<Value>: @unchecked Sendable {
  let value: Value
}
