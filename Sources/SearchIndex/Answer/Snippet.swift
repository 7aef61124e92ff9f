/// A piece of an article's text around what the query matched.
package struct Snippet: Sendable, Equatable {
  /// Text as it stands in the article, with `…` where it was cut.
  package var text: String
  /// What matched, in order, as ranges of `text`'s UTF-8 bytes on character boundaries.
  package var matches: [Range<Int>]

  package init(text: String, matches: [Range<Int>]) {
    self.text = text
    self.matches = matches
  }

  /// The text with `begin` and `end` put around each match.
  package func marked(begin: String, end: String) -> String {
    let bytes = Array(text.utf8)
    var marked: [UInt8] = []
    var done = 0
    for match in matches where match.lowerBound >= done && match.upperBound <= bytes.count {
      marked += bytes[done..<match.lowerBound]
      marked += begin.utf8
      marked += bytes[match]
      marked += end.utf8
      done = match.upperBound
    }
    marked += bytes[done...]
    return String(decoding: marked, as: UTF8.self)
  }
}
