/// A day as a number, to tell neighbours.
struct DayNumber {
  /// Days since the first of January of the year 0, roughly: exact for neighbouring days.
  let days: Int

  /// Nil when `iso` does not begin with a day.
  init?(_ iso: String) {
    let parts = iso.prefix(10).split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, parts[1] >= 1, parts[1] <= 12 else { return nil }
    var sum = parts[0] * 365 + parts[0] / 4 - parts[0] / 100 + parts[0] / 400 + parts[2]
    for month in 1..<parts[1] { sum += DateParts.dayCount(year: parts[0], month: month) }
    // The leap day of a year counts from its own March on.
    if parts[0] % 4 == 0, parts[0] % 100 != 0 || parts[0] % 400 == 0 { sum -= 1 }
    assert(parts[0] != 0 || sum > 0)
    days = sum
  }

  /// The day after the one that `iso` begins with.
  static func dayAfter(_ iso: String) -> String? {
    let parts = iso.prefix(10).split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return nil }
    let next =
      DateParts(year: parts[0], month: parts[1], day: parts[2] + 1)
      ?? DateParts(year: parts[0], month: parts[1] + 1, day: 1)
      ?? DateParts(year: parts[0] + 1, month: 1, day: 1)
    return next?.dayISO
  }
}
