import Model
import SQLiteSupport

/// One file of the full-text index: a contentful FTS5 table whose row ids are decision numbers.
///
/// The table keeps its own copy of the text: a row is then taken out by its number alone (an
/// external-content table has to be told the old text), and hits and snippets need no other file.
final class IndexShard: Sendable {
  /// How much a match in the headline counts against one in the body.
  static let headlineWeight = 3.0
  /// How many words a snippet has at most.
  static let snippetWords = 32

  let number: Int
  /// How many shards the index has, as stored in this one.
  let count: Int
  private let file: SQLiteFile

  var path: String { file.path }

  /// Opens a shard; one that is opened for writing and is not there is made as number `number` of
  /// `wanted`. Throws `SQLiteFileError`.
  init(path: String, number: Int, wanted: Int, access: SQLiteAccess) throws {
    self.number = number
    file = try SQLiteFile(path: path, format: Self.format(number, of: wanted), access: access)
    let state = try file.read { try Row.fetchOne($0, sql: "SELECT shard, shards FROM state") }
    guard let state, state[0] as Int == number, state[1] as Int > 0 else {
      throw file.error(.foreign(detail: "it is not shard \(number)"))
    }
    count = state[1]
  }

  /// Application "WFTS". A step that a released version has taken is never changed: add one.
  private static func format(_ number: Int, of count: Int) -> SQLiteFormat {
    SQLiteFormat(
      kind: "search index", applicationID: 0x5746_5453,
      migrations: [
        SQLiteFormat.Migration("headline and body") { db in
          // Marks count as letters, so that words of Indic scripts stay whole. Transactions above a
          // megabyte are faster with the larger hash; automerge and crisismerge are best as they are.
          try db.execute(
            sql: """
              CREATE TABLE state (
                one INTEGER PRIMARY KEY CHECK (one = 1),
                shard INTEGER NOT NULL,
                shards INTEGER NOT NULL,
                applied INTEGER NOT NULL);
              CREATE VIRTUAL TABLE ft USING fts5(
                headline, body,
                tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'");
              INSERT INTO ft(ft, rank) VALUES ('hashsize', 8388608);
              """)
          try db.execute(
            sql: "INSERT INTO state VALUES (1, ?, ?, 0)", arguments: [number, count])
        },
        SQLiteFormat.Migration("the log that it belongs to") {
          try $0.execute(sql: "ALTER TABLE state ADD COLUMN log INTEGER NOT NULL DEFAULT 0")
        },
        SQLiteFormat.Migration("words cut and folded by winnow", Self.cutAnew),
      ], tokenizer: SearchWords.tokenizer)
  }

  /// Puts all texts into a table with words of `SearchWords`, without the separators (U+2063) that
  /// stood between letters for the tokenizer before.
  @Sendable
  private static func cutAnew(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE VIRTUAL TABLE words USING fts5(headline, body, tokenize = "winnow");
        INSERT INTO words(words, rank) VALUES ('hashsize', 8388608);
        INSERT INTO words(rowid, headline, body)
          SELECT rowid, replace(headline, char(0x2063), ''), replace(body, char(0x2063), '')
          FROM ft ORDER BY rowid;
        DROP TABLE ft;
        ALTER TABLE words RENAME TO ft;
        """)
  }

  /// The journal record up to which everything is in the shard.
  func appliedLSN() throws -> UInt64 {
    try file.read { db in
      UInt64(bitPattern: try Int64.fetchOne(db, sql: "SELECT applied FROM state") ?? 0)
    }
  }

  /// The number of the log that decided what is in the shard; 0 when it was never told.
  func logNumber() throws -> UInt64 {
    try file.read { db in
      UInt64(bitPattern: try Int64.fetchOne(db, sql: "SELECT log FROM state") ?? 0)
    }
  }

  /// Notes the log that the shard belongs to, durable on return.
  func belong(toLog number: UInt64) throws {
    guard try logNumber() != number else { return }
    try file.write {
      try $0.execute(sql: "UPDATE state SET log = ?", arguments: [Int64(bitPattern: number)])
    }
  }

  /// Puts entries in and takes numbers out, as one durable transaction, unless it was done before.
  func apply(_ entries: [IndexEntry], removing removed: [DecisionNumber], lsn: UInt64) throws {
    try file.write { db in
      let applied = try Int64.fetchOne(db, sql: "SELECT applied FROM state") ?? 0
      guard lsn > UInt64(bitPattern: applied) else { return }
      let insert = try db.cachedStatement(
        sql: "INSERT OR REPLACE INTO ft(rowid, headline, body) VALUES (?, ?, ?)")
      for entry in entries {
        try insert.execute(arguments: [
          Int64(bitPattern: entry.number.rawValue), IndexedText.prepared(entry.headline),
          IndexedText.prepared(entry.body),
        ])
      }
      let delete = try db.cachedStatement(sql: "DELETE FROM ft WHERE rowid = ?")
      for number in removed {
        try delete.execute(arguments: [Int64(bitPattern: number.rawValue)])
      }
      try db.execute(
        sql: "UPDATE state SET applied = ?", arguments: [Int64(bitPattern: lsn)])
    }
  }

  /// The newest `limit` hits older than `before`, newest first, each with its score.
  func newestHits(
    _ expression: String, before: Int64, limit: Int
  ) throws -> [RankedArticle] {
    try file.read { db in
      let sql = """
        SELECT rowid, bm25(ft, \(Self.headlineWeight), 1.0) FROM ft
        WHERE ft MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?
        """
      return try Row.fetchAll(
        db.cachedStatement(sql: sql), arguments: [expression, before, limit]
      ).map { row in
        // FTS5 gives better matches the more negative numbers.
        RankedArticle(
          number: DecisionNumber(UInt64(bitPattern: row[0] as Int64)), score: -(row[1] as Double))
      }
    }
  }

  /// Headline and snippet of one hit; `nil` when it is gone since.
  func hit(_ ranked: RankedArticle, _ expression: String) throws -> SearchHit? {
    try file.read { db in
      let sql = """
        SELECT headline, snippet(ft, 1, ?, ?, '…', \(Self.snippetWords)) FROM ft
        WHERE ft MATCH ? AND rowid = ?
        """
      let row = try Row.fetchOne(
        db.cachedStatement(sql: sql),
        arguments: [
          String(decoding: IndexedText.matchBegin, as: UTF8.self),
          String(decoding: IndexedText.matchEnd, as: UTF8.self), expression,
          Int64(bitPattern: ranked.number.rawValue),
        ])
      return row.map { row in
        SearchHit(
          number: ranked.number, score: ranked.score, headline: row[0],
          snippet: IndexedText.snippet(row[1]))
      }
    }
  }

  func articleCount() throws -> Int {
    try file.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM ft_docsize") ?? 0 }
  }

  /// What is wrong with the file or with the index in it, or nothing.
  func findDamage() throws -> [String] {
    let found = try file.findDamage()
    guard found.isEmpty && file.access == .writing else { return found }
    do {
      try file.write { try $0.execute(sql: "INSERT INTO ft(ft) VALUES ('integrity-check')") }
      return []
    } catch let error as SQLiteFileError {
      guard case .damaged = error.problem else { throw error }
      return ["the words of the index are not those of its texts"]
    }
  }

  func error(_ problem: SQLiteFileError.Problem) -> SQLiteFileError { file.error(problem) }

  func close() throws { try file.close() }
}
