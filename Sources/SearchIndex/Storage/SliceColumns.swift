import Model
import SQLiteSupport

/// What counts go by, of all articles of a slice, in memory: some ten bytes an article.
///
/// What is appended to the slice is read on; where anything else has changed, all is read again.
struct SliceColumns {
  /// By number, counted from the slice's first: what has no article is never asked for.
  private var sources: [UInt16] = []
  private var languages: [UInt16] = []
  private var outcomes: [UInt16] = []
  private var days: [Int32] = []
  /// Names by their numbers in the columns; the first is for articles without one.
  private var names: [String?] = [nil]
  private var known: [UInt64: UInt16] = [:]
  private var changes: Int64 = -1
  private var next: Int64 = 0

  private static let undated = Int32.min

  /// Reads what is new.
  mutating func update(from db: Database, first: Int64) throws {
    let changes = try Int64.fetchOne(db, sql: "SELECT changes FROM state") ?? 0
    if changes != self.changes { self = SliceColumns(changes: changes, next: first) }
    let sql = """
      SELECT number, source, language, outcome, local FROM meta WHERE number >= ? ORDER BY number
      """
    var columns = self
    self = SliceColumns(changes: -1, next: first)
    try db.cachedStatement(sql: sql).forEachRow(arguments: [columns.next]) { row in
      columns.append(row, first: first)
    }
    self = columns
  }

  init() {}

  private init(changes: Int64, next: Int64) {
    self.changes = changes
    self.next = next
  }

  private mutating func append(_ row: borrowing StatementRow, first: Int64) {
    let number = row.integer(at: 0)
    while next < number {
      sources.append(0)
      languages.append(0)
      outcomes.append(0)
      days.append(Self.undated)
      next += 1
    }
    sources.append(name(row, 1))
    languages.append(name(row, 2))
    outcomes.append(name(row, 3))
    let local = row.integer(at: 4)
    days.append(
      row.isNull(at: 4)
        ? Self.undated : Int32(clamping: (local - (local < 0 ? 86_399 : 0)) / 86_400))
    next += 1
  }

  private mutating func name(_ row: borrowing StatementRow, _ column: Int) -> UInt16 {
    let hash = row.withText(at: column) { text in
      var hash: UInt64 = 0
      for index in 0..<text.count {
        hash = (hash ^ UInt64(text[index]) &+ 1) &* 0x0000_0100_0000_01B3
      }
      return hash
    }
    if row.isNull(at: column) { return 0 }
    if let number = known[hash] { return number }
    guard names.count < Int(UInt16.max) else { return 0 }
    let text = row.withText(at: column) { text in
      String(decoding: (0..<text.count).map { text[$0] }, as: UTF8.self)
    }
    names.append(text)
    known[hash] = UInt16(names.count - 1)
    return UInt16(names.count - 1)
  }

  /// Counts the articles at some offsets from the slice's first.
  func count(_ offsets: [Int], by field: CountField) -> [(value: String?, count: Int)] {
    if field == .day { return countDays(offsets) }
    let column =
      switch field {
      case .source: sources
      case .lang: languages
      case .outcome, .day: outcomes
      }
    var counts = [Int](repeating: 0, count: names.count)
    for offset in offsets where offset < column.count { counts[Int(column[offset])] += 1 }
    return counts.indices.filter { counts[$0] > 0 }.map { (names[$0], counts[$0]) }
  }

  private func countDays(_ offsets: [Int]) -> [(value: String?, count: Int)] {
    // Dates of damaged articles lie far from all others: days near the middle one are counted in a row.
    let middle = days.count / 2
    let base = Int(days.isEmpty || days[middle] == Self.undated ? 0 : days[middle]) - 8_192
    var near = [Int](repeating: 0, count: 16_384)
    var far: [Int32: Int] = [:]
    for offset in offsets where offset < days.count {
      let row = Int(days[offset]) - base
      if near.indices.contains(row) {
        near[row] += 1
      } else {
        far[days[offset], default: 0] += 1
      }
    }
    for (row, count) in near.enumerated() where count > 0 { far[Int32(base + row)] = count }
    return far.map { day, count in
      let text = String(ISOTime.text(seconds: Int64(day) * 86_400).prefix(10))
      return (day == Self.undated ? nil : text, count)
    }
  }
}
