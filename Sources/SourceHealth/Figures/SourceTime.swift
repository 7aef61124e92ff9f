/// Days and hours of UTC, of milliseconds since 1970.
package enum SourceTime {
  package static let millisecondsPerHour: Int64 = 3_600_000
  package static let millisecondsPerDay: Int64 = 86_400_000

  /// Days since 1 January 1970.
  package static func day(_ milliseconds: Int64) -> Int {
    Int(floor(milliseconds, by: millisecondsPerDay))
  }

  /// Hours since 1 January 1970.
  package static func hour(_ milliseconds: Int64) -> Int {
    Int(floor(milliseconds, by: millisecondsPerHour))
  }

  /// 0 to 23.
  package static func hourOfDay(_ milliseconds: Int64) -> Int {
    hour(milliseconds) - 24 * day(milliseconds)
  }

  /// When a day begins.
  package static func start(ofDay day: Int) -> Int64 { Int64(day) * millisecondsPerDay }

  /// 0 for Monday, of days since 1970: a Thursday.
  static func weekday(_ day: Int) -> Int { ((day + 3) % 7 + 7) % 7 }

  private static func floor(_ value: Int64, by unit: Int64) -> Int64 {
    value >= 0 ? value / unit : -((-value + unit - 1) / unit)
  }
}
