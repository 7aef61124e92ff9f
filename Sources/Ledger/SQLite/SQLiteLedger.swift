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
