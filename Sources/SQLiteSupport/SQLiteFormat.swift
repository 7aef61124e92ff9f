/// The format of one kind of database file: how a file is recognised as one, and how each version
/// of its tables is made from the version before.
///
/// The version stands in `PRAGMA user_version`, the kind in `PRAGMA application_id`.
package struct SQLiteFormat: Sendable {
  /// One step from a version to the next.
  package struct Migration: Sendable {
    /// What the step does, in a few words; its name in the table of applied migrations. Never changed.
    package var name: String
    /// The step, inside of a transaction.
    package var run: @Sendable (Database) throws -> Void

    package init(_ name: String, _ run: @escaping @Sendable (Database) throws -> Void) {
      self.name = name
      self.run = run
    }
  }

  /// What a file turned out to be before anything is written to it.
  enum Nature: Equatable {
    case empty
    case version(Int)
    case foreign(detail: String)
  }

  /// What a file of this format is called in messages, for example `ledger`.
  package var kind: String
  /// Four letters as a number, which no other program is known to use.
  package var applicationID: Int64
  /// In order; the first makes version 1 out of an empty file.
  package var migrations: [Migration]
  /// What the tables cut their texts into words with; every connection has it.
  package var tokenizer: FullTextTokenizer?
  /// What queries call of this program; every connection has it.
  package var functions: [FullTextFunction]

  package init(
    kind: String, applicationID: Int64, migrations: [Migration],
    tokenizer: FullTextTokenizer? = nil, functions: [FullTextFunction] = []
  ) {
    precondition(applicationID != 0 && !migrations.isEmpty)
    self.tokenizer = tokenizer
    self.functions = functions
    self.kind = kind
    self.applicationID = applicationID
    self.migrations = migrations
  }

  /// The version that is written.
  package var version: Int { migrations.count }

  func nature(of db: Database) throws -> Nature {
    let application = try Int64.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    if application == applicationID { return .version(version) }
    let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    if application == 0 && version == 0 && tables == 0 { return .empty }
    return .foreign(detail: "a database of another program")
  }

  /// Brings a file, new or of an older version, up to this version, one transaction a step.
  func migrate(_ writer: DatabasePool) throws {
    for (index, migration) in migrations.enumerated() {
      try writer.write { db in
        // Another process may have taken the step since.
        guard try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0 <= index else { return }
        try migration.run(db)
        try db.execute(
          sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(index + 1)")
      }
    }
  }
}
