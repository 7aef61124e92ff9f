/// Addresses that programs write into a comment when they save a page.
enum SavedPageComment {
  private static let searchByteCount = 1 << 16

  /// The page's address by SingleFile, by a browser's `saved from url`, or by HTTrack.
  static func url(in bytes: [UInt8]) -> String? {
    let head = Array(bytes.prefix(searchByteCount))
    var from = 0
    while let start = XMLBytes.find("<!--", in: head, from: from) {
      let end = XMLBytes.find("-->", in: head, from: start + 4) ?? head.count
      let text = String(decoding: head[min(start + 4, end)..<min(end, start + 4096)], as: UTF8.self)
      if let url = url(inComment: text) { return url }
      from = max(end, start + 4)
    }
    return nil
  }

  private static func url(inComment text: String) -> String? {
    if let mark = text.firstRange(of: "saved from url=(") {
      let rest = text[mark.upperBound...].drop { $0 != ")" }.dropFirst()
      return address(rest)
    }
    if text.contains("SingleFile"), let mark = text.firstRange(of: "url:") {
      return address(text[mark.upperBound...].drop { $0.isWhitespace })
    }
    if let mark = text.firstRange(of: "Mirrored from ") {
      let word = text[mark.upperBound...].prefix { !$0.isWhitespace }
      guard word.contains("."), word.contains("/") else { return nil }
      return WebAddress.isAbsolute(String(word)) ? String(word) : "http://" + word
    }
    return nil
  }

  private static func address(_ text: Substring) -> String? {
    let word = String(text.prefix { !$0.isWhitespace })
    return WebAddress.isAbsolute(word) ? word : nil
  }
}

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
        let high = QuotedPrintable.hexValue(name[index + 1]),
        let low = QuotedPrintable.hexValue(name[index + 2])
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
