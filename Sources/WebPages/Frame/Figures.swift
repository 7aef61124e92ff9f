/// Numbers, times and sizes as pages show them.
enum Figures {
  /// With a thin gap between groups of three digits: `12 345`.
  static func number(_ value: Int) -> String {
    let digits = Array(String(value.magnitude).utf8)
    var text = value < 0 ? "−" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "\u{202F}" }
      text.unicodeScalars.append(Unicode.Scalar(digit))
    }
    return text
  }

  /// A count with its noun: `1 file`, `3 files`.
  static func count(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(number(count)) \(count == 1 ? one : many ?? one + "s")"
  }

  /// A share as a whole percentage: `87 %`; what is not quite all is never 100.
  static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "–" }
    let rounded = Int((min(1, max(0, share)) * 100).rounded())
    return "\(share < 1 ? min(99, rounded) : rounded) %"
  }

  /// One place behind the point for small values, none for large ones.
  static func decimal(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e15 else { return "–" }
    if value >= 100 { return number(Int(value.rounded())) }
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// A span of time in the largest unit of which it has two or more.
  static func span(_ seconds: Int64) -> String {
    if seconds < 120 { return "\(max(0, seconds)) s" }
    if seconds < 7_200 { return "\(seconds / 60) min" }
    if seconds < 172_800 { return "\(seconds / 3_600) h" }
    return "\(seconds / 86_400) days"
  }

  /// A size with a binary unit.
  static func size(_ bytes: Int64) -> String {
    var value = Double(bytes)
    var unit = "B"
    for next in ["KiB", "MiB", "GiB", "TiB"] where value >= 1_024 {
      value /= 1_024
      unit = next
    }
    return (unit == "B" ? number(Int(bytes)) : decimal(value)) + " " + unit
  }
}
