import Model
import NearDuplicates
internal import SQLiteSupport

extension SQLiteLedger {
  /// As `LedgerWriter` says.
  package func apply(_ batch: LedgerBatch) throws {
    try writing { try LedgerTransaction(batch, in: $0).run() }
  }
}

/// One batch on its way into the tables.
private struct LedgerTransaction {
  let batch: LedgerBatch
  let db: Database
  var clusters: [DecisionNumber: Int64] = [:]
  var tallies: [Tally: Int] = [:]
  var lastArrivals: [String: Int64] = [:]

  init(_ batch: LedgerBatch, in db: Database) {
    self.batch = batch
    self.db = db
  }

  consuming func run() throws {
    guard let state = try Row.fetchOne(db, sql: "SELECT applied, highest FROM state") else {
      throw DatabaseError.damaged("the table of states is empty")
    }
    guard batch.appliedLSN > UInt64(bitPattern: state[0] as Int64) else { return }
    var highest = UInt64(bitPattern: state[1] as Int64)
    for row in batch.articles {
      try insert(row)
      highest = max(highest, row.number.rawValue)
    }
    highest = max(highest, batch.last?.rawValue ?? 0)
    for job in batch.jobs { try insert(job) }
    for move in batch.moves { try apply(move) }
    for amendment in batch.amendments { try amend(amendment) }
    for removal in batch.removals { try remove(removal) }
    for change in batch.changes { try insert(change) }
    for learned in batch.learned {
      for line in learned.lines {
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO boilerplate VALUES (?, ?, ?)").execute(
          arguments: [learned.source, Int64(bitPattern: learned.version), Int64(line)])
      }
    }
    try storeTallies()
    if let chain = batch.chain {
      try db.execute(sql: LedgerFormat.makeChainTable)
      try db.execute(
        sql: "INSERT OR REPLACE INTO chain VALUES (1, ?)", arguments: [Blob(chain.bytes)])
    }
    try db.execute(
      sql: "UPDATE state SET applied = ?, highest = ?",
      arguments: [Int64(bitPattern: batch.appliedLSN), Int64(bitPattern: highest)])
  }

  private mutating func insert(_ row: ArticleRow) throws {
    let cluster = try cluster(of: row)
    let decision = row.decision
    clusters[row.number] = cluster
    try db.cachedStatement(
      sql: "INSERT INTO article VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
    ).execute(arguments: [
      row.number.stored, row.id, row.jobID, row.outcome.rawValue, row.arrival, row.storyTime,
      decision.copyOf?.stored, decision.kind?.rawValue, decision.story.stored, decision.head.stored,
      cluster, row.provenance.source, row.article.url, row.article.headline, Blob(row.signature),
      Blob(row.encodedContent),
    ])
    try link(row)
    for part in decision.contains { try contain(row.number, part) }
    for whole in decision.containedBy { try contain(whole, row.number) }
    count(row, by: 1)
  }

  private func insert(_ change: Change) throws {
    try db.cachedStatement(sql: "INSERT OR REPLACE INTO change VALUES (?, ?, ?)").execute(
      arguments: [
        Int64(bitPattern: change.number), Int64(change.event.rawValue), change.article.stored,
      ])
  }

  private func cluster(of row: ArticleRow) throws -> Int64 {
    guard let original = row.decision.copyOf else { return row.number.stored }
    if let known = clusters[original] { return known }
    let sql = """
      SELECT cluster FROM article WHERE number = ?1
      UNION ALL SELECT cluster FROM removal WHERE number = ?1
      """
    return try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: [original.stored])
      ?? original.stored
  }

  private func link(_ row: ArticleRow) throws {
    for url in Set([row.article.url, row.article.canonicalURL].compactMap { $0 }) {
      try db.cachedStatement(sql: "INSERT OR IGNORE INTO url VALUES (?, ?)")
        .execute(arguments: [LedgerFormat.hash(url.utf8), row.number.stored])
    }
  }

  private func unlink(_ row: ArticleRow) throws {
    for url in [row.article.url, row.article.canonicalURL].compactMap({ $0 }) {
      try db.cachedStatement(sql: "DELETE FROM url WHERE hash = ? AND number = ?")
        .execute(arguments: [LedgerFormat.hash(url.utf8), row.number.stored])
    }
  }

  private func contain(_ whole: DecisionNumber, _ part: DecisionNumber) throws {
    try db.cachedStatement(sql: "INSERT OR IGNORE INTO containment VALUES (?, ?)")
      .execute(arguments: [whole.stored, part.stored])
  }

  private mutating func insert(_ job: JobRow) throws {
    let before = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT content FROM job WHERE id = ?"), arguments: [job.id])
    if let before { count(try JobRow(encoded: before.bytes(at: 0)), by: -1) }
    try db.cachedStatement(sql: "INSERT OR REPLACE INTO job VALUES (?, ?, ?, ?, ?)")
      .execute(arguments: [
        job.id, LedgerFormat.hash(job.file), job.outcome.rawValue, job.reason ?? "",
        Blob(job.encoded),
      ])
    count(job, by: 1)
    let source = job.source ?? ""
    lastArrivals[source] = max(job.arrival, lastArrivals[source] ?? .min)
  }

  private func fetch(_ number: DecisionNumber) throws -> ArticleRow? {
    try Row.fetchOne(
      db.cachedStatement(sql: "SELECT content, signature FROM article WHERE number = ?"),
      arguments: [number.stored]
    ).map { try ArticleRow(encodedContent: $0.bytes(at: 0), signature: $0.bytes(at: 1)) }
  }

  /// Puts an article and its copies into another story.
  private mutating func apply(_ move: StoryMove) throws {
    let numbers = try Int64.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT number FROM article WHERE number = ?1
          UNION ALL SELECT number FROM article WHERE cluster = ?1 AND cluster <> number
          """),
      arguments: [move.number.stored])
    for number in numbers {
      guard var row = try fetch(DecisionNumber(stored: number)),
        row.decision.story != move.story
      else { continue }
      try db.cachedStatement(sql: "INSERT OR IGNORE INTO arrival_story VALUES (?, ?)")
        .execute(arguments: [number, row.decision.story.stored])
      count(row, by: -1)
      row.decision.story = move.story
      count(row, by: 1)
      try db.cachedStatement(sql: "UPDATE article SET story = ?, content = ? WHERE number = ?")
        .execute(arguments: [move.story.stored, Blob(row.encodedContent), number])
    }
  }

  private func amend(_ amendment: Amendment) throws {
    guard var row = try fetch(amendment.number) else { return }
    try unlink(row)
    if let signature = amendment.signature, signature != row.signature {
      try replaceKeys(of: row, by: signature)
    }
    amendment.amend(&row)
    try link(row)
    try db.cachedStatement(
      sql: """
        UPDATE article SET url = ?, headline = ?, story_time = ?, signature = ?, content = ?
        WHERE number = ?
        """
    ).execute(arguments: [
      row.article.url, row.article.headline, row.storyTime, Blob(row.signature),
      Blob(row.encodedContent), row.number.stored,
    ])
  }

  /// Has an article that is found by the keys of its signature be found by those of another one.
  private func replaceKeys(of row: ArticleRow, by signature: [UInt8]) throws {
    let through = try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT through FROM copy_key_state"), arguments: [])
    guard let through, row.number <= DecisionNumber(stored: through) else { return }
    for key in StoredSignature(decoding: row.signature)?.signature.keys ?? [] {
      try db.cachedStatement(sql: "DELETE FROM copy_key WHERE key = ? AND number = ?")
        .execute(arguments: [Int64(key), row.number.stored])
    }
    for key in StoredSignature(decoding: signature)?.signature.keys ?? [] {
      try db.cachedStatement(sql: "INSERT OR IGNORE INTO copy_key VALUES (?, ?)")
        .execute(arguments: [Int64(key), row.number.stored])
    }
  }

  private mutating func remove(_ removal: Removal) throws {
    let number = removal.number.stored
    let row = try fetch(removal.number)
    let cluster = try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT cluster FROM article WHERE number = ?"), arguments: [number])
    try db.execute(
      sql: """
        INSERT INTO removal VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET id = excluded.id, occurred = excluded.occurred, why = excluded.why
        """,
      arguments: [number, removal.id, cluster ?? number, removal.when, removal.why])
    guard let row else { return }
    try unlink(row)
    for key in StoredSignature(decoding: row.signature)?.signature.keys ?? [] {
      try db.execute(
        sql: "DELETE FROM copy_key WHERE key = ? AND number = ?", arguments: [Int64(key), number])
    }
    try db.execute(sql: "DELETE FROM containment WHERE whole = ?", arguments: [number])
    try db.execute(sql: "DELETE FROM containment WHERE part = ?", arguments: [number])
    try db.execute(sql: "DELETE FROM arrival_story WHERE number = ?", arguments: [number])
    try db.execute(sql: "DELETE FROM article WHERE number = ?", arguments: [number])
    count(row, by: -1)
  }

  private mutating func count(_ row: ArticleRow, by step: Int) {
    let source = row.provenance.source
    tallies[Tally(.article, source, row.outcome), default: 0] += step
    guard row.decision.story == row.number else { return }
    tallies[Tally(.story, source, row.outcome), default: 0] += step
  }

  private mutating func count(_ job: JobRow, by step: Int) {
    tallies[Tally(.job, job.source, job.outcome, job.reason), default: 0] += step
  }

  private func storeTallies() throws {
    let sql = """
      INSERT INTO tally VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET count = count + excluded.count
      """
    for (tally, step) in tallies where step != 0 {
      try db.cachedStatement(sql: sql).execute(arguments: [
        tally.kind.rawValue, tally.source ?? "", tally.outcome.rawValue, tally.reason ?? "", step,
      ])
    }
    for (source, last) in lastArrivals {
      try db.cachedStatement(
        sql: """
          INSERT INTO source_arrival VALUES (?, ?)
          ON CONFLICT DO UPDATE SET last = max(last, excluded.last)
          """
      ).execute(arguments: [source, last])
    }
  }
}

extension Tally {
  /// A tally as a key, its count left open.
  init(_ kind: Kind, _ source: String?, _ outcome: Outcome, _ reason: String? = nil) {
    self.init(kind: kind, source: source, outcome: outcome, reason: reason, count: 0)
  }
}

extension DecisionNumber {
  /// As SQLite keeps it.
  var stored: Int64 { Int64(bitPattern: rawValue) }

  init(stored: Int64) { self.init(UInt64(bitPattern: stored)) }
}
