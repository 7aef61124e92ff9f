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
    if saysSomething(after) { return false }
    return rest <= 40 || (words <= 12 && !endsSentence(after)) || (words <= 14 && before.count <= 2)
  }

  /// What a line says that a date is: of its two words the one that stands next to the date.
  enum Role {
    case publication, change, unsaid
  }

  /// The dates of a line, each with what the line calls it: `Updated 3 May, published 1 May`.
  ///
  /// The words stand before their dates, or behind them where none stands before the first and one
  /// behind the last.
  static func labelled(_ text: String, reader: DateReader, source: String)
    -> [(found: DateReader.Found, role: Role)]
  {
    let dates = reader.findAll(in: text, source: source)
    guard let first = dates.first, let last = dates.last else { return [] }
    let bytes = Array(text.utf8)
    let isBehind =
      labels(bytes[..<first.range.lowerBound]).isEmpty
      && !labels(bytes[last.range.upperBound...].prefix(60)).isEmpty
    return dates.indices.map { index in
      let range = dates[index].range
      if isBehind {
        let end = index + 1 < dates.count ? dates[index + 1].range.lowerBound : bytes.count
        let label = labels(bytes[range.upperBound..<max(range.upperBound, end)].prefix(60)).first
        return (dates[index], label?.role ?? .unsaid)
      }
      let start = index > 0 ? dates[index - 1].range.upperBound : 0
      let label = labels(bytes[min(start, range.lowerBound)..<range.lowerBound].suffix(90)).last
      return (dates[index], label?.role ?? .unsaid)
    }
  }

  /// What the last word of either kind in a text says of the date that follows it.
  static func lastRole(in text: String) -> Role {
    labels(Array(text.utf8).suffix(90)).last?.role ?? .unsaid
  }

  /// The words for publication and change in a text, in order.
  private static func labels(_ bytes: some Collection<UInt8>) -> [(spot: Int, role: Role)] {
    let text = Array(String(decoding: bytes, as: UTF8.self).lowercased().utf8)
    guard !text.isEmpty else { return [] }
    assert(text.count <= 600, "labels are looked for beside a date")
    var found: [(spot: Int, role: Role)] = []
    for (words, role) in [(changeWords, Role.change), (publicationWords, .publication)] {
      for word in words {
        var from = 0
        while let spot = Find.position(of: word, in: text, from: from) {
          if beginsWord(text, spot) { found.append((spot, role)) }
          from = spot + word.count
        }
      }
    }
    return found.sorted { $0.spot < $1.spot }
  }

  /// True where no letter of a script with capitals stands before: `credited` tells of no change.
  private static func beginsWord(_ text: [UInt8], _ spot: Int) -> Bool {
    guard spot > 0,
      let before = String(decoding: text[..<spot].suffix(4), as: UTF8.self)
        .unicodeScalars.last
    else { return true }
    return !before.properties.isCased
  }

  private static let changeWords = changes.map { Array($0.utf8) }
  private static let publicationWords = publications.map { Array($0.utf8) }

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

  /// True where a date begins a sentence and the sentence ends: it is what the sentence tells of.
  private static func saysSomething(_ after: String) -> Bool {
    guard endsSentence(after) else { return false }
    // A sign of Chinese or Japanese is about half a word.
    let signs = after.unicodeScalars.count { (0x3040...0x9FFF).contains($0.value) }
    return signs / 2 + after.split(whereSeparator: \.isWhitespace).count >= 5
  }

  /// True for the line of an archive's frame around a page, which tells when the page was saved.
  static func tellsOfCapture(_ text: String) -> Bool {
    let text = text.prefix(120).lowercased()
    return captures.contains { text.contains(utf8: $0) }
  }

  private static func continues(_ after: String) -> Bool {
    after.drop { $0.isWhitespace || $0 == "," }.first?.isLowercase == true
  }

  private static func endsSentence(_ after: String) -> Bool {
    after.last { !$0.isWhitespace && !"”\"’»)".contains($0) }.map { ".!?。！？؟।".contains($0) }
      ?? false
  }

  private static let publications = RuleFile.bylines["publications"]
  private static let captures = RuleFile.dates["captures"]
  private static let changes = RuleFile.bylines["changes"]
}
