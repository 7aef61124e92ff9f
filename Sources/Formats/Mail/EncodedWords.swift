import Bytes

/// Encoded words in header lines (RFC 2047).
enum EncodedWords {
  /// The text with `=?charset?B?…?=` and `=?charset?Q?…?=` resolved.
  static func decode(_ text: String) -> String {
    var out = ""
    var rest = text[...]
    while let open = rest.firstRange(of: "=?") {
      let pieces = rest[open.upperBound...].split(
        separator: "?", maxSplits: 3, omittingEmptySubsequences: false)
      guard pieces.count == 4, pieces[3].first == "=" else { break }
      let before = rest[..<open.lowerBound]
      // Blanks between two encoded words do not count.
      if out.isEmpty || !before.allSatisfy(\.isWhitespace) { out += before }
      let bytes: [UInt8]?
      if pieces[1].lowercased() == "b" {
        bytes = Base64.decode(pieces[2].utf8)
      } else {
        bytes = QuotedPrintable.decode(Array(pieces[2].replacing("_", with: " ").utf8)[...])
      }
      let label = CharsetReading.Label(String(pieces[0].prefix { $0 != "*" }), from: "http")
      if let bytes {
        out += String(decoding: CharsetReading.decode(bytes, declared: [label]).utf8, as: UTF8.self)
      }
      rest = pieces[3].dropFirst()
    }
    return out + rest
  }
}
