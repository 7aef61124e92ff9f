internal import CSQLite

// @unchecked: `DatabasePool` hands a connection to one caller at a time.

/// One connection to a database file. Used by one thread at a time.
@safe package final class Database: @unchecked Sendable {
  private let connection: OpaquePointer
  private var cache: [String: Statement] = [:]

  /// Opens a file; for writing it is made when it is missing.
  ///
  /// `path`: A path, or a URI that begins with `file:`.
  /// Throws `DatabaseError`.
  package init(path: String, readOnly: Bool = false, busySeconds: Double = 5) throws {
    var opened: OpaquePointer?
    let access = readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    let code = unsafe sqlite3_open_v2(
      path, &opened, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, nil)
    guard code == SQLITE_OK, let connection = unsafe opened else {
      defer { unsafe sqlite3_close_v2(opened) }
      throw unsafe DatabaseError(of: opened, code: code)
    }
    unsafe self.connection = connection
    unsafe sqlite3_extended_result_codes(connection, 1)
    unsafe sqlite3_busy_timeout(connection, Int32(busySeconds * 1_000))
  }

  deinit {
    cache = [:]
    // Statements that somebody still holds keep the connection until they go.
    unsafe sqlite3_close_v2(connection)
  }

  /// Runs one statement, or several without parameters.
  package func execute(sql: String, arguments: StatementArguments = []) throws {
    var rest = Array(sql.utf8)[...]
    while let (statement, used) = try compile(Array(rest)) {
      try statement.execute(arguments: arguments)
      rest = rest.dropFirst(used)
    }
  }

  /// Compiles the first statement of a text.
  package func makeStatement(sql: String) throws -> Statement {
    guard let (statement, _) = try compile(Array(sql.utf8)) else {
      throw DatabaseError(code: SQLITE_MISUSE, message: "there is no statement in: \(sql)")
    }
    return statement
  }

  /// The same statement for the same text, compiled once a connection.
  package func cachedStatement(sql: String) throws -> Statement {
    if let known = cache[sql] { return known }
    let statement = try makeStatement(sql: sql)
    cache[sql] = statement
    return statement
  }

  /// True when there is a table of that name.
  package func tableExists(_ name: String) throws -> Bool {
    try Int.fetchOne(
      self, sql: "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?",
      arguments: [name]) != nil
  }

  /// Runs `body` between `begin` and COMMIT; ROLLBACK when it throws.
  package func transaction<Value>(_ begin: String, _ body: () throws -> Value) throws -> Value {
    try execute(sql: begin)
    do {
      let value = try body()
      try execute(sql: "COMMIT")
      return value
    } catch {
      // SQLite has rolled back already after some errors; then there is nothing to end.
      if unsafe sqlite3_get_autocommit(connection) == 0 { try? execute(sql: "ROLLBACK") }
      throw error
    }
  }

  /// Writes all pages, as one moment had them, into a file that is not there yet. Not durable.
  func copy(to path: String) throws {
    let target = try Database(path: path)
    try target.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
    guard let backup = unsafe sqlite3_backup_init(target.connection, "main", connection, "main")
    else {
      throw unsafe DatabaseError(
        of: target.connection, code: sqlite3_extended_errcode(target.connection))
    }
    let stepped = unsafe sqlite3_backup_step(backup, -1)
    let finished = unsafe sqlite3_backup_finish(backup)
    guard stepped == SQLITE_DONE, finished == SQLITE_OK else {
      throw unsafe DatabaseError(
        of: target.connection, code: stepped == SQLITE_DONE ? finished : stepped)
    }
  }

  /// The first statement of a text and the bytes that it takes; nil when nothing is left.
  private func compile(_ text: [UInt8]) throws -> (Statement, used: Int)? {
    try unsafe (text + [0]).withUnsafeBytes { bytes in
      // The array ends in a zero, and a C string's characters have the size of bytes.
      guard let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else {
        return nil
      }
      var next = unsafe start
      while true {
        var handle: OpaquePointer?
        var tail: UnsafePointer<CChar>?
        let code = unsafe sqlite3_prepare_v2(connection, next, -1, &handle, &tail)
        guard code == SQLITE_OK else { throw unsafe DatabaseError(of: connection, code: code) }
        let used = unsafe (tail ?? next) - start
        if let handle = unsafe handle {
          return unsafe (Statement(handle, of: connection), used)
        }
        // Blanks and comments alone give no statement.
        guard let tail = unsafe tail, unsafe tail > next else { return nil }
        unsafe next = tail
      }
    }
  }
}
