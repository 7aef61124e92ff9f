/// A date found among tokens, and where.
struct DateMatch {
  var parts: DateParts
  /// Where it begins and ends in the text, in UTF-8 bytes.
  var start: Int
  var end: Int
  /// Its first and its last token.
  var first: Int
  var last: Int

  /// A day that was read already.
  init(_ parts: DateParts, tokens: [DateToken], first: Int, last: Int) {
    assert(first <= last && last < tokens.count)
    self.parts = parts
    start = tokens[first].start
    end = tokens[last].end
    self.first = first
    self.last = last
  }

  /// Nil when there is no such day.
  init?(
    year: Int, month: Int, day: Int, from: DateToken, to: DateToken, first: Int, last: Int
  ) {
    guard let parts = DateParts(year: year, month: month, day: day) else { return nil }
    assert(first <= last && from.start < to.end)
    self.parts = parts
    start = from.start
    end = to.end
    self.first = first
    self.last = last
  }

  /// Adds a time of day that was read beside the date.
  mutating func take(_ time: ClockMatch, tokens: [DateToken]) {
    assert(time.first <= time.last && time.last < tokens.count)
    assert(time.hour <= 24 && time.minute < 60 && time.second < 60)
    // 24:00 is the beginning of the next day.
    if time.hour == 24 { parts.advanceDay() }
    parts.hour = time.hour % 24
    parts.minute = time.minute
    parts.second = time.second
    parts.zone = time.zone.map { DateMatch.settled($0, on: parts) }
    start = min(start, tokens[time.first].start)
    end = max(end, tokens[time.last].end)
    first = min(first, time.first)
    last = max(last, time.last)
  }

  /// A zone whose name leaves summer time open, by the rule of the United States since 2007: from
  /// the second Sunday of March to the first of November.
  static func settled(_ zone: Int, on day: DateParts) -> Int {
    guard zone > DateNames.openZone / 2 else { return zone }
    let winter = zone - DateNames.openZone
    assert(winter < 0 && winter > -720)
    guard let march = DateParts(year: day.year, month: 3, day: 1),
      let november = DateParts(year: day.year, month: 11, day: 1)
    else { return winter }
    // The first of January 1970 was a Thursday: days to the next Sunday.
    let start = march.daysSince1970 + (3 - march.daysSince1970 % 7 + 7) % 7 + 7
    let end = november.daysSince1970 + (3 - november.daysSince1970 % 7 + 7) % 7
    return (start..<end).contains(day.daysSince1970) ? winter + 60 : winter
  }
}
