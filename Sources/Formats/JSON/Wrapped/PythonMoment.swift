import Bytes

/// Moments as Python prints them: `datetime.datetime(2031, 2, 3, 16, 40)`.
enum PythonMoment {
  /// Bytes that a moment may have; the longest with a zone has fewer than 200.
  private static let byteLimit = 240

  /// The moment that begins at `start` in the form of ISO 8601 and where it ends; nil for another
  /// thing.
  static func iso(_ bytes: [UInt8], from start: Int) -> (text: String, end: Int)? {
    let rest = bytes[start..<min(bytes.count, start + byteLimit)]
    let names = ["datetime.datetime(", "datetime.date(", "datetime("]
    guard let name = names.first(where: { rest.starts(with: $0.utf8) }),
      let end = closing(rest, from: start + name.utf8.count)
    else { return nil }
    let inner = String(decoding: rest[(start + name.utf8.count)..<end], as: UTF8.self)
    let parts = inner.split(separator: "tzinfo", maxSplits: 1)
    let numbers = (parts.first ?? "").split { !$0.isNumber }.compactMap { Int($0) }
    guard (3...7).contains(numbers.count), numbers[0] < 10_000 else { return nil }
    func two(_ index: Int) -> String {
      let text = String(index < numbers.count ? numbers[index] : 0)
      return text.utf8.count < 2 ? "0" + text : text
    }
    var text = "\(numbers[0])-\(two(1))-\(two(2))"
    if name != "datetime.date(" {
      text += "T\(two(3)):\(two(4)):\(two(5))"
      if parts.count > 1 { text += zone(String(parts[1])) }
    }
    return (text, end + 1)
  }

  private static func closing(_ bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
    var depth = 1
    for index in start..<max(start, bytes.endIndex) {
      if bytes[index] == UInt8(ascii: "(") { depth += 1 }
      if bytes[index] == UInt8(ascii: ")") { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }

  /// `Z`, an offset, or nothing for a zone that is only a name.
  private static func zone(_ text: String) -> String {
    if text.lowercased().contains(utf8: "utc") { return "Z" }
    func value(_ name: String) -> Int? {
      guard let found = text.firstRange(utf8: name + "=") else { return nil }
      return Int(text[found.upperBound...].prefix { $0 == "-" || $0.isNumber })
    }
    guard let seconds = value("seconds"), abs(seconds) < 100_000 else { return "" }
    let isBefore = value("days").map { $0 < 0 } ?? false
    let minutes = (seconds - (isBefore ? 86_400 : 0)) / 60
    let size = abs(minutes)
    let digits = String(10_000 + size / 60 * 100 + size % 60).dropFirst()
    return (minutes < 0 ? "-" : "+") + digits.prefix(2) + ":" + digits.suffix(2)
  }
}
