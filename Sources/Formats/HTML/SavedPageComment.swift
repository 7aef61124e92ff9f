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
      let comment = head[min(start + 4, end)..<min(end, start + 4096)]
      if marks.contains(where: { Find.contains($0, in: comment) }),
        let url = url(inComment: String(decoding: comment, as: UTF8.self))
      {
        return url
      }
      from = max(end, start + 4)
    }
    return nil
  }

  /// What the notes of those programs hold, each its own.
  private static let marks: [StaticString] = ["saved from url=(", "SingleFile", "Mirrored from "]

  private static func url(inComment text: String) -> String? {
    if let mark = text.firstRange(utf8: "saved from url=(") {
      let rest = text[mark.upperBound...].drop { $0 != ")" }.dropFirst()
      return address(rest)
    }
    if text.contains(utf8: "SingleFile"), let mark = text.firstRange(utf8: "url:") {
      return address(text[mark.upperBound...].drop { $0.isWhitespace })
    }
    if let mark = text.firstRange(utf8: "Mirrored from ") {
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
