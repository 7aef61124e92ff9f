import Testing

@testable import Extraction

@Suite struct DatePartsTests {
  @Test("months have their days")
  func days() {
    let counts = (1...12).map { DateParts.dayCount(year: 2031, month: $0) }
    #expect(counts == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    #expect(DateParts.dayCount(year: 1900, month: 2) == 28)
    #expect(DateParts.dayCount(year: 2000, month: 2) == 29)
    #expect(DateParts.dayCount(year: 2032, month: 2) == 29)
  }

  @Test("years that news was published in are 1800 to 2100")
  func years() {
    #expect(DateParts(year: 1800, month: 1, day: 1) != nil)
    #expect(DateParts(year: 2100, month: 12, day: 31) != nil)
    #expect(DateParts(year: 1799, month: 12, day: 31) == nil)
    #expect(DateParts(year: 2101, month: 1, day: 1) == nil)
  }

  @Test("a moment is written with its zone, a day without a time")
  func iso() {
    var parts = DateParts(year: 2031, month: 5, day: 6)
    #expect(parts?.iso(zone: 60) == "2031-05-06")
    parts?.hour = 7
    parts?.minute = 8
    parts?.second = 9
    #expect(parts?.iso(zone: nil) == "2031-05-06T07:08:09")
    #expect(parts?.iso(zone: 0) == "2031-05-06T07:08:09Z")
    #expect(parts?.iso(zone: -210) == "2031-05-06T07:08:09-03:30")
    #expect(parts?.iso(zone: 765) == "2031-05-06T07:08:09+12:45")
  }

  @Test("neighbouring days differ by one, over months, years and leap days")
  func neighbours() throws {
    let days = [
      "2031-12-31", "2032-01-01", "2032-02-28", "2032-02-29", "2032-03-01", "2100-02-28",
      "2100-03-01", "1999-12-31", "2000-01-01",
    ]
    for (day, next) in [(0, 1), (2, 3), (3, 4), (5, 6), (7, 8)] {
      let first = try #require(DayNumber(days[day]))
      let second = try #require(DayNumber(days[next]))
      #expect(second.days - first.days == 1)
      #expect(DayNumber.dayAfter(days[day]) == days[next])
    }
    #expect(DayNumber("2031-05-06T10:20:30Z")?.days == DayNumber("2031-05-06")?.days)
  }

  @Test("what begins with no day has no number", arguments: ["", "2031", "2031-13-01", "May 6"])
  func noDay(text: String) {
    #expect(DayNumber(text) == nil)
  }
}
