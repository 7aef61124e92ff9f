import Model
import SQLiteSupport

extension SearchRun {
  /// How many articles match, by the field; the most first, then by name. Nil counts those without one.
  package func count(
    by field: CountField
  ) throws -> (counts: [(value: String?, count: Int)], isPartial: Bool) {
    var counts: [String?: Int] = [:]
    for one in plan.cases {
      for slice in slices {
        let query = CandidateQuery(one, rows: 0..<Int64(newest.rawValue) + 1, limit: .max)
        for (value, count) in try slice.count(query, by: field) {
          counts[value, default: 0] += count
        }
      }
    }
    let sorted = counts.map { (value: $0.key, count: $0.value) }.sorted {
      $0.count != $1.count ? $0.count > $1.count : ($0.value ?? "") < ($1.value ?? "")
    }
    return (sorted, false)
  }
}

extension IndexSlice {
  fileprivate func count(
    _ query: CandidateQuery, by field: CountField
  ) throws -> [(value: String?, count: Int)] {
    var query = query
    query.rows = try query.rows(in: self)
    guard !query.rows.isEmpty else { return [] }
    let (conditions, arguments) = query.conditions
    let column =
      switch field {
      case .source: "m.source"
      case .lang: "m.language"
      case .outcome: "m.outcome"
      case .day: "date(m.local, 'unixepoch')"
      }
    var all: StatementArguments = [query.match]
    all += arguments
    return try file.read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT \(column), count(*) FROM ft CROSS JOIN meta m ON m.number = ft.rowid
            WHERE ft MATCH ?\(conditions) GROUP BY 1
            """), arguments: all
      ).map { ($0[0], $0[1]) }
    }
  }
}
