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
    guard rest.utf8.count <= 300, !isCredit(rest) else { return [] }
    let had = dropBy(&rest)
    if requiresBy, !had { return [] }
    if let name = sorted(rest) { return [name] }
    var found: [String] = []
    var end = rest.startIndex
    var isInCredit = false
    for piece in pieces(rest) {
      let joiner = rest[end..<piece.startIndex]
      end = piece.endIndex
      // What follows a credit's comma belongs to it: the picture's agency.
      let isParted = joiner.contains { ";|/•·\n\t–—-".contains($0) }
      isInCredit = isCredit(piece) || isInCredit && !isParted
      if isInCredit { continue }
      if let suffix = suffix(piece), let last = found.indices.last {
        if suffix != "" { found[last] += " " + suffix }
        continue
      }
      if !found.isEmpty, isOffice(piece, after: joiner) { continue }
      guard let name = name(piece), !found.contains(name) else { continue }
      if let last = found.indices.last, isPart(name, of: found[last], joiner) {
        if familyJoiners.contains(String(joiner)) { found[last] += joiner + name }
        continue
      }
      found.append(name)
      if found.count == 12 { break }
    }
    assert(found.count <= 12 && found.allSatisfy { !$0.isEmpty })
    return found
  }

  /// `Fenwick, Ida` as `Ida Fenwick`: one word, a comma, one word of a script with capitals.
  private static func sorted(_ text: Substring) -> String? {
    let parts = text.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 2, text.utf8.count <= 80 else { return nil }
    let words = parts.flatMap { $0.split(separator: " ") }
    guard words.count == 2, !parts[0].isEmpty, parts[1].first == " ", suffix(words[1]) == nil,
      let family = name(words[0]), let given = name(words[1]), !isShouted(given),
      given.unicodeScalars.first?.properties.isUppercase == true,
      family.unicodeScalars.first?.properties.isUppercase == true
    else { return nil }
    return given + " " + family
  }

  private static func isShouted(_ word: String) -> Bool {
    word.utf8.count > 1 && word == word.uppercased()
  }

  /// A piece that goes on with the name before: `Jr.` as it stands, a degree as nothing.
  private static func suffix(_ piece: Substring) -> String? {
    var text = piece
    trim(&text)
    let letters = text.lowercased().filter { $0.isLetter }
    guard text.utf8.count <= 8, !text.contains(" ") else { return nil }
    if ["jr", "sr", "ii", "iii", "iv"].contains(letters) { return String(text) }
    return degrees.contains(letters) ? "" : nil
  }

  private static let degrees: Set<String> = [
    "phd", "md", "mph", "mba", "msc", "bsc", "dphil", "edd", "jd", "esq", "rn", "dds", "cfa",
  ]

  /// True for a piece behind a comma, bar or dash that ends in an office, whatever precedes it.
  private static func isOffice(_ piece: Substring, after joiner: Substring) -> Bool {
    guard joiner.contains(where: { ",|–—-·•\n/".contains($0) }) else { return false }
    let words = piece.lowercased().split(whereSeparator: { $0.isWhitespace })
    guard let last = words.last, words.count > 1 else { return false }
    return offices.contains(String(last))
  }

  /// True for one word behind a full name and `y`, `e`, `i` or `en`: a second family name, a place.
  private static func isPart(_ name: String, of last: String, _ joiner: Substring) -> Bool {
    !name.contains(" ") && last.contains(" ")
      && (familyJoiners.contains(String(joiner)) || joiner == " en ")
  }

  private static let familyJoiners: Set<String> = [" y ", " e ", " i "]

  /// Drops `By`, `von`, `par` and the like; answers whether one was there.
  private static func dropBy(_ rest: inout Substring) -> Bool {
    var had = false
    while true {
      let start = rest.prefix(longestOpener).lowercased()
      guard
        let word = openers.first(where: {
          rest.utf8.count > $0.utf8.count && start.hasPrefix(utf8: $0)
        })
      else { return had }
      var after = rest.dropFirst(word.count)
      trim(&after)
      if isNameItself(word, rest, after) { return had }
      rest = after
      had = true
    }
  }

  /// `Von Castellane` and `di Marzo` are names: an opener that is also a particle needs a name of two
  /// words behind it, or one that is written in capitals.
  private static func isNameItself(
    _ word: String, _ rest: Substring, _ after: Substring
  ) -> Bool {
    guard particles.contains(word), let first = after.unicodeScalars.first else { return false }
    if first.properties.isLowercase { return after.contains(" ") }
    return !after.contains(where: { " \u{A0},;|/&".contains($0) }) && !isShouted(String(after))
      && rest.unicodeScalars.first?.properties.isUppercase == true
  }

  private static let particles: Set<String> = ["von ", "di ", "af ", "av ", "por "]

  private static let openers = beginnings("openers")
  private static let credits = beginnings("credits")
  private static let longestCredit = credits.map(\.count).max() ?? 0

  private static func beginnings(_ section: String) -> [String] {
    RuleFile.bylines[section].map { ":：・".contains($0.last ?? " ") ? $0 : $0 + " " }
  }

  /// True for a name that a picture's, a reviewer's or a sponsor's word stands before.
  private static func isCredit(_ text: Substring) -> Bool {
    let start = text.drop { $0.isWhitespace }.prefix(longestCredit).lowercased()
    return credits.contains { start.hasPrefix(utf8: $0) }
  }

  /// True for a line that is an opener with its colon: the name stands on the next.
  static func isOpener(_ line: [UInt8]) -> Bool {
    guard line.count <= 40 else { return false }
    return labels.contains(String(decoding: line, as: UTF8.self).lowercased())
  }

  /// Openers that end in a colon: unmistakable also within a line.
  private static let labels = openers.filter { !$0.hasSuffix(" ") }

  /// The names behind a word such as `Author:` that stands anywhere in a line.
  static func names(behindLabelIn text: String) -> [String] {
    let lower = text.lowercased()
    // Letter case may change how long a text is; then the place is not known.
    guard lower.utf8.count == text.utf8.count,
      let found = labels.lazy.compactMap({ lower.firstRange(utf8: $0) }).first
    else { return [] }
    let start = text.utf8.index(
      text.startIndex, offsetBy: lower.utf8.distance(from: lower.startIndex, to: found.lowerBound))
    return names(in: String(text[start...]), requiresBy: true)
  }

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
    if isCredit(text) { return nil }
    _ = dropBy(&text)
    if openers.contains(text.lowercased() + " ") { return nil }
    if let bracket = text.firstIndex(of: "("), bracket > text.startIndex {
      text = text[..<bracket]
      trim(&text)
    }
    var words = text.split(whereSeparator: { $0 == " " || $0 == "\u{A0}" })
    // A handle or an address beside the name.
    if words.count > 1 { words.removeAll { $0.contains("@") } }
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
