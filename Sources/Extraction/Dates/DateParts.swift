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
