import Bytes

/// Reads the names of authors out of a byline.
enum Bylines {
  /// The names in `text`, for example `By Ada Lovelace and Charles Babbage, Science Editor`.
  ///
  /// With `requiresBy` a text that does not begin with a word such as `by` holds none. Words that
  /// name an office, a place or a newspaper are left out where they stand apart.
  static func names(in text: String, requiresBy: Bool) -> [String] {
    var rest = Substring(text)
    trim(&rest)
    guard rest.utf8.count <= 300 else { return [] }
    let had = dropBy(&rest)
    if requiresBy, !had { return [] }
    var found: [String] = []
    for piece in pieces(rest) {
      guard let name = name(piece), !found.contains(name) else { continue }
      found.append(name)
      if found.count == 12 { break }
    }
    assert(found.count <= 12 && found.allSatisfy { !$0.isEmpty })
    return found
  }

  /// Drops `By`, `von`, `par` and the like; answers whether one was there.
  private static func dropBy(_ rest: inout Substring) -> Bool {
    var had = false
    while true {
      let start = rest.prefix(longestOpener).lowercased()
      guard
        let word = openers.first(where: {
          rest.utf8.count > $0.utf8.count && start.hasPrefix($0)
        })
      else { return had }
      rest = rest.dropFirst(word.count)
      trim(&rest)
      had = true
    }
  }

  private static let openers = RuleFile.bylines["openers"].map { $0.hasSuffix(":") ? $0 : $0 + " " }

  private static let longestOpener = openers.map(\.count).max() ?? 0

  /// Parted at commas, bars, semicolons, `and`, `&` and line ends.
  static func pieces(_ text: Substring) -> [Substring] {
    var out: [Substring] = []
    var start = text.startIndex
    var index = text.startIndex
    while index < text.endIndex {
      if let width = separator(text[index...]) {
        out.append(text[start..<index])
        index = text.index(index, offsetBy: width, limitedBy: text.endIndex) ?? text.endIndex
        start = index
      } else {
        index = text.index(after: index)
      }
    }
    out.append(text[start...])
    return out
  }

  private static func separator(_ text: Substring) -> Int? {
    guard let first = text.first else { return nil }
    if ",;|/•·\n\t".contains(first) { return 1 }
    if first == " " {
      for word in joiners where text.starts(with: word) { return word.count }
      if text.starts(with: " - ") || text.starts(with: " – ") || text.starts(with: " — ") {
        return 3
      }
    }
    return nil
  }

  /// A piece as a name, or nil when it is none: too long, an address, an office, a date.
  static func name(_ piece: Substring) -> String? {
    var text = piece
    trim(&text)
    _ = dropBy(&text)
    if let bracket = text.firstIndex(of: "("), bracket > text.startIndex {
      text = text[..<bracket]
      trim(&text)
    }
    var words = text.split(whereSeparator: { $0 == " " || $0 == "\u{A0}" })
    while let last = words.last, words.count > 2, offices.contains(last.lowercased()) {
      words.removeLast()
    }
    while let last = words.last, words.count > 2, isDegree(last) { words.removeLast() }
    guard !words.isEmpty, words.count <= 6 else { return nil }
    // Degrees and initials of offices stand after commas: `MS`, `RDN`.
    if words.count == 1, words[0].utf8.count <= 4, words[0] == words[0].uppercased() { return nil }
    if words[0].contains(")") != words[0].contains("(") { return nil }
    let lowered = words.map { $0.lowercased() }
    if lowered.contains(where: { barred.contains($0) }) { return nil }
    if lowered.allSatisfy({ offices.contains($0) }) { return nil }
    let name = words.joined(separator: " ")
    guard name.unicodeScalars.contains(where: { $0.properties.isAlphabetic }),
      !name.unicodeScalars.contains(where: { "@/:0123456789<>{}=".unicodeScalars.contains($0) }),
      name.utf8.count >= 2, name.utf8.count <= 80
    else { return nil }
    return name
  }

  /// `MS`, `RDN`, `PhD` after a name; not the number of a namesake.
  private static func isDegree(_ word: Substring) -> Bool {
    let count = word.utf8.count
    guard count >= 2, count <= 4,
      word.utf8.allSatisfy({ ASCII.isLetter($0) })
    else { return false }
    let isShouted = word == word.uppercased() || word == "PhD"
    return isShouted && !word.allSatisfy { "IVXJR".contains($0) }
  }

  /// Takes blanks, bars and dashes off both ends, and colons and commas off the last.
  private static func trim(_ text: inout Substring) {
    let scalars = text.unicodeScalars
    var start = scalars.startIndex
    var end = scalars.endIndex
    while start < end, isTrimmed(scalars[start]) { start = scalars.index(after: start) }
    while start < end {
      let before = scalars.index(before: end)
      let last = scalars[before]
      guard isTrimmed(last) || last == ":" || last == "," else { break }
      end = before
    }
    text = text[start..<end]
  }

  private static func isTrimmed(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar == "•" || scalar == "|" || scalar == "-"
      || scalar == "–" || scalar == "—" || scalar == "·" || scalar.value == 0xFEFF
  }

  private static let joiners = RuleFile.bylines["joiners"].map { " \($0) " }
  private static let offices = Set(RuleFile.bylines["offices"])
  private static let barred = Set(RuleFile.bylines["barred"])
}
