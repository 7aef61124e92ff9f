package import Model
internal import Bytes
internal import SQLiteSupport

extension SQLiteLedger {
  /// As `LedgerReader` says.
  package func appliedLSN() throws -> UInt64 {
    try reading { db in
      UInt64(bitPattern: try Int64.fetchOne(db, sql: "SELECT applied FROM state") ?? 0)
    }
  }

  /// As `LedgerReader` says.
  package func logNumber() throws -> UInt64 {
    try reading { db in
      UInt64(bitPattern: try Int64.fetchOne(db, sql: "SELECT log FROM state") ?? 0)
    }
  }

  /// As `LedgerWriter` says.
  package func belong(toLog number: UInt64) throws {
    guard try logNumber() != number else { return }
    try writing { db in
      try db.execute(sql: "UPDATE state SET log = ?", arguments: [Int64(bitPattern: number)])
    }
  }

  /// As `LedgerWriter` says.
  package func goOn(behind number: UInt64, chain: Digest) throws {
    try writing { db in
      try db.execute(sql: LedgerFormat.makeChainTable)
      try db.execute(
        sql: "INSERT OR REPLACE INTO chain VALUES (1, ?)", arguments: [Blob(chain.bytes)])
      try db.execute(
        sql: "UPDATE state SET applied = ?", arguments: [Int64(bitPattern: number)])
    }
  }

  /// As `LedgerReader` says.
  package func chain() throws -> Digest? {
    try reading { db in
      guard try db.tableExists(LedgerFormat.chainTable) else { return nil }
      let row = try Row.fetchOne(db, sql: "SELECT digest FROM chain")
      return row.flatMap { Digest(bytes: $0.bytes(at: 0)) }
    }
  }

  /// As `LedgerReader` says.
  package func highestNumber() throws -> DecisionNumber? {
    try reading { db in
      let highest = try Int64.fetchOne(db, sql: "SELECT highest FROM state") ?? 0
      return highest == 0 ? nil : DecisionNumber(stored: highest)
    }
  }

  func rows(_ condition: String, _ arguments: StatementArguments) throws -> [ArticleRow] {
    try reading { db in
      let sql = "SELECT content, signature FROM article WHERE \(condition)"
      return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
        .map { try ArticleRow(encodedContent: $0.bytes(at: 0), signature: $0.bytes(at: 1)) }
    }
  }

  /// As `LedgerReader` says.
  package func article(_ number: DecisionNumber) throws -> ArticleRow? {
    try rows("number = ?", [number.stored]).first
  }

  /// As `LedgerReader` says.
  package func article(id: String) throws -> Found<ArticleRow> {
    switch try match(id, in: "article") {
    case .found(let exact): try rows("id = ?", [exact]).first.map { .found($0) } ?? .none
    case .ambiguous(let ids): .ambiguous(ids)
    case .none: .none
    }
  }

  /// The one id in `table` that `id` is or begins, by the tree of ids. One of a record in a container
  /// (`JOB-1`) is whole as it stands, and begins no other (`JOB-10`).
  func match(_ id: String, in table: String) throws -> Found<String> {
    guard !id.isEmpty else { return .none }
    if id.contains("-") {
      let exact = try reading { db in
        try String.fetchAll(
          db.cachedStatement(sql: "SELECT id FROM \(table) WHERE id = ?"), arguments: [id])
      }
      return exact.first.map { .found($0) } ?? .none
    }
    let ids = try reading { db in
      try String.fetchAll(
        db.cachedStatement(sql: "SELECT id FROM \(table) WHERE id >= ? AND id < ? LIMIT 8"),
        arguments: [id, id + "\u{10FFFF}"])
    }
    if ids.contains(id) || ids.count == 1 { return .found(ids.contains(id) ? id : ids[0]) }
    return ids.isEmpty ? .none : .ambiguous(ids)
  }

  /// As `LedgerReader` says.
  package func articles(ofJob id: String, limit: Int) throws -> [ArticleRow] {
    // "." is the character behind "-": the range of all ids that the job's records have.
    try rows("(id = ?1 OR (id > ?1 || '-' AND id < ?1 || '.')) AND job = ?1", [id])
      .sorted { $0.ordinal < $1.ordinal }.prefix(limit).map { $0 }
  }

  /// As `LedgerReader` says.
  package func articles(withURL url: String) throws -> [DecisionNumber] {
    try rows(
      "number IN (SELECT number FROM url WHERE hash = ?) ORDER BY number",
      [LedgerFormat.hash(url.utf8)]
    ).filter { $0.article.url == url || $0.article.canonicalURL == url }.map(\.number)
  }

  /// As `LedgerReader` says.
  package func summaries(
    of numbers: [DecisionNumber]
  ) throws -> [DecisionNumber: ArticleSummary] {
    try reading { db in
      let statement = try db.cachedStatement(
        sql: """
          SELECT id, job, headline, url, source, outcome, arrival, story_time, copy_of, story, cluster
          FROM article WHERE number = ?
          """)
      var found: [DecisionNumber: ArticleSummary] = [:]
      for number in numbers {
        guard let row = try Row.fetchOne(statement, arguments: [number.stored]) else { continue }
        found[number] = ArticleSummary(
          number: number, id: row[0], jobID: row[1], headline: row[2], url: row[3],
          source: row[4], outcome: try Self.outcome(row[5]), arrival: row[6], storyTime: row[7],
          copyOf: (row[8] as Int64?).map(DecisionNumber.init(stored:)),
          story: DecisionNumber(stored: row[9]), cluster: DecisionNumber(stored: row[10]))
      }
      return found
    }
  }

  static func outcome(_ name: String) throws -> Outcome {
    guard let outcome = Outcome(rawValue: name) else { throw BinaryError.malformed(at: 0) }
    return outcome
  }

  /// As `LedgerReader` says.
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

  /// As `LedgerReader` says.
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

  /// As `LedgerReader` says.
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
