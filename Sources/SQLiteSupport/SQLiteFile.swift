internal import CSQLite
internal import Glibc

/// One SQLite database of a known format.
///
/// Write-ahead mode with `synchronous=FULL`: what `write` did is durable when it returns, and
/// readers go on beside the one writer, in this process and in others. All calls block; all throw
/// `SQLiteFileError` for what SQLite says, and pass on what `body` throws.
package final class SQLiteFile: Sendable {
  /// What a connection may use and how long it waits.
  package struct Options: Sendable {
    /// How long to wait for another process' lock, in seconds.
    package var busySeconds: Double = 5
    /// Page cache of each connection, in KiB.
    package var cacheKiB = 16 << 10
    /// Pages of 4 KiB that gather in the write-ahead file before they are copied over.
    package var checkpointPages = 4_000
    /// Whether what is deleted is overwritten and not only unlinked.
    package var overwritesDeleted = false

    package init() {}
  }

  package let path: String
  package let format: SQLiteFormat
  package let access: SQLiteAccess
  private let pool: DatabasePool

  /// Opens the database at `path`. A file that is something else, or of a newer format, is left as
  /// it is.
  package init(
    path: String, format: SQLiteFormat, access: SQLiteAccess, options: Options = Options()
  ) throws(SQLiteFileError) {
    self.path = path
    self.format = format
    self.access = access
    do {
      switch access {
      case .writing:
        pool = try Self.openForWriting(path, format, options)
      case .reading, .inspecting:
        pool = try Self.openForReading(path, format, access, options)
      }
    } catch let error as DatabaseError {
      throw SQLiteFileError(error, path: path, kind: format.kind)
    } catch let error as SQLiteFileError {
      throw error
    } catch {
      throw SQLiteFileError(.failed(detail: "\(error)"), path: path, kind: format.kind)
    }
  }

  /// Runs `body` on a snapshot of the database.
  ///
  /// A snapshot that could not be taken is tried once more, so that what `body` does before its first statement
  /// may be done twice: SQLite gives up after some seconds of contention too (`SQLITE_PROTOCOL`), and not only
  /// where the file's shared memory is damaged.
  package func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try translatingErrors {
      do {
        return try pool.read(body)
      } catch let error as DatabaseError where error.code == SQLITE_PROTOCOL {
        return try pool.read(body)
      }
    }
  }

  /// Runs `body` in a transaction, which is durable on return and undone when `body` throws.
  package func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    guard access == .writing else { throw error(.readOnly) }
    return try translatingErrors { try pool.write(body) }
  }

  /// An error about this file.
  package func error(_ problem: SQLiteFileError.Problem) -> SQLiteFileError {
    SQLiteFileError(problem, path: path, kind: format.kind)
  }

  /// Reads every page and index; what is wrong with them, a line each, or nothing. Takes time in
  /// proportion to the file's size.
  package func findDamage() throws -> [String] {
    try read { try String.fetchAll($0, sql: "PRAGMA integrity_check(16)") }.filter { $0 != "ok" }
  }

  /// Writes the database, as it is at one moment, into a file that is not there yet; the writer goes on
  /// meanwhile. What is in the write-ahead file is in the copy. The copy is not synced.
  package func copy(to target: String) throws {
    try read { db in
      // The snapshot is that of the first read.
      _ = try Int.fetchOne(db, sql: "PRAGMA user_version")
      try db.copy(to: target)
    }
  }

  /// Copies the write-ahead file over and empties it: until then it holds pages from before a deletion.
  ///
  /// Waits for readers that began earlier as long as for another process' lock. Returns false when one of
  /// them still needs the write-ahead file.
  package func emptyWriteAheadFile() throws -> Bool {
    guard access == .writing else { throw error(.readOnly) }
    return try translatingErrors {
      try pool.writeWithoutTransaction { db in
        // The first column: 1 where it could not be done.
        try Int64.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") == 0
      }
    }
  }

  /// Writes the whole file anew (`VACUUM`), so that no page holds a byte of what was deleted. Takes time
  /// in proportion to the file's size, and twice its size of free space.
  package func writeAnew() throws {
    guard access == .writing else { throw error(.readOnly) }
    try translatingErrors {
      try pool.writeWithoutTransaction { try $0.execute(sql: "VACUUM") }
    }
  }

  /// Empties the write-ahead file and closes all connections; the file must not be used afterwards.
  package func close() throws {
    if access == .writing {
      // A reader may still need the write-ahead file; then it is emptied by the next writer.
      try? pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
    }
    pool.close()
  }

  private func translatingErrors<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw SQLiteFileError(error, path: path, kind: format.kind)
    }
  }
}

// MARK: Opening

extension SQLiteFile {
  private static func openForWriting(
    _ path: String, _ format: SQLiteFormat, _ options: Options
  ) throws -> DatabasePool {
    // Looked at without changing it first: it may be somebody else's.
    if let found = try openUnchanged(path, format, .inspecting, options) {
      found.pool.close()
      switch found.nature {
      case .foreign(let detail):
        throw SQLiteFileError(.foreign(detail: detail), path: path, kind: format.kind)
      case .version(let version) where version > format.version:
        throw SQLiteFileError(.newer(version: version), path: path, kind: format.kind)
      case .version, .empty: break
      }
    }
    let pool = try makePool(path, format, options, readOnly: false)
    // With less than FULL a commit may be lost when the power goes.
    try pool.writeWithoutTransaction { db in
      try db.execute(
        sql: """
          PRAGMA synchronous = FULL;
          PRAGMA wal_autocheckpoint = \(options.checkpointPages);
          """)
    }
    try format.migrate(pool)
    return pool
  }

  private static func openForReading(
    _ path: String, _ format: SQLiteFormat, _ access: SQLiteAccess, _ options: Options
  ) throws -> DatabasePool {
    guard let found = try openUnchanged(path, format, access, options) else {
      throw SQLiteFileError(.missing, path: path, kind: format.kind)
    }
    let problem: SQLiteFileError.Problem
    switch found.nature {
    case .version(format.version): return found.pool
    case .version(let version):
      problem = version > format.version ? .newer(version: version) : .older(version: version)
    case .foreign(let detail): problem = .foreign(detail: detail)
    case .empty: problem = .missing
    }
    found.pool.close()
    throw SQLiteFileError(problem, path: path, kind: format.kind)
  }

  /// Opens a file read-only and looks what it is; nil when there is none.
  private static func openUnchanged(
    _ path: String, _ format: SQLiteFormat, _ access: SQLiteAccess, _ options: Options
  ) throws -> (pool: DatabasePool, nature: SQLiteFormat.Nature)? {
    guard byteCount(path) != nil else { return nil }
    var refusal: DatabaseError?
    for location in locations(path, access) {
      do {
        let pool = try makePool(location, format, options, readOnly: true)
        return (pool, try pool.read(format.nature))
      } catch let error as DatabaseError
        where error.code == SQLITE_CANTOPEN || error.code == SQLITE_READONLY
      {
        refusal = error
      }
    }
    throw refusal ?? DatabaseError(code: SQLITE_CANTOPEN, message: "the file cannot be opened")
  }

  /// In which ways a file may be opened read-only, the best first.
  private static func locations(_ path: String, _ access: SQLiteAccess) -> [String] {
    // A reader shares an index of the write-ahead file with the writer, `-shm`, and makes it where it
    // is missing. `immutable` looks at the main file alone, which holds all when there is no
    // write-ahead file; `readonly_shm` reads an abandoned write-ahead file into its own memory.
    let atRest = uri(path, "immutable=1")
    guard access == .inspecting else { return [path, atRest] }
    guard byteCount(path + "-wal") ?? 0 > 0 else { return [atRest] }
    return byteCount(path + "-shm") == nil
      ? [path] : [uri(path, "mode=ro&readonly_shm=1"), path]
  }

  private static func makePool(
    _ path: String, _ format: SQLiteFormat, _ options: Options, readOnly: Bool
  ) throws -> DatabasePool {
    let (tokenizer, functions) = (format.tokenizer, format.functions)
    return try DatabasePool(
      path: path, readOnly: readOnly, busySeconds: options.busySeconds
    ) { db in
      if let tokenizer { try db.register(tokenizer) }
      for function in functions { try db.register(function) }
      try db.execute(
        sql: "PRAGMA foreign_keys = ON; PRAGMA cache_size = -\(options.cacheKiB)")
      if options.overwritesDeleted && !readOnly {
        try db.execute(sql: "PRAGMA secure_delete = ON")
      }
    }
  }

  /// A path with parameters, as SQLite takes them.
  private static func uri(_ path: String, _ parameters: String) -> String {
    var uri = "file:"
    for scalar in path.unicodeScalars {
      switch scalar {
      case "?": uri += "%3f"
      case "#": uri += "%23"
      case "%": uri += "%25"
      default: uri.unicodeScalars.append(scalar)
      }
    }
    return "\(uri)?\(parameters)"
  }

  /// The size of a file; nil when there is none.
  package static func byteCount(_ path: String) -> Int64? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? Int64(status.st_size) : nil
  }
}
