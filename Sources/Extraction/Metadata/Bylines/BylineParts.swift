import Bytes

/// What stands beside names in bylines: labels, dates, titles.
enum BylineParts {
  /// Drops what stands before a label for authors within a line: `来源：… 作者：王某`. False for a line without.
  static func cutToLabel(_ text: inout Substring) -> Bool {
    guard text.utf8.contains(where: { $0 >= 0xE3 }) else { return false }
    for label in labels {
      guard let found = text.firstRange(utf8: label), found.lowerBound > text.startIndex else {
        continue
      }
      text = text[found.lowerBound...]
      return true
    }
    return labels.contains { text.hasPrefix($0) }
  }

  /// Drops the next label and what follows it: `王某 编辑：李某`.
  static func cutAtLabel(_ text: inout Substring) {
    guard let colon = text.firstIndex(where: { ":：".contains($0) }),
      let blank = text[..<colon].lastIndex(where: \.isWhitespace)
    else { return }
    text = text[..<blank]
  }

  /// Drops a date and the section before it: `Ada Quill in Harbour on 1 June 2031 at 8 pm`.
  static func cutAtDate(_ text: inout Substring) {
    for word in dateWords {
      guard let found = text.firstRange(utf8: word),
        text[found.upperBound...].first?.isNumber == true
      else { continue }
      text = text[..<found.lowerBound]
      return cutAtSection(&text)
    }
  }

  /// Drops the section behind a name of two words and more: `Ada Quill in Harbour`.
  static func cutAtSection(_ text: inout Substring) {
    for word in sectionWords {
      if let found = text.firstRange(utf8: word),
        text[..<found.lowerBound].split(separator: " ").count >= 2
      {
        text = text[..<found.lowerBound]
      }
    }
  }

  /// The words before a weekday: `Ada Quill on Tue`, `Ada Quill am Samstag`.
  static func withoutWeekday(_ words: [Substring]) -> [Substring] {
    guard words.count >= 3, let last = words.last, weekdays.contains(last.lowercased()),
      dateLeads.contains(String(words[words.count - 2]))
    else { return words }
    return words.dropLast(2)
  }

  private static let weekdays: Set<String> = [
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday", "thursday",
    "friday", "saturday", "sunday", "montag", "dienstag", "mittwoch", "donnerstag", "freitag",
    "samstag", "sonnabend", "sonntag",
  ]

  /// The name in `ByAda Quill`, where the markup held no blank.
  static func behindGluedBy(_ text: Substring) -> Substring? {
    guard text.hasPrefix("By"), text.contains(" ") else { return nil }
    let rest = text.dropFirst(2)
    guard rest.first?.isUppercase == true, rest.dropFirst().first?.isLowercase == true else {
      return nil
    }
    return rest
  }

  /// The words before a month and a day: `Ada Quill December 28`.
  static func withoutDate(_ words: [Substring]) -> [Substring] {
    guard words.count >= 4,
      let month = words.indices.dropFirst(2).dropLast().first(where: { index in
        words[index + 1].allSatisfy { $0.isNumber }
          && DatelineFields.namesMonth(words[index])
      })
    else { return words }
    var name = words[..<month]
    // `Ada Quill on Friday December 28`
    if let word = name.indices.dropFirst().last(where: { dateLeads.contains(String(words[$0])) }) {
      name = name[..<word]
    }
    // `NEW YORK January 12`: where a report is from, and nobody's name.
    return CityNames.known.isCity(name.joined(separator: " ")) ? words : Array(name)
  }

  /// True for a title with its department: `Head of Marketing`, `Leiterin Hafenbau`.
  static func isTitle(_ piece: Substring) -> Bool {
    let words = piece.split(whereSeparator: \.isWhitespace)
    guard words.count >= 2, let first = words.first else { return false }
    if titles.contains(first.lowercased()) { return links.contains(words[1].lowercased()) }
    return first.lowercased() == "vice" && words[1].lowercased() == "president"
  }

  /// False for words that no name begins or ends with: `the Harbour`, `in Uncategorized`, `Letters To The`,
  /// `+Text Size`, `Do UOL`.
  static func mayBeName(_ words: [Substring]) -> Bool {
    guard let first = words.first, let last = words.last else { return false }
    if let letter = first.first, "+#=*".contains(letter) { return false }
    guard words.count > 1 else { return true }
    if starts.contains(String(first)) || ends.contains(last.lowercased()) { return false }
    let isShouted =
      last.utf8.count > 1 && last == last.uppercased() && last.contains { $0.isLetter }
    return !(words.count == 2 && isShouted && ["Do", "Da"].contains(first))
  }

  /// True for a company by its legal form, which no author has.
  static func isCompany(_ text: some StringProtocol) -> Bool {
    let text = String(text)
    let words = text.lowercased().split { $0.isWhitespace || $0 == "," }.map { word in
      word.filter { $0 != "." }
    }
    if words.contains(where: { legalForms.contains($0) }) { return true }
    return text.lowercased().contains(utf8: "z o.o") || text.contains(utf8: "株式会社")
      || text.contains(utf8: "有限公司") || text.contains(utf8: "주식회사")
  }

  private static let labels = RuleFile.bylines["wide labels"]
  private static let dateWords = RuleFile.bylines["before dates"].map { " \($0) " }
  /// Those of them that are no part of a name, as `el` and `le` are.
  private static let dateLeads: Set<String> = ["on", "at", "am", "dne", "dnia"]
  private static let sectionWords = RuleFile.bylines["before sections"].map { " \($0) " }
  private static let titles = Set(RuleFile.bylines["titles"])
  private static let links = Set(RuleFile.bylines["before departments"])
  private static let starts = Set(RuleFile.bylines["no first words"])
  private static let ends = Set(RuleFile.bylines["no last words"])
  private static let legalForms = Set(RuleFile.bylines["legal forms"])
}
