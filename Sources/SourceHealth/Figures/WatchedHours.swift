/// The hours in which somebody was there to take files. Only in those a source can be silent.
package struct WatchedHours: Sendable, Equatable {
  /// By days since 1970; bit 0 for the hour from midnight.
  package private(set) var hours: [Int: UInt32] = [:]

  package init() {}

  init(hours: [Int: UInt32]) { self.hours = hours }

  /// Notes that files are taken at this time, in milliseconds since 1970.
  package mutating func note(_ milliseconds: Int64) {
    let day = SourceTime.day(milliseconds)
    hours[day, default: 0] |= 1 << UInt32(SourceTime.hourOfDay(milliseconds))
    if hours.count > SourceHistory.dayLimit {
      hours = hours.filter { $0.key > day - SourceHistory.dayLimit }
    }
  }

  /// Whole days, of which nothing more is known than that files came.
  package mutating func note(days: some Sequence<Int>) {
    for day in days { hours[day] = 0xFF_FFFF }
  }

  /// The hours of a day, as bits.
  func hours(ofDay day: Int) -> UInt32 { hours[day] ?? 0 }
}
