package import SQLiteSupport
internal import Bytes

/// The ledger in one SQLite file: `ledger.sqlite`.
package final class SQLiteLedger: LedgerWriter {
  let file: SQLiteFile

  /// Opens the ledger at `path`; for writing it is made when there is none, and migrated when it is
  /// older. Throws `SQLiteFileError` for a file that is something else, is damaged or of a newer
  /// winnow; such a file is left as it is.
  package init(path: String, access: SQLiteAccess = .writing) throws {
    var options = SQLiteFile.Options()
    // Indexes of a million articles stay in it.
    options.cacheKiB = 32 << 10
    // What is forgotten is overwritten and not only unlinked.
    options.overwritesDeleted = true
    file = try SQLiteFile(
      path: path, format: LedgerFormat.format, access: access, options: options)
  }

  /// How far a ledger that an older winnow has written has come, and whose it is: the number of its log (0
  /// where it was not told yet), the record up to which it holds everything, and whether it follows a
  /// cluster's log; nil for a version that there never was. Changes nothing.
  package static func progress(
    ofVersion version: Int, path: String
  ) throws -> (logNumber: UInt64, applied: UInt64, isOfCluster: Bool)? {
    var format = LedgerFormat.format
    guard (1...format.version).contains(version) else { return nil }
    format.migrations = Array(format.migrations.prefix(version))
    let file = try SQLiteFile(path: path, format: format, access: .inspecting)
    defer { try? file.close() }
    return try file.read { db in
      let logNumber =
        version >= LedgerFormat.versionWithLog
        ? try Int64.fetchOne(db, sql: "SELECT log FROM state") ?? 0 : 0
      return (
        UInt64(bitPattern: logNumber),
        UInt64(bitPattern: try Int64.fetchOne(db, sql: "SELECT applied FROM state") ?? 0),
        try db.tableExists(LedgerFormat.chainTable)
      )
    }
  }

  /// Writes the ledger, as it is at one moment, into a file that is not there yet; see
  /// `SQLiteFile.copy`.
  package func copy(to path: String) throws { try file.copy(to: path) }

  /// As `LedgerWriter` says: what is deleted is overwritten in the file at once, and the write-ahead file
  /// has it until it is emptied.
  package func overwriteRemoved() throws -> Bool { try file.emptyWriteAheadFile() }

  /// Empties the write-ahead file and closes all connections; the ledger must not be used
  /// afterwards.
  package func close() throws { try file.close() }

  func reading<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try namingDamage { try file.read(body) }
  }

  func writing<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try namingDamage { try file.write(body) }
  }

  /// Turns what a row's reader says into an error about this file.
  private func namingDamage<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as BinaryError {
      throw file.error(.damaged(detail: "a row cannot be read: \(error)"))
    }
  }
}
