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
    self.init(daysSince1970: unixSeconds / 86400)
    hour = unixSeconds % 86400 / 3600
    minute = unixSeconds % 3600 / 60
    second = unixSeconds % 60
    zone = 0
  }

  /// The day so many days after the first of January 1970.
  init?(daysSince1970 days: Int) {
    guard days > -60_000, days < 60_000 else { return nil }
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
  }

  /// Days from the first of January 1970 to this one.
  var daysSince1970: Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The day of an ISO week, Monday being 1; nil when the year has no such week.
  init?(year: Int, week: Int, weekday: Int) {
    guard week >= 1, week <= 53, weekday >= 1, weekday <= 7,
      let fourth = DateParts(year: year, month: 1, day: 4)
    else { return nil }
    // The first week is that of the fourth of January; the first of January 1970 was a Thursday.
    let days = fourth.daysSince1970
    let monday = days - (days + 3 + 7 * 10_000) % 7
    self.init(daysSince1970: monday + (week - 1) * 7 + weekday - 1)
  }

  /// The day so many days into a year, from 1; nil when the year has no such day.
  init?(year: Int, dayOfYear: Int) {
    guard dayOfYear >= 1, let first = DateParts(year: year, month: 1, day: 1) else { return nil }
    self.init(daysSince1970: first.daysSince1970 + dayOfYear - 1)
    if self.year != year { return nil }
  }

  /// The Gregorian day of one of the Iranian calendar, whose leap years are 8 in 33.
  init?(iranianYear year: Int, month: Int, day: Int) {
    guard year >= 1250, year <= 1470, month >= 1, month <= 12, day >= 1,
      day <= (month <= 6 ? 31 : 30)
    else { return nil }
    let inYear = month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30
    // The first of Farvardin 1405 is the 21st of March 2026.
    self.init(
      daysSince1970: 20_533 + DateParts.iranianDays(before: year)
        - DateParts.iranianDays(before: 1405) + inYear + day - 1)
  }

  private static func iranianDays(before year: Int) -> Int {
    let earlier = year - 1
    let leaps = [1, 5, 9, 13, 17, 22, 26, 30].count { $0 <= earlier % 33 }
    return earlier * 365 + earlier / 33 * 8 + leaps
  }

  /// True for the days that stand for no date in databases and spreadsheets.
  var isPlaceholder: Bool {
    (year == 1970 && month == 1 && day == 1) || (year == 1969 && month == 12 && day == 31)
      || (year == 1900 && month == 1 && day == 1) || (year == 1899 && month == 12 && day >= 30)
  }

  /// Moves to the day after.
  mutating func advanceDay() {
    guard let next = DateParts(daysSince1970: daysSince1970 + 1) else { return }
    (year, month, day) = (next.year, next.month, next.day)
  }

  /// The days of a month.
  static func dayCount(year: Int, month: Int) -> Int {
    assert(month >= 1 && month <= 12)
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
    assert(hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60)
    let time = "\(dayISO)T\(twoDigits(hour)):\(twoDigits(minute)):\(twoDigits(second))"
    guard let zone else { return time }
    assert(abs(zone) < 24 * 60, "a zone of a day and more")
    if zone == 0 { return time + "Z" }
    let size = abs(zone)
    return time + (zone < 0 ? "-" : "+") + twoDigits(size / 60) + ":" + twoDigits(size % 60)
  }

  private func twoDigits(_ value: Int) -> String {
    assert(value >= 0 && value < 100)
    return value < 10 ? "0\(value)" : "\(value)"
  }
}
