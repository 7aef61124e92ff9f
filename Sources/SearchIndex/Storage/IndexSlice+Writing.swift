import Model
import SQLiteSupport

/// What one transaction does to a slice.
struct SliceChanges {
  var entries: [IndexEntry] = []
  var removed: [DecisionNumber] = []
  /// Articles that are in another story now, with their copies; in order, behind the entries.
  var moves: [(number: Int64, story: Int64)] = []
  /// The cluster of copies that an entry belongs to, where it is not its own.
  var clusters: [DecisionNumber: Int64] = [:]

  var isEmpty: Bool { entries.isEmpty && removed.isEmpty && moves.isEmpty }
}

extension IndexSlice {
  /// Makes the changes in one durable transaction. Made twice they have the same result.
  ///
  /// `lsn`: The record that everything in the index is now up to; nil while others are still to change.
  func apply(_ changes: SliceChanges, lsn: UInt64?) throws {
    try file.write { db in
      // The facts first, then the texts: a change of another table between two texts would have FTS5
      // write out what it gathers for the whole transaction.
      let texts = try changes.entries.compactMap { entry in
        try putFacts(of: entry, cluster: changes.clusters[entry.number], in: db)
      }
      for move in changes.moves {
        for whose in ["number = ?2", "cluster = ?2 AND cluster <> number"] {
          try db.cachedStatement(sql: "UPDATE meta SET story = ?1 WHERE \(whose)")
            .execute(arguments: [move.story, move.number])
        }
      }
      for table in ["meta WHERE number", "ft WHERE rowid"] {
        if table.hasPrefix("ft") { for text in texts { try put(text.entry, text.source, in: db) } }
        for number in changes.removed {
          try db.cachedStatement(sql: "DELETE FROM \(table) = ?")
            .execute(arguments: [Int64(bitPattern: number.rawValue)])
        }
      }
      if !changes.removed.isEmpty {
        try db.execute(
          sql: "UPDATE state SET deleted = deleted + ?", arguments: [Int64(changes.removed.count)])
      }
      if try !isAppending(changes, in: db) {
        try db.execute(sql: "UPDATE state SET changes = changes + 1")
      }
      if let lsn {
        try db.execute(
          sql: "UPDATE state SET applied = ?", arguments: [Int64(bitPattern: lsn)])
      }
    }
  }

  /// Writes the file anew where rows were taken out of it, so that no byte of them is left: FTS5 keeps the
  /// words of a deleted row until it merges them away, and SQLite the pages that it has freed.
  ///
  /// Takes some seconds in a full slice, and twice its size of free space. Readers go on meanwhile. Returns
  /// false when one of them still needs the write-ahead file: to be called again.
  func overwriteDeleted() throws -> Bool {
    let count = try stateNumber("deleted")
    guard count > 0 else { return true }
    try file.write { try $0.execute(sql: "INSERT INTO ft(ft) VALUES ('optimize')") }
    try file.writeAnew()
    guard try file.emptyWriteAheadFile() else { return false }
    try file.write { db in
      try db.execute(
        sql: "UPDATE state SET deleted = deleted - ?", arguments: [Int64(bitPattern: count)])
    }
    return true
  }

  /// True when nothing is changed that was there before.
  private func isAppending(_ changes: SliceChanges, in db: Database) throws -> Bool {
    guard changes.removed.isEmpty, let first = changes.entries.map(\.number.rawValue).min() else {
      return changes.removed.isEmpty
    }
    let count = try Int.fetchOne(
      db.cachedStatement(sql: "SELECT count(*) FROM meta WHERE number >= ?"),
      arguments: [Int64(bitPattern: first)])
    return count == changes.entries.count && changes.entries.allSatisfy { $0.standing != nil }
  }

  /// Nil for an amendment of an article that is not here.
  private func putFacts(
    of entry: IndexEntry, cluster: Int64?, in db: Database
  ) throws -> (entry: IndexEntry, source: String?)? {
    let row = Int64(bitPattern: entry.number.rawValue)
    guard let standing = entry.standing else {
      let known = try Row.fetchOne(
        db.cachedStatement(sql: "SELECT source FROM meta WHERE number = ?"), arguments: [row])
      guard let known else { return nil }
      try db.cachedStatement(
        sql: "UPDATE meta SET local = ?, moment = ?, language = ? WHERE number = ?"
      ).execute(arguments: [entry.date?.local, entry.date?.moment, entry.language, row])
      return (entry, known[0])
    }
    try db.cachedStatement(sql: "INSERT OR REPLACE INTO meta VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
      .execute(arguments: [
        row, Int64(bitPattern: standing.story.rawValue), cluster ?? row, standing.outcome.rawValue,
        entry.date?.local, entry.date?.moment, standing.source, entry.language,
      ])
    return (entry, standing.source)
  }

  private func put(_ entry: IndexEntry, _ source: String?, in db: Database) throws {
    let headline = IndexedText.prepared(entry.headline)
    let body = IndexedText.prepared(entry.body)
    let levels = WordLevel.tags(headline: headline, body: body)
    try db.cachedStatement(
      sql: "INSERT OR REPLACE INTO ft(rowid, headline, body, author, tags) VALUES (?, ?, ?, ?, ?)"
    ).execute(arguments: [
      Int64(bitPattern: entry.number.rawValue), headline, body, IndexedText.names(entry.authors),
      IndexTag.text(entry, source: source, levels: levels),
    ])
  }

  /// The clusters of these articles, as far as they are here.
  func clusters(of numbers: [Int64]) throws -> [Int64: Int64] {
    try file.read { db in
      var found: [Int64: Int64] = [:]
      for number in numbers {
        found[number] = try Int64.fetchOne(
          db.cachedStatement(sql: "SELECT cluster FROM meta WHERE number = ?"),
          arguments: [number])
      }
      return found
    }
  }

  /// True when the article or a copy of it is here.
  func hasMember(ofCluster cluster: Int64) throws -> Bool {
    try file.read { db in
      try Int64.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT number FROM meta WHERE number = ?1
            UNION ALL SELECT number FROM meta WHERE cluster = ?1 AND cluster <> number LIMIT 1
            """), arguments: [cluster]) != nil
    }
  }
}
