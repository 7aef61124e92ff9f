package import Model
import SQLiteSupport

/// One search while it is carried out, on the articles that there were when it began.
package struct SearchRun {
  /// How many articles are scored at first. When they do not fill the page, twice as many are.
  static let candidateCount = 300
  /// With so many, a search that has used its time ends.
  static let enoughCount = 40

  let request: SearchRequest
  let plan: QueryPlan
  /// Newest first.
  let slices: [IndexSlice]
  /// The newest article that is looked at.
  package let newest: DecisionNumber
  private let stopwatch: SearchStopwatch

  init(
    _ request: SearchRequest, stories: [String: [DecisionNumber]], on index: FullTextIndex,
    time: SearchTime
  ) throws {
    self.request = request
    let numbers = stories.mapValues { $0.map { Int64(bitPattern: $0.rawValue) } }
    plan = QueryPlan(request.query, stories: numbers)
    slices = try index.current().reversed()
    stopwatch = SearchStopwatch(time.extended(forSlices: slices.count))
    newest = try request.cursor?.newest ?? Self.newest(of: slices)
  }

  private static func newest(of slices: [IndexSlice]) throws -> DecisionNumber {
    for slice in slices {
      if let number = try slice.newestNumber() { return DecisionNumber(UInt64(number)) }
    }
    return DecisionNumber(0)
  }

  /// The page that was asked for.
  package func answer() throws -> SearchAnswer {
    var page = SearchPage(request)
    var size =
      request.order == .date
      ? request.firstHit + request.limit + 1 : max(Self.candidateCount, request.limit)
    while true {
      let gathering = try gather(size)
      page.add(gathering.found)
      if gathering.isExhausted || gathering.isLate || page.isFull {
        return page.answer(isExhausted: gathering.isExhausted, isLate: gathering.isLate)
      }
      size *= 2
    }
  }

  private func gather(_ size: Int) throws -> Gathering {
    var gathering = Gathering()
    switch request.order {
    case .relevance: try gatherBest(size, into: &gathering)
    case .date: try gatherNewest(size, into: &gathering)
    }
    return gathering
  }

  /// True when the time is over that so many hits are looked for.
  func isLate(_ count: Int) -> Bool {
    stopwatch.isOver(found: count, enough: max(Self.enoughCount, request.limit))
  }

  /// The article, where it is a hit of this search.
  package func match(_ number: DecisionNumber) throws -> RankedArticle? {
    let row = Int64(bitPattern: number.rawValue)
    guard number <= newest, let slice = slices.first(where: { $0.numbers.contains(row) }) else {
      return nil
    }
    for one in plan.cases {
      let query = CandidateQuery(one, rows: row..<row + 1, limit: 1)
      if let found = try slice.candidates(query).first { return found }
    }
    return nil
  }

  /// The first of these articles, by number, that is a hit of this search.
  package func firstMatch(among numbers: [DecisionNumber]) throws -> DecisionNumber? {
    let rows = numbers.map { Int64(bitPattern: $0.rawValue) }
    for slice in slices.reversed() where rows.contains(where: slice.numbers.contains) {
      let found = try plan.cases.compactMap { one in
        var query = CandidateQuery(one, rows: slice.numbers, limit: 1)
        query.tests.append((.numbers(rows), true))
        return try slice.candidates(query, isNewestFirst: false).first?.number
      }
      if let first = found.min() { return first }
    }
    return nil
  }
}
