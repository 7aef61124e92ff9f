import Model
import SQLiteSupport

/// Looks for the newest hits by the articles' own dates, period by period, so that of a frequent word only
/// the last few days are read.
extension SearchRun {
  /// With fewer hits all are sorted.
  private static let dateSampleCount = 100

  /// A span of days that the index has a tag for.
  private enum Period {
    case day, month, year

    /// The tag of the period that a time is in, and the time at which it begins.
    func span(of local: Int64) -> (tag: String, start: Int64) {
      let day = (local >= 0 ? local : local - 86_399) / 86_400
      var date = CivilDate(daysSince1970: day)
      switch self {
      case .day: return (IndexTag.day(date), day * 86_400)
      case .month:
        date.day = 1
        return (IndexTag.month(date), date.daysSince1970 * 86_400)
      case .year:
        (date.month, date.day) = (1, 1)
        return (IndexTag.year(date.year), date.daysSince1970 * 86_400)
      }
    }
  }

  /// Adds all hits where there are few, else the `size` hits with the newest dates, or some more.
  func gatherNewest(_ size: Int, into gathering: inout Gathering) throws {
    let sampleCount = max(size, Self.dateSampleCount)
    try gather(sampleCount, tag: nil, among: slices, into: &gathering)
    if gathering.isLate { return }
    if gathering.found.count < sampleCount {
      gathering.isExhausted = true
      return
    }
    let sample = gathering
    gathering = Gathering()
    let period = try period(sample)
    var before = Int64.max
    while let newest = try slices.compactMap({ try $0.newestDate(before: before) }).max() {
      let (tag, start) = period.span(of: newest)
      let holding = try slices.filter {
        try $0.holdsDates(from: start, before: before, tolerance: 0)
      }
      try gather(.max, tag: tag, among: holding, into: &gathering)
      if gathering.isLate || gathering.found.count >= size { return }
      before = start
    }
    try gather(size, tag: IndexTag.undated, among: slices, into: &gathering)
    gathering.isExhausted = !gathering.isLate && gathering.found.count < size
  }

  /// The shortest period in which a few hits are to be expected.
  private func period(_ sample: Gathering) throws -> Period {
    let numbers = sample.found.map { Int64($0.number.rawValue) }
    guard let first = numbers.min(), let last = numbers.max() else { return .day }
    // How many articles there are for a hit, and how many a day.
    let gap = Double(last - first + 1) / Double(numbers.count)
    let dates = try slices.prefix(1).flatMap { slice in
      [try slice.newestDate(before: .max), try slice.oldestDate()].compactMap { $0 }
    }
    guard let newest = dates.first, let oldest = dates.last, let slice = slices.first else {
      return .year
    }
    let days = max(1, Double(newest - oldest) / 86_400)
    let hits = Double(try slice.articleCount()) / days / gap
    return hits >= 1 ? .day : hits >= 0.1 ? .month : .year
  }

  /// Adds up to `size` hits of a period, of each case.
  private func gather(
    _ size: Int, tag: String?, among slices: [IndexSlice], into gathering: inout Gathering
  ) throws {
    for one in plan.cases {
      var rest = size
      for slice in slices where rest > 0 {
        var query = CandidateQuery(one, rows: 0..<Int64(newest.rawValue) + 1, limit: rest)
        if let tag { query.match = "(\(query.match)) AND (\(MatchWriter.tags(tag)))" }
        let found = try slice.candidates(query)
        gathering.add(found)
        rest -= found.count
        if isLate(gathering.found.count) {
          gathering.isLate = true
          return
        }
      }
    }
  }
}

extension IndexSlice {
  /// The newest date before another, on the articles' own clocks.
  fileprivate func newestDate(before: Int64) throws -> Int64? {
    try file.read { db in
      try Int64.fetchOne(
        db.cachedStatement(sql: "SELECT max(local) FROM meta WHERE local < ?"), arguments: [before])
    }
  }

  fileprivate func oldestDate() throws -> Int64? {
    try file.read { db in
      try Int64.fetchOne(
        db.cachedStatement(sql: "SELECT min(local) FROM meta WHERE local IS NOT NULL"))
    }
  }
}
