import Model
import GRDB

/// One file of the full-text index: a contentful FTS5 table whose row ids are decision numbers.
///
/// The table keeps its own copy of the text: a row is then taken out by its number alone (an
/// external-content table has to be told the old text), and hits and snippets need no other file.
final class IndexShard: Sendable {
  /// `PRAGMA application_id`: "WFTS".
  static let applicationID: Int64 = 0x5746_5453
  /// `PRAGMA user_version`: the layout below.
  static let version = 1
  /// How much a match in the headline counts against one in the body.
  static let headlineWeight = 3.0
  /// How many words a snippet has at most.
  static let snippetWords = 32

  let path: String
  let number: Int
  /// How many shards the index has, as stored in this one.
  let count: Int
  let isReadOnly: Bool
  private let pool: DatabasePool

  /// Opens a shard; one that is opened for writing and is not there is made as number `number` of
  /// `wanted`. Throws `IndexError`.
  init(path: String, number: Int, wanted: Int?, readOnly: Bool) throws {
    let found = try Self.look(at: path)
    if found == .missing && (readOnly || wanted == nil) { throw IndexError.missing(path: path) }
    self.path = path
    self.number = number
    isReadOnly = readOnly
    do {
      pool = try Self.pool(path, readOnly)
      if found == .missing, let wanted {
        try pool.write { try Self.create(in: $0, number: number, of: wanted) }
      }
      let state = try pool.read { try Row.fetchOne($0, sql: "SELECT shard, shards FROM state") }
      guard let state, state[0] as Int == number, state[1] as Int > 0 else {
        throw IndexError.foreign(path: path, detail: "it is not shard \(number)")
      }
      count = state[1]
    } catch let error as DatabaseError {
      throw IndexError(error, path: path)
    }
  }

  private enum Nature { case missing, shard }

  private static func look(at path: String) throws -> Nature {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    for uri in [path, unchanging(path)] {
      do {
        return try DatabaseQueue(path: uri, configuration: configuration).read { db in
          let application = try Int64.fetchOne(db, sql: "PRAGMA application_id") ?? 0
          let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
          let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
          if application == 0 && tables == 0 { return .missing }
          guard application == Self.applicationID else {
            throw IndexError.foreign(path: path, detail: "a database of another program")
          }
          guard version <= Self.version else {
            throw IndexError.newer(path: path, version: version)
          }
          return .shard
        }
      } catch let error as DatabaseError where Self.isClosedToUs(error) {
        continue
      } catch let error as DatabaseError {
        throw IndexError(error, path: path)
      }
    }
    return .missing
  }

  private static func pool(_ path: String, _ readOnly: Bool) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.label = "winnow.index"
    configuration.readonly = readOnly
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -16384") }
    do {
      let pool = try DatabasePool(path: path, configuration: configuration)
      guard !readOnly else { return pool }
      // GRDB's pool asks for NORMAL, with which a commit may be lost when the power goes.
      try pool.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000")
      }
      return pool
    } catch let error as DatabaseError where readOnly && Self.isClosedToUs(error) {
      return try DatabasePool(path: unchanging(path), configuration: configuration)
    }
  }

  /// Whether a file cannot be opened in the usual way: it is not there, or it has no write-ahead index
  /// and its folder may not be written.
  private static func isClosedToUs(_ error: DatabaseError) -> Bool {
    error.resultCode == .SQLITE_CANTOPEN || error.resultCode == .SQLITE_READONLY
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

  private static func create(in db: Database, number: Int, of count: Int) throws {
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
        PRAGMA application_id = \(applicationID);
        PRAGMA user_version = \(version);
        """)
    try db.execute(sql: "INSERT INTO state VALUES (1, ?, ?, 0)", arguments: [number, count])
  }

  /// The journal record up to which everything is in the shard.
  func appliedLSN() throws -> UInt64 {
    try attempt {
      try pool.read { db in
        UInt64(bitPattern: try Int64.fetchOne(db, sql: "SELECT applied FROM state") ?? 0)
      }
    }
  }

  /// Puts entries in and takes numbers out, as one durable transaction, unless it was done before.
  func apply(_ entries: [IndexEntry], removing removed: [DecisionNumber], lsn: UInt64) throws {
    guard !isReadOnly else { throw IndexError.readOnly(path: path) }
    try attempt {
      try pool.write { db in
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
  }

  /// The newest `limit` hits older than `before`, newest first, each with its score.
  func newestHits(
    _ expression: String, before: Int64, limit: Int
  ) throws -> [RankedArticle] {
    try attempt {
      try pool.read { db in
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
  }

  /// Headline and snippet of one hit; `nil` when it is gone since.
  func hit(_ ranked: RankedArticle, _ expression: String) throws -> SearchHit? {
    try attempt {
      try pool.read { db in
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
            number: ranked.number, score: ranked.score, headline: IndexedText.restored(row[0]),
            snippet: IndexedText.snippet(row[1]))
        }
      }
    }
  }

  func articleCount() throws -> Int {
    try attempt {
      try pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM ft_docsize") ?? 0 }
    }
  }

  /// What is wrong with the file or with the index in it, or nothing.
  func findDamage() throws -> [String] {
    do {
      var found = try pool.read {
        try String.fetchAll($0, sql: "PRAGMA integrity_check(16)")
      }.filter { $0 != "ok" }
      if found.isEmpty && !isReadOnly {
        do {
          try pool.write { try $0.execute(sql: "INSERT INTO ft(ft) VALUES ('integrity-check')") }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
          found.append("the words of the index are not those of its texts")
        }
      }
      return found
    } catch let error as DatabaseError {
      throw IndexError(error, path: path)
    }
  }

  func checkpoint() throws {
    try attempt { try pool.writeWithoutTransaction { _ = try $0.checkpoint(.passive) } }
  }

  func close() throws {
    if !isReadOnly {
      // A reader may still need the file; then it is emptied by the next writer.
      _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    }
    try attempt { try pool.close() }
  }

  private func attempt<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw IndexError(error, path: path)
    }
  }
}
