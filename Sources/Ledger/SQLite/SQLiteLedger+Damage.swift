internal import Bytes
internal import Model
internal import SQLiteSupport

/// Whether the ledger is as it was written.
extension SQLiteLedger {
  /// Reads every page, index and row; what is wrong with them, a line each, or nothing. Takes time in
  /// proportion to the ledger's size.
  ///
  /// Rows are held against their checksums (those of earlier builds have none), against the columns and
  /// the tables that are made from them, and counted anew.
  package func findDamage() throws -> [String] {
    var found = try file.findDamage()
    do {
      found += try file.read { db in
        var check = RowCheck(db: db)
        return try check.run()
      }
    } catch let error as SQLiteFileError {
      guard case .damaged(let detail) = error.problem else { throw error }
      found.append("its rows cannot be read to the end (\(detail))")
    }
    return found
  }

  /// Reads every page and every row's checksum, and compares nothing: what is wrong, or nothing.
  package func findAlteredBytes() throws -> [String] {
    try file.read { db in
      var found = try String.fetchAll(db, sql: "PRAGMA quick_check(16)").filter { $0 != "ok" }
      for (table, name) in [("article", "article"), ("job", "job")] {
        let cursor = try Row.fetchCursor(
          db.makeStatement(sql: "SELECT id, content FROM \(table)"))
        while let row = try cursor.next() {
          if RowChecksum.isAltered(row.bytes(at: 1)) {
            found.append("the row of \(name) \(row[0] as String? ?? "without id") was altered")
          }
        }
      }
      return found
    }
  }

  /// Calls `body` with every job that can be read, in the order of their ids.
  package func forEachReadableJob(_ body: (JobRow) -> Void) throws {
    try reading { db in
      let cursor = try Row.fetchCursor(db.makeStatement(sql: "SELECT content FROM job ORDER BY id"))
      while let row = try cursor.next() {
        if let job = try? JobRow(encoded: row.bytes(at: 0)) { body(job) }
      }
    }
  }
}

/// Compares what the ledger says twice.
private struct RowCheck {
  let db: Database
  private var found: [String] = []
  private var tallies: [Tally: Int] = [:]
  private var urlCount = 0

  init(db: Database) { self.db = db }

  mutating func run() throws -> [String] {
    try compareArticles()
    try compareJobs()
    // What was not read was not counted.
    if found.isEmpty { try compareCounts() }
    return found
  }

  private mutating func compareArticles() throws {
    let sql = """
      SELECT number, id, job, outcome, arrival, story_time, copy_of, kind, story, head, source, url,
        headline, signature, content
      FROM article ORDER BY number
      """
    let cursor = try Row.fetchCursor(db.makeStatement(sql: sql))
    let link = try db.makeStatement(sql: "SELECT count(*) FROM url WHERE hash = ? AND number = ?")
    while let row = try cursor.next() {
      let number: Int64? = row[0]
      let name = "article \(row[1] as String? ?? "number \(number ?? 0)")"
      guard
        let article = try? ArticleRow(
          encodedContent: row.bytes(at: 14), signature: row.bytes(at: 13))
      else {
        found.append("the row of \(name) does not read back: its bytes were altered")
        continue
      }
      if !Self.fits(row, article) {
        found.append("the columns of \(name) are not those of its row: bytes of it were altered")
      }
      let urls = Set([article.article.url, article.article.canonicalURL].compactMap { $0 })
      urlCount += urls.count
      for url in urls
      where try Int64.fetchOne(link, arguments: [LedgerFormat.hash(url.utf8), number]) != 1 {
        found.append("\(name) is not found by its address")
      }
      let source = article.provenance.source
      tallies[Tally(.article, source, article.outcome), default: 0] += 1
      if article.decision.story == article.number {
        tallies[Tally(.story, source, article.outcome), default: 0] += 1
      }
    }
  }

  private static func fits(_ row: Row, _ article: ArticleRow) -> Bool {
    let decision = article.decision
    let numbers: [Int64?] = [
      article.number.stored, article.arrival, article.storyTime, decision.copyOf?.stored,
      decision.story.stored, decision.head.stored,
    ]
    let texts: [String?] = [
      article.id, article.jobID, article.outcome.rawValue, decision.kind?.rawValue,
      article.provenance.source, article.article.url, article.article.headline,
    ]
    return numbers == [row[0], row[4], row[5], row[6], row[8], row[9]] as [Int64?]
      && texts == [row[1], row[2], row[3], row[7], row[10], row[11], row[12]] as [String?]
  }

  private mutating func compareJobs() throws {
    let cursor = try Row.fetchCursor(
      db.makeStatement(sql: "SELECT id, file_hash, outcome, reason, content FROM job"))
    while let row = try cursor.next() {
      let name = "job \(row[0] as String? ?? "without id")"
      guard let job = try? JobRow(encoded: row.bytes(at: 4)) else {
        found.append("the row of \(name) does not read back: its bytes were altered")
        continue
      }
      let texts: [String?] = [job.id, job.outcome.rawValue, job.reason ?? ""]
      if texts != [row[0], row[2], row[3]] as [String?]
        || row[1] as Int64? != LedgerFormat.hash(job.file)
      {
        found.append("the columns of \(name) are not those of its row: bytes of it were altered")
      }
      tallies[Tally(.job, job.source, job.outcome, job.reason), default: 0] += 1
    }
  }

  private mutating func compareCounts() throws {
    let rows = try Row.fetchAll(db, sql: "SELECT kind, source, outcome, reason, count FROM tally")
    var stated: [[String?]: Int] = [:]
    for row in rows {
      if let count = row[4] as Int64?, count != 0 {
        stated[[row[0], row[1], row[2], row[3]]] = Int(count)
      }
    }
    var counted: [[String?]: Int] = [:]
    for (tally, count) in tallies {
      let key = [
        tally.kind.rawValue, tally.source ?? "", tally.outcome.rawValue, tally.reason ?? "",
      ]
      counted[key, default: 0] += count
    }
    if stated != counted { found.append("its counts are not those of its rows") }
    if try Int.fetchOne(db, sql: "SELECT count(*) FROM url") != urlCount {
      found.append("it finds addresses of articles that it does not hold")
    }
  }
}
