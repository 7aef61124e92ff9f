package import Model
internal import Bytes
internal import SQLiteSupport

/// The change feed, joined with what the ledger holds of the articles now.
extension SQLiteLedger {
  /// As `LedgerReader` says.
  package func lastChange() throws -> UInt64 {
    try reading { db in
      UInt64(
        bitPattern: try Int64.fetchOne(
          db.cachedStatement(sql: "SELECT max(number) FROM change")) ?? 0)
    }
  }

  /// As `LedgerReader` says.
  package func changes(after number: UInt64, limit: Int) throws -> [Change] {
    try reading { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT number, event, article FROM change WHERE number > ? ORDER BY number LIMIT ?
            """), arguments: [Int64(bitPattern: number), limit]
      ).map { try Self.change($0) }
    }
  }

  private static func change(_ row: Row) throws -> Change {
    guard let event = UInt8(exactly: row[1] as Int64).flatMap(ChangeEvent.init(rawValue:)) else {
      throw BinaryError.malformed(at: 0)
    }
    return Change(
      number: UInt64(bitPattern: row[0]), event: event, article: DecisionNumber(stored: row[2]))
  }

  /// As `LedgerReader` says.
  package func changedArticles(
    after number: UInt64, _ filter: ChangeFilter, limit: Int
  ) throws -> ChangePage {
    // A page ends at whichever comes first.
    let (lookLimit, byteLimit) = (20_000, 4 << 20)
    return try reading { db in
      let cursor = try Row.fetchCursor(
        db.cachedStatement(
          sql: """
            SELECT change.number, event, change.article, coalesce(article.id, removal.id),
              article.number, article.source, removal.occurred, removal.why
            FROM change LEFT JOIN article ON article.number = change.article
              LEFT JOIN removal ON removal.number = change.article
            WHERE change.number > ? ORDER BY change.number LIMIT ?
            """), arguments: [Int64(bitPattern: number), lookLimit])
      let content = try db.cachedStatement(sql: "SELECT content FROM article WHERE number = ?")
      var page = ChangePage(through: number)
      var byteCount = 0
      while page.entries.count < limit, byteCount < byteLimit, let row = try cursor.next() {
        let change = try Self.change(row)
        page.through = change.number
        let id: String? = row[3]
        if !filter.fits(id) { continue }
        let isThere = (row[4] as Int64?) != nil
        if let wanted = filter.source {
          let source: String? = isThere ? row[5] : try sourceOfRemoved(id, db)
          if (source ?? "") != wanted { continue }
        }
        let bytes =
          isThere
          ? try Row.fetchOne(content, arguments: [change.article.stored])?.bytes(at: 0) : nil
        byteCount += bytes?.count ?? 0
        let removal = (row[6] as Int64?).map { occurred in
          Removal(number: change.article, id: id ?? "", when: occurred, why: row[7])
        }
        page.entries.append(
          ChangedArticle(
            change: change,
            row: try bytes.map { try ArticleRow(encodedContent: $0, signature: []) },
            removal: removal))
      }
      return page
    }
  }

  /// The source of an article that was taken out, by its job, which stays on record.
  private func sourceOfRemoved(_ id: String?, _ db: Database) throws -> String? {
    guard let id else { return nil }
    return try Row.fetchOne(
      db.cachedStatement(sql: "SELECT content FROM job WHERE id = ?"),
      arguments: [String(id.prefix { $0 != "-" })]
    ).flatMap { try JobRow(encoded: $0.bytes(at: 0)).source }
  }

  /// As `LedgerReader` says.
  package func copies(of number: DecisionNumber) throws -> [DecisionNumber] {
    guard let cluster = try clusterNumber(of: number) else { return [] }
    return try reading { db in
      try Int64.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT number FROM article WHERE number = ?1 AND cluster = ?1
            UNION ALL SELECT number FROM article WHERE cluster = ?1 AND cluster <> number
            ORDER BY number
            """), arguments: [cluster]
      ).map(DecisionNumber.init(stored:))
    }
  }
}
