package import Model
internal import SQLiteSupport

extension SQLiteLedger {
  /// As `LedgerReader` says.
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

  /// As `LedgerReader` says.
  package func jobs(forFile file: [UInt8]) throws -> [JobRow] {
    try jobs("file_hash = ? ORDER BY id DESC", [LedgerFormat.hash(file)])
      .filter { $0.file == file }
  }

  /// As `LedgerReader` says.
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

  /// As `LedgerReader` says.
  package func lastArrivals() throws -> [String: Int64] {
    try reading { db in
      let rows = try Row.fetchAll(db, sql: "SELECT source, last FROM source_arrival")
      return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
    }
  }

  /// As `LedgerReader` says.
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

  /// As `LedgerReader` says.
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
