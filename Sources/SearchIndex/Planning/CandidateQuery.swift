import Model
import SQLiteSupport

/// Which articles of a slice are looked for, and how they are scored.
struct CandidateQuery {
  var match: String
  var tests: [(test: QueryPlan.Test, isTrue: Bool)]
  /// By phrase; none for no score.
  var weights: [Double] = []
  /// Decision numbers that are looked at.
  var rows: Range<Int64>
  var limit: Int
  /// By date in place of number.
  var isByDate = false

  init(_ one: QueryPlan.Case, rows: Range<Int64>, limit: Int) {
    match = one.match
    tests = one.tests
    self.rows = rows
    self.limit = limit
  }

  /// What is put behind `WHERE ft MATCH ?`.
  var conditions: (sql: String, arguments: StatementArguments) {
    var sql = " AND ft.rowid >= ? AND ft.rowid < ?"
    var arguments: StatementArguments = [rows.lowerBound, rows.upperBound]
    func add(_ condition: String, _ isTrue: Bool, _ values: StatementArguments) {
      sql += isTrue ? " AND \(condition)" : " AND NOT coalesce(\(condition), 0)"
      arguments += values
    }
    for (test, isTrue) in tests {
      switch test {
      case .local(let from, let before):
        add("(m.local >= ? AND m.local < ?)", isTrue, [from ?? .min, before ?? .max])
      case .moment(let from, let before):
        add("(m.moment >= ? AND m.moment < ?)", isTrue, [from ?? .min, before ?? .max])
      case .numbers(let numbers):
        let list = "[\(numbers.map(String.init).joined(separator: ","))]"
        add("(m.number IN (SELECT value FROM json_each(?)))", isTrue, [list])
      }
    }
    return (sql, arguments)
  }

  /// The numbers of the slice that may pass the tests; empty where none can.
  func rows(in slice: IndexSlice) throws -> Range<Int64> {
    var rows = rows.clamped(to: slice.numbers)
    for case (let test, true) in tests {
      switch test {
      case .numbers(let numbers):
        let inside = numbers.filter(rows.contains)
        guard let first = inside.min(), let last = inside.max() else { return 0..<0 }
        rows = rows.clamped(to: first..<last + 1)
      case .local(let from, let before):
        guard try slice.holdsDates(from: from, before: before, tolerance: 0) else { return 0..<0 }
      case .moment(let from, let before):
        // A clock is at most 14 hours from UTC.
        guard try slice.holdsDates(from: from, before: before, tolerance: 50_400) else {
          return 0..<0
        }
      }
    }
    return rows
  }
}

extension IndexSlice {
  /// The articles of a query, newest number first unless by date, or oldest number first.
  func candidates(
    _ query: CandidateQuery, isNewestFirst: Bool = true
  ) throws -> [RankedArticle] {
    var query = query
    query.rows = try query.rows(in: self)
    guard !query.rows.isEmpty else { return [] }
    let (conditions, arguments) = query.conditions
    let score = query.weights.isEmpty ? "0.0" : "winnow_score(ft, ?)"
    let byNumber = isNewestFirst ? "ft.rowid DESC" : "ft.rowid"
    let order = query.isByDate ? "m.local DESC NULLS LAST, ft.rowid DESC" : byNumber
    let sql = """
      SELECT ft.rowid, \(score), m.story, m.local
      FROM ft CROSS JOIN meta m ON m.number = ft.rowid
      WHERE ft MATCH ?\(conditions) ORDER BY \(order) LIMIT ?
      """
    var all: StatementArguments =
      query.weights.isEmpty ? [] : [SearchScore.bytes(of: query.weights)]
    all += [query.match]
    all += arguments
    all += [query.limit]
    return try file.read { db in
      try Row.fetchAll(db.cachedStatement(sql: sql), arguments: all).map { row in
        RankedArticle(
          number: DecisionNumber(UInt64(bitPattern: row[0] as Int64)), score: row[1],
          story: DecisionNumber(UInt64(bitPattern: row[2] as Int64)), local: row[3])
      }
    }
  }

  /// The highest number that is here.
  func newestNumber() throws -> Int64? {
    try file.read { db in
      try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(number) FROM meta"))
    }
  }

  /// True when an article here may have a date of the span, on its own clock give or take `tolerance`
  /// seconds.
  func holdsDates(from: Int64?, before: Int64?, tolerance: Int64) throws -> Bool {
    try file.read { db in
      let sql = "SELECT 1 FROM meta WHERE local >= ? AND local < ? LIMIT 1"
      let lower = from.map { $0 - tolerance } ?? .min
      let upper = before.map { $0 + tolerance } ?? .max
      return try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: [lower, upper]) != nil
    }
  }
}
