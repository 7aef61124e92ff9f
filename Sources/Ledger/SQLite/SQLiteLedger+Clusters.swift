package import Model
internal import SQLiteSupport

extension SQLiteLedger {
  func clusterNumber(of number: DecisionNumber) throws -> Int64? {
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

  /// As `LedgerReader` says.
  package func cluster(of number: DecisionNumber, limit: Int) throws -> [ArticleRow] {
    guard let cluster = try clusterNumber(of: number) else { return [] }
    let first = try rows("number = ?1 AND cluster = ?1", [cluster])
    let others = try rows(
      "cluster = ? AND cluster <> number ORDER BY number LIMIT ?", [cluster, limit])
    return Array((first + others).prefix(limit))
  }

  /// As `LedgerReader` says.
  package func head(of number: DecisionNumber) throws -> DecisionNumber? {
    guard let cluster = try clusterNumber(of: number) else { return nil }
    // Newest first, the oldest being the cluster's number; the first whose head is still there has the say.
    let sql = """
      SELECT coalesce(
        (SELECT head FROM article AS member WHERE cluster = ?1 AND cluster <> number
          AND EXISTS (SELECT 1 FROM article WHERE number = member.head AND cluster = ?1)
          ORDER BY number DESC LIMIT 1),
        (SELECT head FROM article AS member WHERE number = ?1
          AND EXISTS (SELECT 1 FROM article WHERE number = member.head AND cluster = ?1)))
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

  /// As `LedgerReader` says.
  package func story(_ story: DecisionNumber, limit: Int) throws -> [ArticleRow] {
    let first = try rows("number = ?1 AND story = ?1", [story.stored])
    let others = try rows(
      "story = ? AND story <> number ORDER BY number LIMIT ?", [story.stored, limit])
    return Array((first + others).prefix(limit))
  }

  /// As `LedgerReader` says.
  package func earlier(inStoryOf number: DecisionNumber) throws -> [DecisionNumber] {
    let story = """
      SELECT coalesce(
        (SELECT story FROM arrival_story WHERE number = ?1),
        (SELECT story FROM article WHERE number = ?1))
      """
    // Those that are there now and did not come from elsewhere, and those that have left it.
    let members = """
      SELECT number FROM article WHERE number = ?1 AND story = ?1 AND number < ?2
        AND NOT EXISTS (SELECT 1 FROM arrival_story WHERE number = article.number)
      UNION ALL
      SELECT number FROM article WHERE story = ?1 AND story <> number AND number < ?2
        AND NOT EXISTS (SELECT 1 FROM arrival_story WHERE number = article.number)
      UNION ALL
      SELECT number FROM arrival_story WHERE story = ?1 AND number < ?2
      ORDER BY number
      """
    return try reading { db in
      guard
        let story = try Int64.fetchOne(db.cachedStatement(sql: story), arguments: [number.stored])
      else { return [] }
      return try Int64.fetchAll(
        db.cachedStatement(sql: members), arguments: [story, number.stored]
      ).map(DecisionNumber.init(stored:))
    }
  }

  private func numbers(_ sql: String, _ number: DecisionNumber) throws -> [DecisionNumber] {
    try reading { db in
      try Int64.fetchAll(db.cachedStatement(sql: sql), arguments: [number.stored])
        .map(DecisionNumber.init(stored:))
    }
  }

  /// As `LedgerReader` says.
  package func containers(of number: DecisionNumber) throws -> [DecisionNumber] {
    try numbers(
      """
      SELECT whole FROM containment WHERE part = ?1
      AND EXISTS (SELECT 1 FROM article WHERE number = part)
      AND EXISTS (SELECT 1 FROM article WHERE number = whole) ORDER BY whole
      """, number)
  }

  /// As `LedgerReader` says.
  package func parts(of number: DecisionNumber) throws -> [DecisionNumber] {
    try numbers(
      """
      SELECT part FROM containment WHERE whole = ?1
      AND EXISTS (SELECT 1 FROM article WHERE number = part)
      AND EXISTS (SELECT 1 FROM article WHERE number = whole) ORDER BY part
      """, number)
  }
}
