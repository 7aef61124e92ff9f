internal import Model
internal import Presentation

/// Dates of articles, as they gave them; never moved to another zone.
enum DateText {
  /// `5 March 2031, 06:40 +01:00`.
  static func short(_ date: DatedValue) -> String { short(iso: date.iso) }

  /// The same of ISO 8601; what cannot be read stays as it is.
  static func short(iso: String) -> String {
    let bytes = Array(iso.utf8)
    guard bytes.count >= 10, let month = number(bytes[5..<7]), (1...12).contains(month),
      let day = number(bytes[8..<10]), let year = number(bytes[0..<4])
    else { return iso }
    var text = "\(day) \(months[month - 1]) \(year)"
    guard bytes.count >= 16, bytes[10] == UInt8(ascii: "T") else { return text }
    text += ", " + String(decoding: bytes[11..<16], as: UTF8.self)
    let rest = String(decoding: bytes[16...], as: UTF8.self)
    if rest.hasSuffix("Z") { return text + " UTC" }
    if let sign = rest.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      return text + " " + rest[sign...].replacing("-", with: "−")
    }
    return text
  }

  /// A moment by the clock of this machine, without its seconds.
  static func local(milliseconds: Int64) -> String {
    let parts = LocalTime.text(seconds: milliseconds / 1_000).split(separator: " ")
    guard parts.count == 3 else { return parts.joined(separator: " ") }
    return "\(short(iso: String(parts[0]))), \(parts[1].prefix(5)) \(parts[2])"
  }

  /// How the zone of a date is known.
  static func zone(_ zone: DatedValue.Zone) -> String {
    switch zone {
    case .explicit: "the zone stands with it"
    case .gmtField: "from a field that is GMT"
    case .assumed: "the zone is assumed"
    case .absent: "its zone is not known"
    }
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    Int(String(decoding: digits, as: UTF8.self))
  }
}
