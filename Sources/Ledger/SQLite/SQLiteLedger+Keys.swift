package import Model
package import NearDuplicates
internal import SQLiteSupport

/// Articles that have left the index of copies, found through the keys of their signatures.
extension SQLiteLedger {
  /// Places looked up for one key: a key with more is a stock phrase.
  private static let placeLimit = 64

  /// As `LedgerReader` says.
  package func boilerplate() throws -> BoilerplateLibrary {
    try reading { db in
      let rows = try Row.fetchAll(
        db, sql: "SELECT source, version, line FROM boilerplate ORDER BY source, version, line")
      var learned: [LearnedLines] = []
      for row in rows {
        let (source, version): (String, Int64) = (row[0], row[1])
        let line = UInt32(truncatingIfNeeded: row[2] as Int64)
        if let last = learned.last, last.source == source,
          last.version == UInt64(bitPattern: version)
        {
          learned[learned.count - 1].lines.append(line)
        } else {
          learned.append(
            LearnedLines(source: source, version: UInt64(bitPattern: version), lines: [line]))
        }
      }
      return BoilerplateLibrary(learned)
    }
  }

  /// As `LedgerReader` says.
  package func keysIndexedThrough() throws -> DecisionNumber {
    try reading { db in
      DecisionNumber(
        stored: try Int64.fetchOne(db, sql: "SELECT through FROM copy_key_state") ?? 0)
    }
  }

  /// As `LedgerWriter` says.
  package func indexKeys(through end: DecisionNumber, limit: Int) throws {
    try writing { db in
      let start = try Int64.fetchOne(db, sql: "SELECT through FROM copy_key_state") ?? 0
      guard start < end.stored else { return }
      let rows = try Row.fetchCursor(
        db.cachedStatement(
          sql: """
            SELECT number, signature FROM article WHERE number > ? AND number <= ?
            ORDER BY number LIMIT ?
            """), arguments: [start, end.stored, limit])
      let insert = try db.cachedStatement(sql: "INSERT OR IGNORE INTO copy_key VALUES (?, ?)")
      var last = end.stored
      var count = 0
      while let row = try rows.next() {
        count += 1
        if count == limit { last = row[0] }
        guard let stored = StoredSignature(decoding: row.bytes(at: 1)) else { continue }
        for key in stored.signature.keys {
          try insert.execute(arguments: [Int64(key), row[0] as Int64])
        }
      }
      try db.execute(sql: "UPDATE copy_key_state SET through = ?", arguments: [last])
    }
  }

  /// As `LedgerReader` says.
  package func signatures(
    withKeys keys: [UInt32], before end: DecisionNumber, limit: Int
  ) throws -> [SignatureRow] {
    try reading { db in
      var hits: [Int64: Int] = [:]
      let find = try db.cachedStatement(
        sql: "SELECT number FROM copy_key WHERE key = ? AND number < ? ORDER BY number LIMIT ?")
      for key in keys {
        let places = try Int64.fetchAll(
          find, arguments: [Int64(key), end.stored, Self.placeLimit])
        for place in places { hits[place, default: 0] += 1 }
      }
      let needed = min(2, keys.count)
      let best = hits.filter { $0.value >= needed }
        .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(limit)
      let fetch = try db.cachedStatement(
        sql: "SELECT \(SignatureRow.columns) FROM article WHERE number = ?")
      return try best.compactMap { place in
        try Row.fetchOne(fetch, arguments: [place.key]).map { SignatureRow($0) }
      }
    }
  }
}
