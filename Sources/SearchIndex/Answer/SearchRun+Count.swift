import Model
import SQLiteSupport
import Synchronization

extension SearchRun {
  /// Numbers of a slice that are counted before the next look at the clock.
  private static let countedSpan: Int64 = 16_384

  /// How many articles match, by the field; the most first, then by name. Nil counts those without one.
  package func count(
    by field: CountField
  ) throws -> (counts: [(value: String?, count: Int)], isPartial: Bool) {
    let (counts, isPartial) = try count(by: [field])
    return (counts[0], isPartial)
  }

  /// The same for several fields, for which the matches are looked up once.
  package func count(
    by fields: [CountField]
  ) throws -> (counts: [[(value: String?, count: Int)]], isPartial: Bool) {
    var counts = [[String?: Int]](repeating: [:], count: fields.count)
    var isPartial = false
    counting: for slice in slices {
      let numbers = slice.numbers.clamped(to: 0..<Int64(newest.rawValue) + 1)
      var end = numbers.upperBound
      while end > numbers.lowerBound {
        // Counting is exact or says that it is not; it has more time than a search that ranks.
        if isLate(0) {
          isPartial = true
          break counting
        }
        let start = max(numbers.lowerBound, end - Self.countedSpan)
        for one in plan.cases {
          let query = CandidateQuery(one, rows: start..<end, limit: .max)
          for (index, found) in try slice.count(query, by: fields).enumerated() {
            for (value, count) in found { counts[index][value, default: 0] += count }
          }
        }
        end = start
      }
    }
    let sorted = counts.map { counts in
      counts.map { (value: $0.key, count: $0.value) }.sorted {
        $0.count != $1.count ? $0.count > $1.count : ($0.value ?? "") < ($1.value ?? "")
      }
    }
    return (sorted, isPartial)
  }
}

extension IndexSlice {
  fileprivate func count(
    _ query: CandidateQuery, by fields: [CountField]
  ) throws -> [[(value: String?, count: Int)]] {
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
      var offsets: [Int] = []
      try db.cachedStatement(sql: sql).forEachRow(arguments: all) { row in
        offsets.append(Int(row.integer(at: 0) - first))
      }
      return fields.map { columns.count(offsets, by: $0) }
    }
  }
}
