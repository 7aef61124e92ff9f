import Bytes
/// Tells lines that say when an article was published from sentences and ranges of days.
enum DateLine {
  /// True when the date at `range` can be that of publication.
  ///
  /// It is where a word such as `published` stands before it, where the line holds little else, or
  /// where it is part of a dateline at the beginning; a date inside a sentence is what the sentence
  /// tells of.
  static func isOfPublication(_ text: String, _ range: Range<Int>, reader: DateReader) -> Bool {
    let bytes = Array(text.utf8)
    assert(range.upperBound <= bytes.count)
    let before = String(decoding: bytes[..<range.lowerBound], as: UTF8.self)
    let after = String(decoding: bytes[range.upperBound...], as: UTF8.self)
    if beginsRange(after, reader) { return false }
    if tellsOfPublication(String(before.suffix(48))) { return true }
    if before.count <= 24,
      let mark = after.prefix(24).firstIndex(where: { "–—-―(|:".contains($0) }),
      after.distance(from: after.startIndex, to: mark) <= 16
    {
      return true
    }
    let words = (before + " " + after).split(whereSeparator: \.isWhitespace).count
    let rest = before.count + after.count
    if bytes.count > 200 { return before.count <= 2 && !continues(after) }
    return rest <= 40 || (words <= 12 && !endsSentence(after)) || (words <= 14 && before.count <= 2)
  }

  /// True for a line that says when something was changed: `Last updated`.
  static func tellsOfChange(_ text: String) -> Bool {
    let text = text.prefix(80).lowercased()
    return changes.contains { text.contains(utf8: $0) }
      && !publications.contains { text.contains(utf8: $0) }
  }

  static func tellsOfPublication(_ text: String) -> Bool {
    let text = text.lowercased()
    return publications.contains { text.contains(utf8: $0) }
  }

  /// A dash and a second date: an event's days, or those between which an archive kept a page.
  private static func beginsRange(_ after: String, _ reader: DateReader) -> Bool {
    let rest = after.drop { $0.isWhitespace }
    guard let dash = rest.first, "–—-".contains(dash) else { return false }
    let next = rest.dropFirst().drop { $0.isWhitespace }
    guard let found = reader.find(in: String(next.prefix(60)), source: "text") else { return false }
    return found.range.lowerBound <= 4
  }

  private static func continues(_ after: String) -> Bool {
    after.drop { $0.isWhitespace || $0 == "," }.first?.isLowercase == true
  }

  private static func endsSentence(_ after: String) -> Bool {
    after.last { !$0.isWhitespace && !"”\"’»)".contains($0) }.map { ".!?。！？؟।".contains($0) }
      ?? false
  }

  private static let publications = RuleFile.bylines["publications"]
  private static let changes = RuleFile.bylines["changes"]
}
