import Testing

@testable import SourceHealth

@Suite struct HealthDetectorTests {
  /// Monday, 1 January 2024.
  private static let start: Int64 = 1_704_067_200_000
  private static let day = SourceTime.millisecondsPerDay
  private static let hour = SourceTime.millisecondsPerHour

  /// Fills days with files at 9, 12 and 15 h, of ten articles each.
  private func record(
    days: Range<Int>, in record: HealthRecord = HealthRecord(),
    skip: (Int) -> Bool = { _ in false },
    times: [Int] = [9, 12, 15],
    change: (inout SourceFile, inout [SourceArticle], Int) -> Void = { _, _, _ in }
  ) -> HealthRecord {
    var record = record
    for day in days {
      for hour in 0..<24 {
        record.noteWatched(Self.start + Int64(day) * Self.day + Int64(hour) * Self.hour)
      }
      for hour in skip(day) ? [] : times {
        let time = Self.start + Int64(day) * Self.day + Int64(hour) * Self.hour
        var file = SourceFile(arrival: time)
        var articles = (0..<10).map {
          SourceArticle(arrival: time, textByteCount: 1_500 + 200 * $0, charset: "utf-8")
        }
        change(&file, &articles, day)
        record.add(file, of: "wire")
        for article in articles { record.add(article, of: "wire") }
      }
      _ = record.judge(now: Self.start + Int64(day + 1) * Self.day - 1)
    }
    return record
  }

  private func problems(_ record: HealthRecord) -> [SourceProblem] {
    (record.findings["wire"] ?? []).map(\.problem)
  }

  @Test("a source that does as it did has no problem")
  func sound() {
    #expect(record(days: 0..<40).findings.isEmpty)
  }

  @Test("each kind of fault is told on its first day", arguments: SourceProblem.allCases)
  func kinds(_ problem: SourceProblem) throws {
    let before = record(days: 0..<30)
    var now = record(
      days: 30..<31, in: before, times: problem == .silent ? [] : [9, 12, 15]
    ) { file, articles, _ in
      switch problem {
      case .boilerplate: (file.refused[.content], articles) = (10, [])
      case .broken: file.refused[.damage] = 10
      case .duplicates: for index in articles.indices { articles[index].isDuplicate = true }
      case .encoding: for index in articles.indices { articles[index].charset = "macintosh" }
      case .size: for index in articles.indices { articles[index].textByteCount /= 5 }
      case .silent: break
      }
    }
    if problem == .silent { now = record(days: 31..<32, in: now, times: []) }
    #expect(problems(now) == [problem])
    let finding = try #require(now.findings["wire"]?.first)
    #expect(!finding.detail.isEmpty)
    let since = problem == .silent ? 29 * Self.day + 15 * Self.hour : 30 * Self.day
    #expect(finding.since == Self.start + since)
  }

  @Test("one odd day of a source with few articles is no problem; a second one is")
  func oddDay() {
    func bad(_ file: inout SourceFile, _ articles: inout [SourceArticle], _ day: Int) {
      articles = Array(articles.prefix(2))
      if day >= 30 { (file.refused[.content], articles) = (2, []) }
    }
    let odd = record(days: 0..<31, times: [9], change: bad)
    #expect(odd.findings.isEmpty)
    #expect(problems(record(days: 31..<32, in: odd, times: [9], change: bad)) == [.boilerplate])
  }

  @Test("one cut file of a source with one file a day is no problem; a second one is")
  func oneCutFile() {
    func cut(_ file: inout SourceFile, _ articles: inout [SourceArticle], _ day: Int) {
      if day >= 30 { (file.refused[.damage], articles) = (6, Array(articles.prefix(4))) }
    }
    let once = record(days: 0..<31, times: [9], change: cut)
    #expect(once.findings.isEmpty)
    #expect(problems(record(days: 31..<32, in: once, times: [9], change: cut)) == [.broken])
  }

  @Test("a few texts of another size are no change of the usual one")
  func oddSizes() {
    let record = record(
      days: 0..<40,
      change: { _, articles, day in
        // Three of ten are a line long, each third day.
        if day % 3 == 0 { for index in 0..<3 { articles[index].textByteCount = 40 } }
      })
    #expect(record.findings.isEmpty)
  }

  @Test("texts that shrink to a third are told, and named boilerplate when next to nothing is left")
  func shrunkSizes() throws {
    let before = record(days: 0..<30)
    for (bytes, problem) in [(800, SourceProblem.size), (120, .boilerplate)] {
      let now = record(
        days: 30..<32, in: before,
        change: { _, articles, _ in
          for index in articles.indices { articles[index].textByteCount = bytes }
        })
      #expect(problems(now) == [problem])
    }
  }

  @Test("one file of a daily source may fail to come; when two have, it is silent")
  func daily() {
    let before = record(days: 0..<30, times: [9])
    let once = record(days: 30..<31, in: before, times: [])
    #expect(once.findings.isEmpty)
    #expect(problems(record(days: 31..<32, in: once, times: [])) == [.silent])
  }

  @Test("a weekly source is silent on the day after the one on which its file was due")
  func weekly() {
    let before = record(days: 0..<36, skip: { $0 % 7 != 0 }, times: [9])
    let due = record(days: 36..<42, in: before, times: [])
    #expect(due.findings.isEmpty)
    #expect(problems(record(days: 42..<44, in: due, times: [])) == [.silent])
  }

  @Test("a weekend on which nothing ever comes is no silence")
  func weekend() {
    func isWeekend(_ day: Int) -> Bool { day % 7 >= 5 }
    let record = record(days: 0..<42, skip: isWeekend)
    #expect(record.findings.isEmpty)
    // The Monday and Tuesday after it are.
    #expect(problems(self.record(days: 42..<44, in: record, times: [])) == [.silent])
  }

  @Test("hours in which nobody took files are no silence")
  func unwatched() {
    var record = self.record(days: 0..<30)
    // Ten days later the daemon is started again.
    let now = Self.start + 40 * Self.day
    record.noteWatched(now)
    #expect(record.judge(now: now + 60_000).isEmpty)
  }

  @Test("a problem ends, once, when the source is as usual again")
  func ends() {
    var record = self.record(days: 0..<30)
    record = self.record(
      days: 30..<32, in: record,
      change: { _, articles, _ in
        for index in articles.indices { articles[index].isDuplicate = true }
      })
    #expect(problems(record) == [.duplicates])
    for hour in [9, 12, 15] {
      let time = Self.start + 32 * Self.day + Int64(hour) * Self.hour
      record.noteWatched(time)
      record.add(SourceFile(arrival: time), of: "wire")
      for _ in 0..<10 {
        record.add(
          SourceArticle(arrival: time, textByteCount: 2_000, charset: "utf-8"), of: "wire")
      }
    }
    let changes = record.judge(now: Self.start + 32 * Self.day + 16 * Self.hour)
    #expect(changes.map(\.hasBegun) == [false])
    #expect(changes.map(\.finding.problem) == [.duplicates])
    #expect(record.findings.isEmpty)
  }

  @Test("what stays for a month is the new usual")
  func newUsual() {
    var record = self.record(days: 0..<30)
    func cp(_ file: inout SourceFile, _ articles: inout [SourceArticle], _ day: Int) {
      for index in articles.indices { articles[index].charset = "macintosh" }
    }
    record = self.record(days: 30..<40, in: record, change: cp)
    #expect(problems(record) == [.encoding])
    record = self.record(days: 40..<60, in: record, change: cp)
    #expect(record.findings.isEmpty)
  }

  @Test("a record made from rows finds what was found day by day")
  func earlierDays() {
    var live = record(
      days: 0..<34,
      change: { _, articles, day in
        if day >= 30 { for index in articles.indices { articles[index].isDuplicate = true } }
      })
    var made = HealthRecord()
    for day in 0..<34 {
      for hour in [9, 12, 15] {
        let time = Self.start + Int64(day) * Self.day + Int64(hour) * Self.hour
        made.add(SourceFile(arrival: time), of: "wire")
        for index in 0..<10 {
          made.add(
            SourceArticle(
              arrival: time, textByteCount: 1_500 + 200 * index, charset: "utf-8",
              isDuplicate: day >= 30), of: "wire")
        }
      }
    }
    let now = Self.start + 34 * Self.day
    made.judgeEarlierDays(now: now)
    _ = made.judge(now: now)
    _ = live.judge(now: now)
    #expect(made.histories == live.histories)
    #expect(made.findings == live.findings)
  }
}
