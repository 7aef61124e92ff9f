import Bytes

/// Addresses that programs write into a comment when they save a page.
enum SavedPageComment {
  private static let searchByteCount = 1 << 16

  /// The page's address by SingleFile, by a browser's `saved from url`, or by HTTrack.
  static func url(in bytes: [UInt8]) -> String? {
    let head = Array(bytes.prefix(searchByteCount))
    var from = 0
    while let start = Find.position(of: "<!--", in: head, from: from) {
      let end = Find.position(of: "-->", in: head, from: start + 4) ?? head.count
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
