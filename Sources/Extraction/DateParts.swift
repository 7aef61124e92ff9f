/// Year, month and day of the Gregorian calendar, perhaps with a time and a zone.
struct DateParts: Equatable {
  var year: Int
  var month: Int
  var day: Int
  var hour: Int?
  var minute = 0
  var second = 0
  /// Minutes east of Greenwich, where the text says so.
  var zone: Int?

  /// Nil when there is no such day, or the year is none that news was published in.
  init?(year: Int, month: Int, day: Int) {
    guard year >= 1800, year <= 2100, month >= 1, month <= 12, day >= 1,
      day <= DateParts.dayCount(year: year, month: month)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The moment in UTC that a Unix time names; nil outside 1990 to 2100.
  init?(unixSeconds: Int) {
    guard unixSeconds >= 631_152_000, unixSeconds <= 4_102_444_800 else { return nil }
    let days = unixSeconds / 86400
    // Days to date: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * monthIndex + 2) / 5 + 1)
    hour = unixSeconds % 86400 / 3600
    minute = unixSeconds % 3600 / 60
    second = unixSeconds % 60
    zone = 0
  }

  static func dayCount(year: Int, month: Int) -> Int {
    switch month {
    case 2: return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: return 30
    default: return 31
    }
  }

  /// `2025-02-12`
  var dayISO: String { "\(year)-\(twoDigits(month))-\(twoDigits(day))" }

  /// The day, and the time where there is one, with `zone` in minutes where it is known.
  func iso(zone: Int?) -> String {
    guard let hour else { return dayISO }
    let time = "\(dayISO)T\(twoDigits(hour)):\(twoDigits(minute)):\(twoDigits(second))"
    guard let zone else { return time }
    if zone == 0 { return time + "Z" }
    let size = abs(zone)
    return time + (zone < 0 ? "-" : "+") + twoDigits(size / 60) + ":" + twoDigits(size % 60)
  }

  private func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}

/// A date found among tokens, and where.
struct DateMatch {
  var parts: DateParts
  /// Place in the text, in UTF-8 bytes.
  var start: Int
  var end: Int
  /// Places among the tokens, both included.
  var first: Int
  var last: Int

  /// Nil when there is no such day.
  init?(
    year: Int, month: Int, day: Int, from: DateToken, to: DateToken, first: Int, last: Int
  ) {
    guard let parts = DateParts(year: year, month: month, day: day) else { return nil }
    self.parts = parts
    start = from.start
    end = to.end
    self.first = first
    self.last = last
  }

  /// Adds a time of day that was read beside the date.
  mutating func take(_ time: ClockMatch, tokens: [DateToken]) {
    parts.hour = time.hour
    parts.minute = time.minute
    parts.second = time.second
    parts.zone = time.zone
    start = min(start, tokens[time.first].start)
    end = max(end, tokens[time.last].end)
    first = min(first, time.first)
    last = max(last, time.last)
  }
}

/// A place among tokens that moves forward.
struct DateCursor {
  let tokens: [DateToken]
  var index: Int

  var peek: DateToken? { index < tokens.count ? tokens[index] : nil }
  var next: DateToken? { index + 1 < tokens.count ? tokens[index + 1] : nil }

  mutating func advance() { index += 1 }

  mutating func skipBlank() {
    if peek?.kind == .blank { index += 1 }
  }

  /// Moves over blanks and the marks and calendar signs between the parts of a date.
  ///
  /// At most six tokens; answers whether anything was there. `crossingFillers` moves over words
  /// such as `de`, too.
  @discardableResult
  mutating func skipSeparators(crossingFillers: Bool = false) -> Bool {
    let start = index
    while let token = peek, index - start < 6 {
      switch token.kind {
      case .blank: index += 1
      case .mark where [0x2C, 0x2D, 0x2E, 0x2F, 0x5F].contains(token.value): index += 1
      case .word where isDateSign(token.word): index += 1
      case .word where crossingFillers && DateNames.isFiller(token.word): index += 1
      default: return index > start
      }
    }
    return index > start
  }

  private func isDateSign(_ word: [UInt8]) -> Bool { word.count == 3 && dateSigns.contains(word) }
}

private let dateSigns: Set<[UInt8]> = Set("年月년월".map { Array(String($0).utf8) })
