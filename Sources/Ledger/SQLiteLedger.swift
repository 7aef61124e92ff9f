import Model
import GRDB

/// The ledger in one SQLite file: `ledger.sqlite`.
///
/// Write-ahead mode with `synchronous=FULL`: a batch is durable when `apply` returns, and readers
/// go on beside the writer, in this process and in others. All calls block.
package final class SQLiteLedger: Ledger {
  /// What the ledger may use and how long it waits.
  package struct Options: Sendable {
    /// How long to wait for another process' lock, in seconds.
    package var busySeconds: Double = 5
    /// Page cache of each connection, in KiB; indexes of a million articles stay in it.
    package var cacheKiB = 32 << 10
    /// Pages of 4 KiB that gather in the write-ahead file before they are copied over.
    package var checkpointPages = 4_000

    package init() {}
  }

  package let path: String
  package let isReadOnly: Bool
  let pool: DatabasePool

  /// Opens the ledger at `path` for writing, and makes it when there is none.
  ///
  /// Throws `LedgerError` for a file that is something else, is damaged or of a newer winnow;
  /// such a file is left as it is.
  package convenience init(path: String, options: Options = Options()) throws {
    switch try Self.look(at: path) {
    case .foreign(let detail): throw LedgerError.foreign(path: path, detail: detail)
    case .newer(let version): throw LedgerError.newer(path: path, version: version)
    case .empty, .ledger, nil: break
    }
    try self.init(path: path, readOnly: false, uri: path, options)
    try attempt {
      // GRDB's pool asks for NORMAL, with which a commit may be lost when the power goes.
      try pool.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA synchronous = FULL")
        try db.execute(sql: "PRAGMA wal_autocheckpoint = \(options.checkpointPages)")
      }
      try pool.write { db in
        if try LedgerSchema.nature(of: db) == .empty { try LedgerSchema.create(in: db) }
        try LedgerSchema.addTables(in: db)
      }
    }
  }

  /// Opens an existing ledger for reading, also beside a running daemon. Never makes one.
  package convenience init(readingFrom path: String, options: Options = Options()) throws {
    switch try Self.look(at: path) {
    case .foreign(let detail): throw LedgerError.foreign(path: path, detail: detail)
    case .newer(let version): throw LedgerError.newer(path: path, version: version)
    case .empty, nil: throw LedgerError.missing(path: path)
    case .ledger: break
    }
    do {
      try self.init(path: path, readOnly: true, uri: path, options)
    } catch LedgerError.failed, LedgerError.readOnly {
      try self.init(path: path, readOnly: true, uri: Self.unchanging(path), options)
    }
  }

  private init(path: String, readOnly: Bool, uri: String, _ options: Options) throws {
    var configuration = Configuration()
    configuration.label = "winnow.ledger"
    configuration.readonly = readOnly
    configuration.busyMode = .timeout(options.busySeconds)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA cache_size = -\(options.cacheKiB)")
      // What is forgotten is overwritten and not only unlinked.
      if !readOnly { try db.execute(sql: "PRAGMA secure_delete = ON") }
    }
    self.path = path
    isReadOnly = readOnly
    do {
      pool = try DatabasePool(path: uri, configuration: configuration)
    } catch let error as DatabaseError {
      throw LedgerError(error, path: path)
    }
  }

  /// Looks at a file without writing to it; `nil` when there is none.
  private static func look(at path: String) throws -> LedgerSchema.Nature? {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    func nature(_ uri: String) throws -> LedgerSchema.Nature {
      try DatabaseQueue(path: uri, configuration: configuration).read(LedgerSchema.nature)
    }
    do {
      return try nature(path)
    } catch let error as DatabaseError
      where error.resultCode == .SQLITE_CANTOPEN || error.resultCode == .SQLITE_READONLY
    {
      // No such file, or one without its write-ahead index in a folder we may not write.
      do {
        return try nature(unchanging(path))
      } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
        return nil
      } catch let error as DatabaseError {
        throw LedgerError(error, path: path)
      }
    } catch let error as DatabaseError {
      throw LedgerError(error, path: path)
    }
  }

  /// An SQLite URI that opens a file at rest without making any file beside it.
  private static func unchanging(_ path: String) -> String {
    var uri = "file:"
    for scalar in path.unicodeScalars {
      switch scalar {
      case "?": uri += "%3f"
      case "#": uri += "%23"
      case "%": uri += "%25"
      default: uri.unicodeScalars.append(scalar)
      }
    }
    return uri + "?immutable=1"
  }

  /// Copies the write-ahead file into the database and syncs it; called before a checkpoint of
  /// the journal, and by whoever wants a quiet file.
  package func checkpoint() throws {
    try attempt { try pool.writeWithoutTransaction { _ = try $0.checkpoint(.passive) } }
  }

  /// Reads every page and index; what is wrong with them, or nothing. Takes time in proportion
  /// to the ledger's size.
  package func findDamage() throws -> [String] {
    try attempt {
      try pool.read { try String.fetchAll($0, sql: "PRAGMA integrity_check(16)") }
    }.filter { $0 != "ok" }
  }

  /// Empties the write-ahead file and closes all connections; the ledger must not be used
  /// afterwards.
  package func close() throws {
    if !isReadOnly {
      // A reader may still need the file; then it is emptied by the next writer.
      _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    }
    try attempt { try pool.close() }
  }

  /// Runs `body` and turns SQLite's errors into the ledger's.
  func attempt<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw LedgerError(error, path: path)
    } catch let error as RowCodingError {
      throw LedgerError.damaged(path: path, detail: "a row cannot be read: \(error)")
    }
  }

  func reading<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try attempt { try pool.read(body) }
  }
}

extension LedgerError {
  init(_ error: DatabaseError, path: String) {
    let detail = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
    self =
      switch error.resultCode {
      case .SQLITE_NOTADB: .foreign(path: path, detail: "not an SQLite database")
      case .SQLITE_CORRUPT: .damaged(path: path, detail: detail)
      case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(path: path)
      case .SQLITE_FULL: .full(path: path)
      case .SQLITE_READONLY: .readOnly(path: path)
      default: .failed(path: path, detail: detail)
      }
  }
}
