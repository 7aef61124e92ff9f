import Model
import SQLiteSupport
import Synchronization

extension SearchRun {
  /// How many articles match, by the field; the most first, then by name. Nil counts those without one.
  package func count(
    by field: CountField
  ) throws -> (counts: [(value: String?, count: Int)], isPartial: Bool) {
    var counts: [String?: Int] = [:]
    var isPartial = false
    counting: for slice in slices {
      for one in plan.cases {
        let query = CandidateQuery(one, rows: 0..<Int64(newest.rawValue) + 1, limit: .max)
        for (value, count) in try slice.count(query, by: field) {
          counts[value, default: 0] += count
        }
      }
      // Counting is exact or says that it is not; it has more time than a search that ranks.
      if isLate(0), slice !== slices.last {
        isPartial = true
        break counting
      }
    }
    let sorted = counts.map { (value: $0.key, count: $0.value) }.sorted {
      $0.count != $1.count ? $0.count > $1.count : ($0.value ?? "") < ($1.value ?? "")
    }
    return (sorted, isPartial)
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
    let join = query.tests.isEmpty ? "" : " CROSS JOIN meta m ON m.number = ft.rowid"
    let sql = "SELECT ft.rowid FROM ft\(join) WHERE ft MATCH ?\(conditions)"
    var all: StatementArguments = [query.match]
    all += arguments
    let first = numbers.lowerBound
    return try file.read { db in
      // Columns and matches of one snapshot.
      let columns = try self.columns.withLock { columns in
        try columns.update(from: db, first: first)
        return columns
      }
      return try columns.count(by: field) { add in
        try db.cachedStatement(sql: sql).forEachRow(arguments: all) { row in
          add(Int(row.integer(at: 0) - first))
        }
      }
    }
  }
}
