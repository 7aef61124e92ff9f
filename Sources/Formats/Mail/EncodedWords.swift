import Bytes
import Unicode
import TextEncodings

/// Encoded words in header lines (RFC 2047).
enum EncodedWords {
  /// The text with `=?charset?B?…?=` and `=?charset?Q?…?=` resolved.
  ///
  /// Neighbours in one encoding are joined before they are decoded: many programs cut inside of a
  /// character.
  static func decode(_ text: String) -> String {
    var out = ""
    var rest = text[...]
    var pending: (charset: String, bytes: [UInt8])?
    func flush() {
      if let (charset, bytes) = pending { out += decode(bytes, charset) }
      pending = nil
    }
    while let word = next(in: rest) {
      let before = rest[..<word.start]
      // Blanks between two encoded words do not count.
      if !before.allSatisfy(\.isWhitespace) || (out.isEmpty && pending == nil) {
        flush()
        out += before
      }
      if pending?.charset.lowercased() == word.charset.lowercased() {
        pending?.bytes += word.bytes
      } else {
        flush()
        pending = (word.charset, word.bytes)
      }
      rest = rest[word.end...]
    }
    flush()
    return out + rest
  }

  private struct Word {
    var start: String.Index
    var end: String.Index
    var charset: String
    var bytes: [UInt8]
  }

  private static func next(in text: Substring) -> Word? {
    guard let open = text.firstRange(utf8: "=?") else { return nil }
    let pieces = text[open.upperBound...].split(
      separator: "?", maxSplits: 3, omittingEmptySubsequences: false)
    guard pieces.count == 4, pieces[3].first == "=" else { return nil }
    let bytes =
      pieces[1].lowercased() == "b"
      ? Base64.decode(pieces[2].utf8) ?? []
      : QuotedPrintable.decode(Array(pieces[2].replacing("_", with: " ").utf8)[...])
    return Word(
      start: open.lowerBound, end: text.index(after: pieces[3].startIndex),
      charset: String(pieces[0].prefix { $0 != "*" }), bytes: bytes)
  }

  /// What is declared decides where it fits: a few words are too little to tell by.
  private static func decode(_ bytes: [UInt8], _ charset: String) -> String {
    let isUTF8 = UTF8Text.isValid(bytes.span)
    if !isUTF8, let encoding = TextEncoding(label: charset) {
      let decoded = encoding.decode(bytes)
      if decoded.malformedCount == 0 { return String(decoding: decoded.utf8, as: UTF8.self) }
    }
    let decoded = CharsetReading.decode(bytes, declared: [.init(charset, from: "http")])
    return String(decoding: decoded.utf8, as: UTF8.self)
  }
}
