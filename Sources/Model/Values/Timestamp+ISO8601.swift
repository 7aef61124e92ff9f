internal import Bytes

extension Timestamp {
  /// ISO 8601 in UTC to the second: `2025-02-13T11:38:35Z`.
  package var iso8601: String {
    let second = seconds
    let dayNumber = (second >= 0 ? second : second - 86_399) / 86_400
    let date = CivilDate(daysSince1970: dayNumber)
    let secondOfDay = second - dayNumber * 86_400
    assert((0..<86_400).contains(secondOfDay))
    return Self.padded(date.year, 4) + "-" + Self.padded(date.month, 2) + "-"
      + Self.padded(date.day, 2) + "T" + Self.padded(secondOfDay / 3_600, 2) + ":"
      + Self.padded(secondOfDay / 60 % 60, 2) + ":" + Self.padded(secondOfDay % 60, 2) + "Z"
  }

  /// Reads ISO 8601 as `DatedValue.iso` writes it, with or without an offset (none counts as UTC);
  /// `nil` for anything else. A day alone counts from its noon, so that no zone moves it to another
  /// day.
  package init?(iso8601 text: String) {
    let bytes = Array(text.utf8)
    guard let year = Self.number(bytes, 0, 4), let month = Self.number(bytes, 5, 2),
      let day = Self.number(bytes, 8, 2), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let days = CivilDate(year: year, month: month, day: day).daysSince1970
    guard bytes.count > 10 else {
      self.init(seconds: days * 86_400 + 43_200)
      return
    }
    guard let hour = Self.number(bytes, 11, 2), let minute = Self.number(bytes, 14, 2) else {
      return nil
    }
    let hasSeconds = bytes.count > 16 && bytes[16] == UInt8(ascii: ":")
    let second = hasSeconds ? Self.number(bytes, 17, 2) ?? 0 : 0
    self.init(
      seconds: days * 86_400 + hour * 3_600 + minute * 60 + second - Self.offset(bytes))
  }

  /// The zone's offset in seconds east of UTC; 0 where none is written.
  private static func offset(_ bytes: [UInt8]) -> Int64 {
    let signs = [UInt8(ascii: "+"), UInt8(ascii: "-")]
    guard let sign = bytes.dropFirst(11).lastIndex(where: signs.contains),
      let hours = number(bytes, sign + 1, 2)
    else { return 0 }
    let minutes = number(bytes, sign + 4, 2) ?? number(bytes, sign + 3, 2) ?? 0
    return (bytes[sign] == signs[0] ? 1 : -1) * (hours * 3_600 + minutes * 60)
  }

  private static func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int64? {
    guard start >= 0, start + count <= bytes.count else { return nil }
    var value: Int64 = 0
    for byte in bytes[start..<start + count] {
      guard ASCII.isDigit(byte) else { return nil }
      value = value * 10 + Int64(byte - UInt8(ascii: "0"))
    }
    return value
  }

  private static func padded(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
