internal import Glibc

/// Points of time as people read them: by the clock of the place, with the zone's name. What programs
/// read is ISO 8601 in UTC (`ISOTime`).
package enum LocalTime {
  /// The rules of the zone, from the variable TZ or /etc/localtime; localtime_r need not read them.
  private static let zone: Void = tzset()

  /// `2031-03-05 14:07:22 CET` for seconds since 1970; the bare number where the calendar
  /// has no such year.
  package static func text(seconds: Int64) -> String {
    _ = zone
    var moment = time_t(seconds)
    var parts = unsafe tm()
    guard unsafe localtime_r(&moment, &parts) != nil, let name = unsafe parts.tm_zone else {
      return "\(seconds) s after 1970"
    }
    let year = unsafe String(Int(parts.tm_year) + 1_900)
    let rest = unsafe [
      parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
    ].map { $0 < 10 ? "0\($0)" : "\($0)" }
    let day = "\(year)-\(rest[0])-\(rest[1])"
    return "\(day) \(rest[2]):\(rest[3]):\(rest[4]) \(unsafe String(cString: name))"
  }

  /// `2031-03-05 14:07:22+01:00` for seconds since 1970, as lines of a log begin.
  package static func offsetText(seconds: Int64) -> String {
    _ = zone
    var moment = time_t(seconds)
    var parts = unsafe tm()
    guard unsafe localtime_r(&moment, &parts) != nil else { return "\(seconds) s after 1970" }
    let minutes = unsafe abs(parts.tm_gmtoff) / 60
    let sign = unsafe parts.tm_gmtoff < 0 ? "-" : "+"
    let offset = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return text(seconds: seconds).prefix(19) + sign + offset.joined(separator: ":")
  }
}
