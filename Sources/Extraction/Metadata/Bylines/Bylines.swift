import Bytes

/// Reads the names of authors out of a byline.
enum Bylines {
  /// The names in `text`, for example `By Ada Lovelace and Charles Babbage, Science Editor`.
  ///
  /// With `requiresBy` a text that does not begin with a word such as `by` holds none. Words that
  /// name an office, a place or a newspaper are left out where they stand apart. With `isByline`, which
  /// is so where none is required, the word may stand without its colon: `Autor Ada Lovelace`.
  static func names(in text: String, requiresBy: Bool, isByline: Bool? = nil) -> [String] {
    var rest = Substring(text)
    trim(&rest)
    guard rest.utf8.count <= 300, !isCredit(rest) else { return [] }
    let isLabelled = BylineParts.cutToLabel(&rest)
    var had = dropBy(&rest)
    if !had, isByline ?? !requiresBy { had = dropLabel(&rest) }
    if isLabelled { BylineParts.cutAtLabel(&rest) }
    if had { BylineParts.cutAtDate(&rest) }
    if isWide(rest), let parted = partedAtOffices(rest) {
      had = had || parted.begins
      rest = Substring(parted.text)
    }
    if isWide(rest), let parted = WideNames.parted(rest) { rest = Substring(parted) }
    if requiresBy, !had { return [] }
    if let name = sorted(rest) { return [name] }
    let sortedNames = rest.split(separator: ";").map { sorted($0) }
    if sortedNames.count > 1, sortedNames.count <= 12, !sortedNames.contains(nil) {
      return sortedNames.compactMap(\.self)
    }
    var found: [String] = []
    var end = rest.startIndex
    var isInCredit = false
    var isInTitle = false
    for piece in pieces(rest) {
      let joiner = rest[end..<piece.startIndex]
      end = piece.endIndex
      // What follows a credit's comma belongs to it: the picture's agency.
      let isParted = joiner.contains { ";|/•·\n\t–—-".contains($0) }
      isInCredit = isCredit(piece) || isInCredit && !isParted
      if isInCredit { continue }
      // `Head of Marketing and Events`
      isInTitle =
        !found.isEmpty
        && (BylineParts.isTitle(piece) || isInTitle && joiners.contains(String(joiner)))
      if isInTitle { continue }
      if let suffix = suffix(piece), let last = found.indices.last {
        if suffix != "" { found[last] += " " + suffix }
        continue
      }
      if let first = found.first, isOffice(piece, after: joiner, first) { continue }
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
    // An initial may stand behind the given name.
    let hasInitial = words.count == 3 && words[2].count == 2 && words[2].last == "."
    guard words.count == 2 || hasInitial, parts[0].allSatisfy({ $0 != " " }) || words.count == 2,
      !parts[0].isEmpty, parts[1].first == " ", suffix(words[1]) == nil,
      let family = name(words[0]), let given = name(words[1]), !isShouted(given),
      given.unicodeScalars.first?.properties.isUppercase == true,
      family.unicodeScalars.first?.properties.isUppercase == true
    else { return nil }
    return given + " " + (hasInitial ? words[2] + " " : "") + family
  }

  private static func isShouted(_ word: String) -> Bool {
    word.utf8.count > 1 && word == word.uppercased()
  }

  /// A piece that goes on with the name before: `Jr.` as it stands, a degree as nothing.
  private static func suffix(_ piece: Substring) -> String? {
    var text = piece
    trim(&text)
    let letters = text.lowercased().filter { $0.isLetter }
    guard text.utf8.count <= 12, !text.contains(" ") else { return nil }
    if generations.contains(letters) { return String(text) }
    return degrees.contains(letters) ? "" : nil
  }

  /// Of namesakes in a family: `Jr.`, Brazil's and Portugal's, Spain's, France's and the Czech ones.
  private static let generations: Set<String> = [
    "jr", "sr", "ii", "iii", "iv", "junior", "senior", "júnior", "filho", "neto", "netto",
    "sobrinho", "hijo", "fils", "père", "ml", "st", "ifj", "id",
  ]

  private static let degrees: Set<String> = [
    "csc", "drsc", "dipling", "llm", "cpa", "frcp", "obe", "mbe", "phd", "md", "mph", "mba", "msc",
    "bsc", "dphil", "edd", "jd", "esq", "rn", "dds", "cfa",
  ]

  /// True for a piece behind a comma, bar or dash that ends in an office, whatever precedes it, that
  /// has a noun for people who write, or that begins small as no family name does: `à Holmbourg`.
  private static func isOffice(
    _ piece: Substring, after joiner: Substring, _ first: String
  ) -> Bool {
    guard joiner.contains(where: { ",|–—-·•\n/".contains($0) }) else { return false }
    let words = piece.lowercased().split(whereSeparator: { $0.isWhitespace })
    guard let start = words.first, let last = words.last else { return false }
    if words.count > 1, offices.contains(String(last)) { return true }
    if words.contains(where: { isOfficeNoun($0) }) { return true }
    let initial = piece.unicodeScalars.first { !$0.properties.isWhitespace }
    return initial?.properties.isLowercase == true && !familyParticles.contains(String(start))
      && first.unicodeScalars.first?.properties.isUppercase == true
  }

  private static func isOfficeNoun(_ word: Substring) -> Bool {
    let letters = word.drop { !$0.isLetter }.prefix { $0.isLetter }
    if officeNouns.contains(String(letters)) { return true }
    return letters.utf8.count >= 12
      && longOfficeNouns.contains { letters.hasSuffix($0) }
  }

  private static let officeNouns = Set(RuleFile.bylines["office nouns"])
  private static let longOfficeNouns = officeNouns.filter { $0.utf8.count >= 8 }
  private static let familyParticles = Set(RuleFile.bylines["particles"])

  /// True for a text with signs of Chinese, Japanese or Korean.
  private static func isWide(_ text: Substring) -> Bool {
    text.unicodeScalars.contains { $0.value >= 0x3040 && $0.value < 0xFF00 }
  }

  /// A text of Chinese, Japanese or Korean with its offices as bars; nil when it has none.
  ///
  /// `begins` says that one of them stands first, as a word for `by` does.
  private static func partedAtOffices(_ text: Substring) -> (text: String, begins: Bool)? {
    var out: [String] = []
    var begins = false
    var hasAny = false
    for (index, word) in text.split(separator: " ").enumerated() {
      if wideOffices.contains(String(word)) {
        begins = begins || index == 0
        hasAny = true
        out.append("|")
        continue
      }
      var word = word
      if let end = wideOffices.first(where: { word.hasSuffix($0) }), word.count <= end.count + 6 {
        let rest = word.dropLast(end.count)
        hasAny = true
        // `법조전문기자` behind a name is an office of its own.
        let isOffice = index > 0 && isHangul(rest) && !WideNames.isPersonal(rest)
        out += isOffice ? ["|"] : [String(rest), "|"]
        continue
      }
      if let start = wideOffices.first(where: { word.hasPrefix($0) }),
        isHan(word.dropFirst(start.count))
      {
        word = word.dropFirst(start.count)
        begins = begins || index == 0
        hasAny = true
      }
      out.append(String(word))
    }
    return hasAny ? (out.joined(separator: " "), begins) : nil
  }

  /// True for two to four signs of Han or Hangul: `記者の目` is the name of a column.
  private static func isHan(_ word: Substring) -> Bool {
    (2...4).contains(word.unicodeScalars.count)
      && word.unicodeScalars.allSatisfy { $0.value >= 0x3400 }
  }

  private static func isHangul(_ word: Substring) -> Bool {
    word.unicodeScalars.allSatisfy { (0xAC00...0xD7A3).contains($0.value) }
  }

  private static let wideOffices = RuleFile.bylines["wide offices"].sorted { $0.count > $1.count }

  /// True for a name in a script without blanks as people have: two to six signs, no desk's.
  static func isWideName(_ name: String) -> Bool {
    let scalars = name.unicodeScalars
    guard scalars.allSatisfy({ $0.value >= 0x3040 && $0.value < 0xFF00 || $0.value == 0x30FB })
    else {
      return false
    }
    let isForeign = scalars.contains { $0.value == 0x30FB }
    return (2...(isForeign ? 16 : 6)).contains(scalars.count) && !isWideOrganization(name)
  }

  static func isWideOrganization(_ name: String) -> Bool {
    wideOrganizations.contains { name.hasSuffix($0) }
  }

  private static let wideOrganizations = RuleFile.bylines["wide organizations"]
  /// True for what programs and forms put where an author should stand: `admin`, `Staff`.
  static func isPlaceholder(_ text: String) -> Bool {
    let text = text.lowercased()
    return placeholders.contains(text) || text == "staff" || text.hasPrefix("#")
  }

  private static let placeholders = Set(RuleFile.bylines["placeholders"])

  /// True for one word behind a full name and `y`, `e`, `i` or `en`: a second family name, a place.
  private static func isPart(_ name: String, of last: String, _ joiner: Substring) -> Bool {
    !name.contains(" ") && last.contains(" ")
      && (familyJoiners.contains(String(joiner)) || joiner == " en ")
  }

  private static let familyJoiners: Set<String> = [" y ", " e ", " i "]

  /// Drops `By`, `von`, `par` and the like; answers whether one was there.
  private static func dropBy(_ rest: inout Substring) -> Bool {
    var had = false
    if let name = BylineParts.behindGluedBy(rest) {
      rest = name
      had = true
    }
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

  /// Drops what stands before the names of a byline, with or without its colon.
  static func dropOpeners(_ text: inout Substring) {
    trim(&text)
    if !dropBy(&text) { _ = dropLabel(&text) }
  }

  /// Drops `Autor`, `글` and the like without their colon where a name of two words follows, or one of a script
  /// without capitals.
  private static func dropLabel(_ rest: inout Substring) -> Bool {
    let start = rest.prefix(longestOpener).lowercased()
    guard let word = bareLabels.first(where: { start.hasPrefix(utf8: $0) }) else { return false }
    var after = rest.dropFirst(word.count)
    trim(&after)
    guard after.contains(" ") || isWideName(String(after)),
      let first = after.unicodeScalars.first, first.properties.isAlphabetic,
      first.properties.isUppercase || !first.properties.isCased
    else { return false }
    rest = after
    return true
  }

  private static let bareLabels = RuleFile.bylines["openers"].filter { $0.hasSuffix(":") }
    .map { $0.dropLast().split(separator: " ").joined(separator: " ") + " " }
    .sorted { $0.count > $1.count }

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
    RuleFile.bylines[section].flatMap { word in
      ":：・/／=＝｜".contains(word.last ?? " ")
        ? [word] : section == "openers" ? [word + " ", word + ":", word + " :"] : [word + " "]
    }.sorted { $0.count > $1.count }
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
  private static let labels = RuleFile.bylines["openers"].filter {
    ":：・/／=＝｜".contains($0.last ?? " ")
  }

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
    if ",;|/•·\n\t、，；／｜،؛".contains(first) { return 1 }
    if first == " " {
      if let width = ArabicNames.joint(text) { return width }
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
    if let bracket = text.firstIndex(where: { $0 == "(" || $0 == "（" }), bracket > text.startIndex {
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
    words = BylineParts.withoutWeekday(BylineParts.withoutDate(words))
    guard !words.isEmpty, words.count <= 6, BylineParts.mayBeName(words) else { return nil }
    // Degrees and initials of offices stand after commas: `MS`, `RDN`.
    if words.count == 1, words[0].utf8.count <= 4, words[0] == words[0].uppercased() { return nil }
    if words[0].contains(")") != words[0].contains("(") { return nil }
    let lowered = words.map { $0.lowercased() }
    if placeholders.contains(lowered.joined(separator: " ")) { return nil }
    if lowered.contains(where: { $0.hasPrefix("www.") }) { return nil }
    if words.count > 1, DateLine.lastRole(in: words.joined(separator: " ")) != .unsaid {
      return nil
    }
    if words.count == 1, isWide(words[0]), isReport(words[0]) { return nil }
    if lowered.contains(where: { barred.contains($0) }) { return nil }
    if lowered.allSatisfy({ offices.contains($0) }) { return nil }
    let name = words.joined(separator: " ")
    guard name.unicodeScalars.contains(where: { $0.properties.isAlphabetic }),
      !name.unicodeScalars.contains(where: {
        "@/:<>{}=[]".unicodeScalars.contains($0) || $0.properties.generalCategory == .decimalNumber
      }),
      name.utf8.count >= 2, name.utf8.count <= 80
    else { return nil }
    return name
  }

  /// `台北報導`: where something was reported from.
  private static func isReport(_ word: Substring) -> Bool {
    wideOrganizations.prefix(4).contains { word.hasSuffix($0) }
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
      || "~&∙●▪■【】".unicodeScalars.contains(scalar) || scalar == "–" || scalar == "—"
      || scalar == "·"
      || scalar.value == 0xFEFF
  }

  private static let joiners = RuleFile.bylines["joiners"].map { " \($0) " }
  private static let offices = Set(RuleFile.bylines["offices"])
  private static let barred = Set(RuleFile.bylines["barred"])
}
