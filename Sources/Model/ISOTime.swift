/// Points of time as ISO 8601 in UTC, and back, by the proleptic Gregorian calendar.
package enum ISOTime {
  /// `2025-02-13T11:38:35Z` for seconds since 1970.
  package static func text(seconds: Int64) -> String {
    let day = Int64((Double(seconds) / 86_400).rounded(.down))
    let second = seconds - day * 86_400
    let (year, month, dayOfMonth) = civil(day: day)
    return pad(year, 4) + "-" + pad(month, 2) + "-" + pad(dayOfMonth, 2) + "T"
      + pad(second / 3_600, 2) + ":" + pad(second / 60 % 60, 2) + ":" + pad(second % 60, 2) + "Z"
  }

  /// Seconds since 1970 for a date as `DatedValue.iso` writes it, or for a day alone, which counts
  /// from its noon in UTC so that no zone moves it to another day; nil for anything else.
  package static func seconds(_ iso: String) -> Int64? {
    let bytes = Array(iso.utf8)
    guard let year = number(bytes, 0, 4), let month = number(bytes, 5, 2),
      let day = number(bytes, 8, 2), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let days = Self.days(year: year, month: month, day: day)
    guard bytes.count > 10 else { return days * 86_400 + 43_200 }
    guard let hour = number(bytes, 11, 2), let minute = number(bytes, 14, 2) else { return nil }
    let second = number(bytes, 17, 2) ?? 0
    return days * 86_400 + hour * 3_600 + minute * 60 + second - offset(bytes)
  }

  /// The zone's offset in seconds east of UTC; 0 where none is written.
  private static func offset(_ bytes: [UInt8]) -> Int64 {
    guard let sign = bytes.dropFirst(11).lastIndex(where: { $0 == 0x2B || $0 == 0x2D }),
      let hours = number(bytes, sign + 1, 2)
    else { return 0 }
    let minutes = number(bytes, sign + 4, 2) ?? number(bytes, sign + 3, 2) ?? 0
    return (bytes[sign] == 0x2B ? 1 : -1) * (hours * 3_600 + minutes * 60)
  }

  private static func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int64? {
    guard start >= 0, start + count <= bytes.count else { return nil }
    var value: Int64 = 0
    for byte in bytes[start..<start + count] {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value * 10 + Int64(byte - 0x30)
    }
    return value
  }

  /// Days since 1970-01-01. The year is counted from March, so that a leap day ends it.
  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func civil(day: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    )
  }

  private static func pad(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
