import Glibc
import Model
import SQLiteSupport
import Synchronization

/// One file of the full-text index: an FTS5 table whose row ids are decision numbers, and beside it what
/// searches are filtered and grouped by.
///
/// The table keeps its own copy of the text: a row is then taken out by its number alone (an
/// external-content table has to be told the old text), and hits and snippets need no other file.
final class IndexSlice: Sendable {
  /// What a new slice takes over from the one before it.
  struct Origin: Sendable {
    /// How many numbers a slice holds.
    var length: Int
    var applied: UInt64 = 0
    var log: UInt64 = 0
  }

  /// 0 for the first.
  let number: Int
  let length: Int
  let file: SQLiteFile
  /// What counts are made from, as far as it was read.
  let columns = Mutex(SliceColumns())

  var path: String { file.path }

  /// The decision numbers that belong here.
  var numbers: Range<Int64> {
    let first = Int64(number) * Int64(length) + 1
    return first..<first + Int64(length)
  }

  /// Opens a slice; one that is opened for writing and is not there is made. Throws `SQLiteFileError`.
  init(path: String, number: Int, origin: Origin, access: SQLiteAccess) throws {
    self.number = number
    var options = SQLiteFile.Options()
    options.cacheKiB = 8 << 10
    file = try SQLiteFile(
      path: path, format: Self.format(number, origin), access: access, options: options)
    let state = try file.read { try Row.fetchOne($0, sql: "SELECT slice, length FROM state") }
    guard let state, state[0] as Int == number, state[1] as Int > 0 else {
      throw file.error(.foreign(detail: "it is not slice \(number)"))
    }
    length = state[1]
  }

  /// Application "WFTS". Versions 1 to 3 were files of another layout, `shard-NNN.sqlite`, of which a new
  /// index is made: see `FullTextIndex.isOlder`.
  private static func format(_ number: Int, _ origin: Origin) -> SQLiteFormat {
    let former = ["headline and body", "the log that it belongs to", "words cut by winnow"].map {
      SQLiteFormat.Migration($0) { _ in }
    }
    return SQLiteFormat(
      kind: "search index", applicationID: 0x5746_5453,
      migrations: former + [
        SQLiteFormat.Migration("slices with tags") { try makeTables($0, number, origin) },
        SQLiteFormat.Migration("how often anything but the end has changed") {
          try $0.execute(sql: "ALTER TABLE state ADD COLUMN changes INTEGER NOT NULL DEFAULT 0")
        },
        // Rows taken out since the file was last written anew.
        SQLiteFormat.Migration("what was taken out and is not overwritten yet") {
          try $0.execute(sql: "ALTER TABLE state ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0")
        },
      ], tokenizer: SearchWords.tokenizer, functions: [SearchScore.function])
  }

  @Sendable
  private static func makeTables(_ db: Database, _ number: Int, _ origin: Origin) throws {
    // Transactions above a megabyte are faster with the larger hash.
    try db.execute(
      sql: """
        CREATE TABLE state (
          one INTEGER PRIMARY KEY CHECK (one = 1),
          slice INTEGER NOT NULL,
          length INTEGER NOT NULL,
          applied INTEGER NOT NULL,
          log INTEGER NOT NULL,
          sealed INTEGER NOT NULL);
        CREATE TABLE meta (
          number INTEGER PRIMARY KEY,
          story INTEGER NOT NULL,
          cluster INTEGER NOT NULL,
          outcome TEXT NOT NULL,
          local INTEGER,
          moment INTEGER,
          source TEXT,
          language TEXT);
        CREATE INDEX meta_local ON meta(local) WHERE local IS NOT NULL;
        CREATE INDEX meta_copies ON meta(cluster) WHERE cluster <> number;
        CREATE VIRTUAL TABLE ft USING fts5(headline, body, author, tags, tokenize = "winnow");
        INSERT INTO ft(ft, rank) VALUES ('hashsize', 8388608);
        """)
    try db.execute(
      sql: "INSERT INTO state VALUES (1, ?, ?, ?, ?, 0)",
      arguments: [
        number, origin.length, Int64(bitPattern: origin.applied), Int64(bitPattern: origin.log),
      ])
  }

  // MARK: State

  /// The journal record up to which everything was in the index when this slice was last the newest.
  func appliedLSN() throws -> UInt64 { try stateNumber("applied") }

  /// The number of the log that decided what is in the slice; 0 when it was never told.
  func logNumber() throws -> UInt64 { try stateNumber("log") }

  func stateNumber(_ column: String) throws -> UInt64 {
    try file.read { db in
      UInt64(bitPattern: try Int64.fetchOne(db, sql: "SELECT \(column) FROM state") ?? 0)
    }
  }

  /// Notes the log that the slice belongs to, durable on return.
  func belong(toLog number: UInt64) throws {
    guard try logNumber() != number else { return }
    try file.write {
      try $0.execute(sql: "UPDATE state SET log = ?", arguments: [Int64(bitPattern: number)])
    }
  }

  /// Everything up to that record of another log is in the index; durable on return.
  func goOn(behind number: UInt64) throws {
    try file.write {
      try $0.execute(
        sql: "UPDATE state SET applied = ?", arguments: [Int64(bitPattern: number)])
    }
  }

  /// What the slice after this one begins with.
  func origin() throws -> Origin {
    Origin(length: length, applied: try appliedLSN(), log: try logNumber())
  }

  /// Merges what the words are kept in into one piece, once the slice is full: searches are then two to
  /// four times faster. Takes some seconds.
  func seal() throws {
    guard try stateNumber("sealed") == 0 else { return }
    try file.write { db in
      try db.execute(sql: "INSERT INTO ft(ft) VALUES ('optimize'); UPDATE state SET sealed = 1")
    }
  }

  func articleCount() throws -> Int {
    try file.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM meta") ?? 0 }
  }

  /// What is wrong with the file or with the index in it, or nothing.
  func findDamage() throws -> [String] {
    var found = try file.findDamage()
    guard found.isEmpty else { return found }
    let counts = try file.read { db in
      [
        try Int.fetchOne(db, sql: "SELECT count(*) FROM meta"),
        try Int.fetchOne(db, sql: "SELECT count(*) FROM ft_docsize"),
      ]
    }
    if counts[0] != counts[1] { found.append("texts and their facts are not of the same articles") }
    guard found.isEmpty && file.access == .writing else { return found }
    do {
      try file.write { try $0.execute(sql: "INSERT INTO ft(ft) VALUES ('integrity-check')") }
      return []
    } catch let error as SQLiteFileError {
      guard case .damaged = error.problem else { throw error }
      return ["the words of the index are not those of its texts"]
    }
  }

  /// What is wrong with the words of a slice that is only read; `target` is made and removed.
  func findDamage(copyingTo target: String) throws -> [String] {
    defer { for suffix in ["", "-wal", "-shm"] { unsafe unlink(target + suffix) } }
    try file.copy(to: target)
    let copy = try IndexSlice(
      path: target, number: number, origin: Origin(length: length), access: .writing)
    defer { try? copy.close() }
    return try copy.findDamage()
  }

  func forEachStanding(_ body: (DecisionNumber, IndexEntry.Standing) -> Void) throws {
    try file.read { db in
      let rows = try Row.fetchCursor(
        db.makeStatement(sql: "SELECT number, story, outcome, source FROM meta ORDER BY number"))
      while let row = try rows.next() {
        guard let outcome = Outcome(rawValue: row[2]) else { continue }
        body(
          DecisionNumber(UInt64(bitPattern: row[0])),
          IndexEntry.Standing(
            source: row[3], outcome: outcome,
            story: DecisionNumber(UInt64(bitPattern: row[1]))))
      }
    }
  }

  func error(_ problem: SQLiteFileError.Problem) -> SQLiteFileError { file.error(problem) }

  func close() throws { try file.close() }
}
