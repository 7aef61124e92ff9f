import Model
import Testing

@testable import SearchIndex

/// Which articles are found, in which order, without looking at all of them.
@Suite struct SearchRunTests {
  let folder: FullTextIndexTests.Folder
  let index: FullTextIndex

  init() throws {
    folder = try FullTextIndexTests.Folder()
    index = try FullTextIndex.open(folder.path, sliceLength: 500)
  }

  private func entry(
    _ number: UInt64, _ body: String, day: Int64? = nil, source: String? = nil
  ) -> IndexEntry {
    var entry = IndexEntry(number: DecisionNumber(number), headline: "", body: body)
    entry.date = day.map { ArticleDate(local: $0 * 86_400 + 43_200, moment: $0 * 86_400 + 43_200) }
    entry.standing?.source = source
    return entry
  }

  private func answer(
    _ query: String, limit: Int = 10, order: SearchOrder = .relevance, after: SearchCursor? = nil,
    time: SearchTime = .unlimited
  ) throws -> (answer: SearchAnswer, run: SearchRun) {
    var request = try SearchRequest(query: query)
    request.limit = limit
    request.order = order
    request.cursor = after
    let run = try index.begin(request, time: time)
    return (try run.answer(), run)
  }

  private func numbers(_ answer: SearchAnswer) -> [UInt64] {
    answer.articles.map(\.number.rawValue)
  }

  @Test("the article that is about a word is first, however many newer ones name it")
  func levels() throws {
    try index.apply(
      (1...1_900).map { number in
        entry(
          number,
          number == 7
            ? "bridge bridge bridge bridge closed"
            : number == 900
              ? "bridge bridge bridge and much else of the town" : "a bridge and the town")
      }, lsn: 1)
    #expect(numbers(try answer("bridge").answer).prefix(3) == [7, 900, 1_900])
    #expect(numbers(try answer("bridge -town").answer) == [7])
    #expect(numbers(try answer("brid*").answer).first == 7)
    let choice = numbers(try answer("bridge OR zeppelin").answer)
    #expect(choice.prefix(2) == [7, 900])
  }

  @Test("of some articles the first that matches is told, in whichever slice")
  func firstMatch() throws {
    try index.apply(
      (1...1_200).map { entry($0, $0 % 100 == 0 ? "bridge" : "town", day: Int64($0)) }, lsn: 1)
    let run = try answer("bridge").run
    func first(_ numbers: ClosedRange<UInt64>) throws -> UInt64? {
      try run.firstMatch(among: numbers.map { DecisionNumber($0) })?.rawValue
    }
    #expect(try first(101...250) == 200)
    #expect(try first(450...1_200) == 500)
    #expect(try first(1_101...1_199) == nil && first(5_000...5_001) == nil)
    #expect(try run.firstMatch(among: []) == nil)
    // A date beside a word is several cases.
    let dated = try answer("bridge (since:1970-10 OR town)").run
    let some = [200, 300, 400].map { DecisionNumber($0) }
    #expect(try dated.firstMatch(among: some)?.rawValue == 300)
  }

  @Test("of two words the rarer counts more")
  func rarity() throws {
    try index.apply(
      (1...800).map { entry($0, $0 % 50 == 0 ? "rare common common" : "common other") }
        + [entry(801, "rare other other common"), entry(802, "common common common")], lsn: 1)
    let found = try answer("common OR rare", limit: 3).answer
    #expect(found.articles.allSatisfy { $0.number.rawValue % 50 == 0 || $0.number.rawValue == 801 })
  }

  @Test("the article that a phrase counts much in is first, however many newer ones have it once")
  func phraseLevels() throws {
    let rest = String(repeating: " of the old town where a hundred people have lived", count: 12)
    try index.apply(
      (1...1_900).map { number in
        entry(
          number,
          number == 7
            ? "bridge street bridge street bridge street"
            : "the bridge street" + rest)
      }, lsn: 1)
    let found = numbers(try answer("\"bridge street\"").answer)
    #expect(found.prefix(2) == [7, 1_900])
  }

  @Test("a larger index gives a search more time, up to eight slices")
  func timeOfSlices() {
    let time = SearchTime(
      enough: .milliseconds(10), few: .milliseconds(20), none: .seconds(1),
      perSlice: .milliseconds(2))
    #expect(time.extended(forSlices: 2).enough == .milliseconds(10))
    #expect(time.extended(forSlices: 5).enough == .milliseconds(16))
    #expect(time.extended(forSlices: 5).few == .milliseconds(26))
    #expect(time.extended(forSlices: 80) == time.extended(forSlices: 8))
    #expect(time.extended(forSlices: 5).none == .seconds(1))
  }

  @Test("a search whose time is over gives what it has, marked as partial, and never nothing")
  func partial() throws {
    try index.apply((1...1_900).map { entry($0, "common words") }, lsn: 1)
    let none = SearchTime(enough: .zero, few: .zero, none: .seconds(60))
    let (partial, _) = try answer("common", time: none)
    #expect(partial.isPartial && partial.hasMore)
    #expect(partial.articles.count == 10)
    #expect(try !answer("common").answer.isPartial)
    #expect(try !answer("zeppelin", time: none).answer.isPartial)
  }

  @Test("sorted by date the newest come first, whenever they arrived, and undated ones last")
  func byDate() throws {
    // Days in no order of arrival; a hundred and more hits, so that they are read by periods.
    let days = (0..<1_900).map { Int64($0 * 7_919 % 1_000) + 20_000 }
    try index.apply(
      days.enumerated().map { index, day in
        entry(
          UInt64(index + 1), index % 9 == 0 ? "other" : "common",
          day: index % 100 == 1 ? nil : day)
      }, lsn: 1)
    let right = days.indices.filter { $0 % 9 != 0 }.sorted { left, right in
      func key(_ index: Int) -> (Int64, Int) {
        (index % 100 == 1 ? .min : days[index], index)
      }
      return key(left) > key(right)
    }.map { UInt64($0 + 1) }
    #expect(
      numbers(try answer("common", limit: 30, order: .date).answer) == Array(right.prefix(30)))
    let all = try answer("common", limit: 5_000, order: .date).answer
    #expect(numbers(all) == right)
    #expect(!all.hasMore && !all.isPartial)
  }

  @Test("pages have every hit once, in the order of one long page, while articles arrive")
  func pages() throws {
    try index.apply(
      (1...1_200).map {
        entry(
          $0, Array(repeating: "bridge", count: Int($0 % 7) + 1).joined(separator: " "),
          day: Int64($0 % 300))
      },
      lsn: 1)
    for order in SearchOrder.allCases {
      var found: [UInt64] = []
      var cursor: SearchCursor?
      var lsn: UInt64 = 2
      let newest = try answer("bridge").run.newest
      while found.count < 400 {
        let (page, run) = try answer("bridge", limit: 40, order: order, after: cursor)
        #expect(run.newest == newest)
        found += numbers(page)
        cursor = run.cursor(behind: page.articles.count)
        let next = try #require(try index.newest().newestNumber()) + 1
        if order == .relevance {
          try index.apply([entry(UInt64(next), "bridge bridge", day: 299)], lsn: lsn + UInt64(next))
        }
        lsn += 1
        if order == .date { break }
      }
      #expect(Set(found).count == found.count)
    }
  }

  @Test("counts follow what is appended, amended and taken out")
  func counts() throws {
    func counts(_ query: String, _ field: CountField) throws -> [String: Int] {
      let run = try index.begin(SearchRequest(query: query))
      return Dictionary(
        uniqueKeysWithValues: try run.count(by: field).counts.map { ($0.value ?? "-", $0.count) })
    }
    try index.apply(
      (1...600).map {
        entry($0, "common", day: 20_000 + Int64($0 % 2), source: $0 % 3 == 0 ? nil : "s")
      },
      lsn: 1)
    #expect(try counts("common", .source) == ["s": 400, "-": 200])
    #expect(try counts("common", .day) == ["2024-10-04": 300, "2024-10-05": 300])
    try index.apply([entry(601, "common", source: "t")], lsn: 2)
    #expect(try counts("common", .source) == ["s": 400, "-": 200, "t": 1])
    var amended = entry(1, "common", day: 20_002)
    amended.standing = nil
    try index.apply([amended], removing: [DecisionNumber(2)], lsn: 3)
    #expect(
      try counts("common", .day) == ["2024-10-04": 299, "2024-10-05": 299, "2024-10-06": 1, "-": 1])
    #expect(try counts("common source:t", .source) == ["t": 1])
    #expect(try counts("-common", .source).isEmpty)
    #expect(try counts("common since:2024-10-05", .outcome) == ["indexed": 300])
  }

  @Test("counts of several fields at once are those of each alone, over spans of numbers")
  func countsOfSeveralFields() throws {
    // More numbers than are counted between two looks at the clock, most of them without an article.
    try index.apply(
      [1, 2, 16_383, 16_384, 16_385, 40_000].map {
        entry($0, "common", day: 20_000 + Int64($0 % 2), source: $0 > 16_384 ? "late" : nil)
      },
      lsn: 1)
    let fields = CountField.allCases
    let run = try index.begin(SearchRequest(query: "common"))
    let (counts, isPartial) = try run.count(by: fields)
    #expect(!isPartial)
    for (field, found) in zip(fields, counts) {
      let alone = try run.count(by: field).counts
      #expect(found.map(\.value) == alone.map(\.value))
      #expect(found.map(\.count) == alone.map(\.count))
      #expect(found.reduce(0) { $0 + $1.count } == 6)
    }
    #expect(counts[0].map(\.value) == [nil, "late"])
  }

  @Test("a count that has used its time says that it is partial")
  func lateCount() throws {
    try index.apply((1...50).map { entry($0, "common") }, lsn: 1)
    let time = SearchTime(enough: .zero, few: .zero, none: .zero)
    let run = try index.begin(SearchRequest(query: "common"), time: time)
    #expect(try run.count(by: .source).isPartial)
  }
}
