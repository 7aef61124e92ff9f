package import GRDB

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

  package init(kind: String, applicationID: Int64, migrations: [Migration]) {
    precondition(applicationID != 0 && !migrations.isEmpty)
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
  func migrate(_ writer: any DatabaseWriter) throws {
    try writer.write(adoptVersion)
    var migrator = DatabaseMigrator()
    for (index, migration) in migrations.enumerated() {
      let version = index + 1
      migrator.registerMigration(identifier(index), foreignKeyChecks: .immediate) { db in
        try migration.run(db)
        try db.execute(
          sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(version)")
      }
    }
    try migrator.migrate(writer)
  }

  private func identifier(_ index: Int) -> String { "\(index + 1) \(migrations[index].name)" }

  /// Notes the steps that a file has behind it which was made before steps were noted.
  private func adoptVersion(_ db: Database) throws {
    guard try !db.tableExists("grdb_migrations"),
      let version = try Int.fetchOne(db, sql: "PRAGMA user_version"), version > 0
    else { return }
    try db.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
    for index in 0..<min(version, migrations.count) {
      try db.execute(
        sql: "INSERT INTO grdb_migrations VALUES (?)", arguments: [identifier(index)])
    }
  }
}
