/// Numbers, times and sizes as the status shows them.
enum StatusUnits {
  /// A count with its noun: `1 file`, `3 files`.
  static func count(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(count) \(count == 1 ? one : many ?? one + "s")"
  }

  /// Two significant places for small numbers, one for middle ones, none for large ones.
  static func number(_ value: Double) -> String {
    guard value.isFinite, value < 1e15 else { return "-" }
    if value >= 100 { return String(Int(value.rounded())) }
    let unit = value < 1 ? 100 : 10
    let scaled = Int((value * Double(unit)).rounded())
    let rest = String(scaled % unit)
    return "\(scaled / unit).\(unit == 100 && rest.count < 2 ? "0" : "")\(rest)"
  }

  /// A time in the largest unit of which it has two or more.
  static func span(_ seconds: Int) -> String {
    if seconds < 120 { return "\(seconds) s" }
    if seconds < 7_200 { return "\(seconds / 60) min" }
    if seconds < 172_800 { return "\(seconds / 3_600) h" }
    return "\(seconds / 86_400) d"
  }

  /// A size with a binary unit.
  static func size(_ bytes: Int64) -> String {
    var value = Double(bytes)
    var unit = "B"
    for next in ["KiB", "MiB", "GiB", "TiB"] where value >= 1_024 {
      value /= 1_024
      unit = next
    }
    return number(value) + " " + unit
  }
}
