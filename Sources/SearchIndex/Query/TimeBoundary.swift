import Model

/// A year, month, day or time as a person writes it.
///
/// With a zone it is a moment. Without one it is a place on the calendar and clock of the article that
/// it is compared with, whatever zone that has.
package struct TimeBoundary: Sendable, Equatable {
  /// As it was typed.
  package var text: String
  /// Where it begins, in seconds since 1970: in UTC with a zone, else on the article's own clock.
  package var start: Int64
  /// Where the year, month, day, hour, minute or second ends.
  package var end: Int64
  package var hasZone: Bool

  /// Reads `2031`, `2031-03`, `2031-03-05`, `2031-03-05T14:30`, with seconds or without, a day or time
  /// also with a zone: `Z`, `+02:00`, `+0200`, `+02`. Nil for anything else, and for days that are in
  /// no calendar.
  init?(_ typed: String) {
    text = typed.uppercased()
    var reader = Reader(bytes: Array(text.utf8)[...])
    guard let year = reader.number(4), year > 0 else { return nil }
    var date = CivilDate(year: year, month: 1, day: 1)
    var next = CivilDate(year: year + 1, month: 1, day: 1)
    var isDay = false
    if reader.take("-") {
      guard let month = reader.number(2), (1...12).contains(month) else { return nil }
      date.month = month
      next = CivilDate(year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: 1)
      if reader.take("-") {
        let length = next.daysSince1970 - date.daysSince1970
        guard let day = reader.number(2), day >= 1, day <= length else { return nil }
        date.day = day
        isDay = true
        next = CivilDate(daysSince1970: date.daysSince1970 + 1)
      }
    }
    start = date.daysSince1970 * 86_400
    end = next.daysSince1970 * 86_400
    hasZone = false
    guard isDay else {
      guard reader.bytes.isEmpty else { return nil }
      return
    }
    if reader.take("T") {
      guard let (second, length) = reader.time() else { return nil }
      start += second
      end = start + length
    }
    guard !reader.bytes.isEmpty else { return }
    guard let offset = reader.zone(), reader.bytes.isEmpty else { return nil }
    hasZone = true
    start -= offset
    end -= offset
  }

  /// Takes a text apart from its front.
  private struct Reader {
    var bytes: ArraySlice<UInt8>

    mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard bytes.first == UInt8(ascii: character) else { return false }
      bytes.removeFirst()
      return true
    }

    mutating func number(_ count: Int) -> Int64? {
      guard bytes.count >= count else { return nil }
      var value: Int64 = 0
      for byte in bytes.prefix(count) {
        guard byte &- 0x30 < 10 else { return nil }
        value = value * 10 + Int64(byte - 0x30)
      }
      bytes = bytes.dropFirst(count)
      return value
    }

    /// Seconds since midnight, and how long what was written takes.
    mutating func time() -> (second: Int64, length: Int64)? {
      guard let hour = number(2), hour < 24 else { return nil }
      guard take(":") else { return (hour * 3_600, 3_600) }
      guard let minute = number(2), minute < 60 else { return nil }
      guard take(":") else { return (hour * 3_600 + minute * 60, 60) }
      guard let second = number(2), second < 60 else { return nil }
      return (hour * 3_600 + minute * 60 + second, 1)
    }

    /// Seconds east of UTC.
    mutating func zone() -> Int64? {
      if take("Z") { return 0 }
      let isEast = take("+")
      guard isEast || take("-"), let hours = number(2), hours <= 14 else { return nil }
      var minutes: Int64 = 0
      if !bytes.isEmpty {
        _ = take(":")
        guard let read = number(2), read < 60 else { return nil }
        minutes = read
      }
      return (isEast ? 1 : -1) * (hours * 3_600 + minutes * 60)
    }
  }
}
