package import Model
import GRDB

extension SQLiteLedger {
  /// As `Ledger` says.
  package func appliedLSN() throws -> UInt64 {
    try reading { db in
      UInt64(bitPattern: try Int64.fetchOne(db, sql: "SELECT applied FROM state") ?? 0)
    }
  }

  /// As `Ledger` says.
  package func highestNumber() throws -> DecisionNumber? {
    try reading { db in
      let highest = try Int64.fetchOne(db, sql: "SELECT highest FROM state") ?? 0
      return highest == 0 ? nil : DecisionNumber(stored: highest)
    }
  }

  private func rows(_ condition: String, _ arguments: StatementArguments) throws -> [ArticleRow] {
    try reading { db in
      let sql = "SELECT content, signature FROM article WHERE \(condition)"
      return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
        .map { try ArticleRow(encodedContent: $0.bytes(at: 0), signature: $0.bytes(at: 1)) }
    }
  }

  /// As `Ledger` says.
  package func article(_ number: DecisionNumber) throws -> ArticleRow? {
    try rows("number = ?", [number.stored]).first
  }

  /// As `Ledger` says.
  package func article(id: String) throws -> Found<ArticleRow> {
    switch try match(id, in: "article") {
    case .found(let exact): try rows("id = ?", [exact]).first.map { .found($0) } ?? .none
    case .ambiguous(let ids): .ambiguous(ids)
    case .none: .none
    }
  }

  /// The one id in `table` that `id` is or begins, by the tree of ids.
  private func match(_ id: String, in table: String) throws -> Found<String> {
    guard !id.isEmpty else { return .none }
    let ids = try reading { db in
      try String.fetchAll(
        db.cachedStatement(sql: "SELECT id FROM \(table) WHERE id >= ? AND id < ? LIMIT 8"),
        arguments: [id, id + "\u{10FFFF}"])
    }
    if ids.contains(id) || ids.count == 1 { return .found(ids.contains(id) ? id : ids[0]) }
    return ids.isEmpty ? .none : .ambiguous(ids)
  }

  /// As `Ledger` says.
  package func articles(ofJob id: String, limit: Int) throws -> [ArticleRow] {
    // "." is the character behind "-": the range of all ids that the job's records have.
    try rows("(id = ?1 OR (id > ?1 || '-' AND id < ?1 || '.')) AND job = ?1", [id])
      .sorted { $0.ordinal < $1.ordinal }.prefix(limit).map { $0 }
  }

  /// As `Ledger` says.
  package func articles(withURL url: String) throws -> [DecisionNumber] {
    try rows(
      "number IN (SELECT number FROM url WHERE hash = ?) ORDER BY number",
      [LedgerSchema.hash(url.utf8)]
    ).filter { $0.article.url == url || $0.article.canonicalURL == url }.map(\.number)
  }

  /// As `Ledger` says.
  package func summaries(
    of numbers: [DecisionNumber]
  ) throws -> [DecisionNumber: ArticleSummary] {
    try reading { db in
      let statement = try db.cachedStatement(
        sql: """
          SELECT id, job, headline, url, source, outcome, arrival, clock, copy_of, story, cluster
          FROM article WHERE number = ?
          """)
      var found: [DecisionNumber: ArticleSummary] = [:]
      for number in numbers {
        guard let row = try Row.fetchOne(statement, arguments: [number.stored]) else { continue }
        found[number] = ArticleSummary(
          number: number, id: row[0], jobID: row[1], headline: row[2], url: row[3],
          source: row[4], outcome: try Self.outcome(row[5]), arrival: row[6], clock: row[7],
          copyOf: (row[8] as Int64?).map(DecisionNumber.init(stored:)),
          story: DecisionNumber(stored: row[9]), cluster: DecisionNumber(stored: row[10]))
      }
      return found
    }
  }

  private static func outcome(_ name: String) throws -> Outcome {
    guard let outcome = Outcome(rawValue: name) else { throw RowCodingError.malformed(at: 0) }
    return outcome
  }

  /// As `Ledger` says.
  package func ids(of numbers: [DecisionNumber]) throws -> [DecisionNumber: String] {
    try reading { db in
      let statement = try db.cachedStatement(
        sql: """
          SELECT id FROM article WHERE number = ?1 UNION ALL SELECT id FROM removal WHERE number = ?1
          """)
      var found: [DecisionNumber: String] = [:]
      for number in numbers where found[number] == nil {
        found[number] = try String.fetchOne(statement, arguments: [number.stored])
      }
      return found
    }
  }

  /// As `Ledger` says.
  package func forEachArticle(
    from number: DecisionNumber, _ body: (ArticleRow) throws -> Bool
  ) throws {
    try forEachPage(from: number, columns: "number, content, signature") { row in
      let content = row.bytes(at: 1)
      let article = try ArticleRow(encodedContent: content, signature: row.bytes(at: 2))
      return (article, content.count)
    } body: {
      try body($0)
    }
  }

  /// As `Ledger` says.
  package func forEachSignature(
    from number: DecisionNumber, _ body: (SignatureRow) throws -> Bool
  ) throws {
    try forEachPage(from: number, columns: SignatureRow.columns) { row in
      let value = SignatureRow(row)
      return (value, value.signature.count)
    } body: {
      try body($0)
    }
  }

  /// Walks the articles a page at a time: `body` runs outside of any read, so it may ask the
  /// ledger itself, and a long walk does not keep the write-ahead file from being copied over.
  private func forEachPage<Value>(
    from number: DecisionNumber, columns: String, read: (Row) throws -> (Value, byteCount: Int),
    body: (Value) throws -> Bool
  ) throws {
    // A page ends at whichever comes first.
    let (rowLimit, byteLimit) = (256, 4 << 20)
    var next: Int64? = number.stored
    while let start = next {
      let page = try reading { db -> (values: [Value], next: Int64?) in
        let sql = "SELECT \(columns) FROM article WHERE number >= ? ORDER BY number"
        let cursor = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: [start])
        var (values, byteCount): ([Value], Int) = ([], 0)
        while let row = try cursor.next() {
          if values.count == rowLimit || byteCount >= byteLimit { return (values, row[0]) }
          let (value, count) = try read(row)
          values.append(value)
          byteCount += count
        }
        return (values, nil)
      }
      for value in page.values { guard try body(value) else { return } }
      next = page.next
    }
  }
}

extension SQLiteLedger {
  private func clusterNumber(of number: DecisionNumber) throws -> Int64? {
    try reading { db in
      try Int64.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT cluster FROM article WHERE number = ?1
            UNION ALL SELECT cluster FROM removal WHERE number = ?1
            """),
        arguments: [number.stored])
    }
  }

  /// As `Ledger` says.
  package func cluster(of number: DecisionNumber, limit: Int) throws -> [ArticleRow] {
    guard let cluster = try clusterNumber(of: number) else { return [] }
    let first = try rows("number = ?1 AND cluster = ?1", [cluster])
    let others = try rows(
      "cluster = ? AND cluster <> number ORDER BY number LIMIT ?", [cluster, limit])
    return Array((first + others).prefix(limit))
  }

  /// As `Ledger` says.
  package func head(of number: DecisionNumber) throws -> DecisionNumber? {
    guard let cluster = try clusterNumber(of: number) else { return nil }
    // Newest first; the first whose head is still there has the say.
    let sql = """
      SELECT head FROM (
        SELECT number, head FROM article WHERE cluster = ?1 AND cluster <> number
        UNION ALL SELECT number, head FROM article WHERE number = ?1
      ) AS member
      WHERE EXISTS (SELECT 1 FROM article WHERE number = member.head AND cluster = ?1)
      ORDER BY number DESC LIMIT 1
      """
    let oldest = """
      SELECT number FROM article WHERE number = ?1 AND cluster = ?1
      UNION ALL
      SELECT min(number) FROM article WHERE cluster = ?1 AND cluster <> number
      LIMIT 1
      """
    return try reading { db in
      let head = try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: [cluster])
      return try (head ?? Int64.fetchOne(db.cachedStatement(sql: oldest), arguments: [cluster]))
        .map(DecisionNumber.init(stored:))
    }
  }

  /// As `Ledger` says.
  package func story(_ story: DecisionNumber, limit: Int) throws -> [ArticleRow] {
    let first = try rows("number = ?1 AND story = ?1", [story.stored])
    let others = try rows(
      "story = ? AND story <> number ORDER BY number LIMIT ?", [story.stored, limit])
    return Array((first + others).prefix(limit))
  }

  private func numbers(_ sql: String, _ number: DecisionNumber) throws -> [DecisionNumber] {
    try reading { db in
      try Int64.fetchAll(db.cachedStatement(sql: sql), arguments: [number.stored])
        .map(DecisionNumber.init(stored:))
    }
  }

  /// As `Ledger` says.
  package func containers(of number: DecisionNumber) throws -> [DecisionNumber] {
    try numbers(
      """
      SELECT whole FROM containment WHERE part = ?1
      AND EXISTS (SELECT 1 FROM article WHERE number = part)
      AND EXISTS (SELECT 1 FROM article WHERE number = whole) ORDER BY whole
      """, number)
  }

  /// As `Ledger` says.
  package func parts(of number: DecisionNumber) throws -> [DecisionNumber] {
    try numbers(
      """
      SELECT part FROM containment WHERE whole = ?1
      AND EXISTS (SELECT 1 FROM article WHERE number = part)
      AND EXISTS (SELECT 1 FROM article WHERE number = whole) ORDER BY part
      """, number)
  }

  /// As `Ledger` says.
  package func job(id: String) throws -> Found<JobRow> {
    switch try match(id, in: "job") {
    case .found(let exact): try jobs("id = ?", [exact]).first.map { .found($0) } ?? .none
    case .ambiguous(let ids): .ambiguous(ids)
    case .none: .none
    }
  }

  private func jobs(_ condition: String, _ arguments: StatementArguments) throws -> [JobRow] {
    try reading { db in
      let sql = "SELECT content FROM job WHERE \(condition)"
      return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
        .map { try JobRow(encoded: $0.bytes(at: 0)) }
    }
  }

  /// As `Ledger` says.
  package func jobs(forFile file: [UInt8]) throws -> [JobRow] {
    try jobs("file_hash = ? ORDER BY id DESC", [LedgerSchema.hash(file)])
      .filter { $0.file == file }
  }

  /// As `Ledger` says.
  package func jobs(
    outcome: Outcome?, reason: String?, before: String?, limit: Int
  ) throws -> [JobRow] {
    var conditions = ["id < ?"]
    var arguments: StatementArguments = [before ?? "\u{10FFFF}"]
    if let outcome {
      conditions.append("outcome = ?")
      arguments += [outcome.rawValue]
    }
    if let reason {
      conditions.append("reason = ?")
      arguments += [reason]
    }
    arguments += [limit]
    let condition = conditions.joined(separator: " AND ")
    return try jobs("\(condition) ORDER BY id DESC LIMIT ?", arguments)
  }

  /// As `Ledger` says. Nothing is known of a ledger that an older winnow wrote last.
  package func lastArrivals() throws -> [String: Int64] {
    try reading { db in
      guard try db.tableExists("source_arrival") else { return [:] }
      let rows = try Row.fetchAll(db, sql: "SELECT source, last FROM source_arrival")
      return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
    }
  }

  /// As `Ledger` says.
  package func tallies() throws -> [Tally] {
    try reading { db in
      try Row.fetchAll(db, sql: "SELECT kind, source, outcome, reason, count FROM tally")
        .compactMap { row in
          guard let kind = Tally.Kind(rawValue: row[0]), row[4] as Int > 0 else { return nil }
          let (source, reason): (String, String) = (row[1], row[3])
          return Tally(
            kind: kind, source: source.isEmpty ? nil : source, outcome: try Self.outcome(row[2]),
            reason: reason.isEmpty ? nil : reason, count: row[4])
        }
    }
  }

  /// As `Ledger` says.
  package func removals(limit: Int) throws -> [Removal] {
    try reading { db in
      try Row.fetchAll(
        db,
        sql: "SELECT number, id, occurred, why FROM removal ORDER BY number DESC LIMIT ?",
        arguments: [limit]
      ).map { row in
        Removal(
          number: DecisionNumber(stored: row[0]), id: row[1], when: row[2], why: row[3])
      }
    }
  }
}
