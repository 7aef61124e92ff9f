import Bytes

/// Addresses in file names.
enum FileNameAddress {
  /// The address that a percent-encoded file name stands for, for example
  /// `https%3A%2F%2Fexample.org%2Fa.html`; nil for any other name.
  static func url(in name: [UInt8]) -> String? {
    let start = name.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    var decoded: [UInt8] = []
    var index = start
    while index < name.count {
      if name[index] == UInt8(ascii: "%"), index + 2 < name.count,
        let high = Hex.value(of: name[index + 1]),
        let low = Hex.value(of: name[index + 2])
      {
        decoded.append(high << 4 | low)
        index += 3
      } else {
        decoded.append(name[index])
        index += 1
      }
    }
    let text = String(decoding: decoded, as: UTF8.self)
    guard WebAddress.isAbsolute(text), !text.contains(where: \.isWhitespace) else { return nil }
    for ending in [".html", ".htm", ".json", ".txt"] where text.hasSuffix("/" + ending) {
      return String(text.dropLast(ending.count))
    }
    return text
  }
}
