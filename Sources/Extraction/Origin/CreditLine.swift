import Model

/// A line that says who wrote or first published the text beside it.
struct CreditLine: Equatable {
  var name: String
  var source: ArticleOrigin.Source
  var isCertain: Bool

  /// The longest line that is looked at, in bytes.
  static let byteLimit = 400

  /// The credit in a line by itself; nil for anything else.
  init?(_ text: String) {
    guard !text.isEmpty, text.utf8.count <= Self.byteLimit else { return nil }
    guard let found = Self.wireMark(text) ?? Self.firstPublished(text) ?? Self.sourceLine(text)
    else {
      return nil
    }
    self = found
  }

  private init(_ name: String, _ source: ArticleOrigin.Source, isCertain: Bool) {
    self.name = name
    self.source = source
    self.isCertain = isCertain
  }

  /// `This post appeared first on cnn.com`.
  private static func firstPublished(_ text: String) -> CreditLine? {
    let lower = text.lowercased()
    // Lower case may have other lengths: positions are looked for in it and nowhere else.
    for phrase in phrasesBefore {
      guard let range = lower.firstRange(of: phrase), isWordEnd(lower, range.upperBound, phrase)
      else { continue }
      let rest = lower.distance(from: range.upperBound, to: lower.endIndex)
      guard rest > 0, rest <= text.count, let name = name(atStartOf: text.suffix(rest)) else {
        continue
      }
      return CreditLine(name, .firstPublished, isCertain: true)
    }
    for phrase in phrasesBehind where lower.contains(phrase) {
      guard let range = lower.firstRange(of: phrase) else { continue }
      let count = lower.distance(from: lower.startIndex, to: range.lowerBound)
      let before = text.prefix(count)
      let name = before.split { "。、，,\"“”「」『』".contains($0) }.last.map { folded($0) } ?? ""
      let words = name.split(separator: " ")
      guard let last = words.last else { continue }
      return CreditLine(String(last), .firstPublished, isCertain: true)
    }
    return nil
  }

  private static func isWordEnd(_ text: String, _ index: String.Index, _ phrase: String) -> Bool {
    guard phrase.last?.isCased == true, index < text.endIndex else { return true }
    return !text[index].isLetter
  }

  /// The name that a text begins with: to the end of the sentence, or a word that goes on with it.
  private static func name(atStartOf text: some StringProtocol) -> String? {
    var words: [Substring] = []
    let text = String(text)
    for word in text.split(whereSeparator: { $0.isWhitespace }).prefix(9) {
      if words.isEmpty,
        [":", "the", "der", "die", "das", "le", "la", "el", "il"].contains(word.lowercased())
      {
        continue
      }
      if stops.contains(word.lowercased())
        || word.first.map(Dateline.isDigit) == true && !words.isEmpty
      {
        break
      }
      words.append(word)
      if let last = word.last, ".,;:!?。，)".contains(last) { break }
    }
    guard !words.isEmpty, words.count <= 7 else { return nil }
    var name = words.joined(separator: " ")
    while let last = name.last, ".,;:!?。，)\"”»'’".contains(last) { name.removeLast() }
    name = String(name.drop { "\"“«'‘:：(《".contains($0) })
    if name.hasSuffix("》") { name.removeLast() }
    guard let first = name.first, name.count >= 2, name.count <= 70,
      first.isUppercase || first.isNumber || !first.isCased || isSite(name)
    else { return nil }
    return isSite(name) ? site(name) : name
  }

  /// `The-CNN-Wire`, `© 2026 AFP`, `Copyright 2026 The Associated Press. All rights reserved.`
  private static func wireMark(_ text: String) -> CreditLine? {
    let lower = text.lowercased()
    let isMark =
      lower.contains("©") || lower.hasPrefix("copyright") || lower.hasPrefix("(c)")
      || lower.contains("-wire") && text.count <= 40 || lower.hasPrefix("dpa-infocom")
      || lower.contains("trust principles")
    guard isMark, text.utf8.count <= 250 else {
      return isReutersSignOff(lower) ? CreditLine("Reuters", .wireMark, isCertain: true) : nil
    }
    guard let agency = AgencyNames.known.found(in: text.replacing("/", with: " ")) else {
      return nil
    }
    return CreditLine(agency, .wireMark, isCertain: true)
  }

  /// `Reporting by Mara Quill; Editing by Tam Orrock`: nobody else closes a text like this.
  private static func isReutersSignOff(_ lower: String) -> Bool {
    let text = lower.drop { "( ".contains($0) }
    return text.hasPrefix("reporting by ") && text.contains("editing by ")
  }

  /// `Source: Reuters`, `Quelle: dpa`, `来源：新华社`.
  private static func sourceLine(_ text: String) -> CreditLine? {
    guard text.utf8.count <= 120, let colon = text.firstIndex(where: { ":：".contains($0) }) else {
      return nil
    }
    guard isSourceWord(text[..<colon]) else { return nil }
    return credit(naming: text[text.index(after: colon)...])
  }

  /// True for a word that announces a source, with or without its colon.
  static func isSourceWord(_ text: some StringProtocol) -> Bool {
    var word = folded(text).lowercased()
    while let last = word.last, ":：".contains(last) { word.removeLast() }
    return sourceWords.contains(folded(word))
  }

  /// The credit for what stands behind such a word; nil where that is no name.
  static func credit(naming text: some StringProtocol) -> CreditLine? {
    var name = folded(text)
    while let last = name.last, ".,;)".contains(last) { name.removeLast() }
    if let agency = AgencyNames.known[name] {
      return CreditLine(agency, .sourceLine, isCertain: false)
    }
    if isSite(name) { return CreditLine(site(name), .sourceLine, isCertain: false) }
    let words = name.split(separator: " ")
    guard let first = name.first, (2...40).contains(name.count), words.count <= 5,
      first.isUppercase || !first.isCased && first.isLetter,
      !name.contains(where: { ".,;:!?()".contains($0) || Dateline.isDigit($0) })
    else { return nil }
    return CreditLine(name, .sourceLine, isCertain: false)
  }

  /// True for a host name or a web address.
  private static func isSite(_ text: String) -> Bool {
    let host = site(text)
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    return labels.count >= 2 && labels.allSatisfy { !$0.isEmpty }
      && labels.last.map { $0.count >= 2 && $0.allSatisfy(\.isLetter) } == true
      && host.allSatisfy { $0.isLetter || $0.isNumber || ".-".contains($0) }
  }

  /// The host name of an address, without `www.`.
  static func site(_ text: String) -> String {
    var host = text.lowercased()[...]
    if let scheme = host.firstRange(of: "://") { host = host[scheme.upperBound...] }
    host = host.prefix { !"/?#:".contains($0) }
    return host.hasPrefix("www.") ? String(host.dropFirst(4)) : String(host)
  }

  private static func folded(_ text: some StringProtocol) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static let phrasesBefore = RuleFile.origins["first published before"]
  private static let phrasesBehind = RuleFile.origins["first published behind"]
  private static let sourceWords = Set(RuleFile.origins["sources"])
  /// Words that go on with the sentence behind a name.
  private static let stops: Set<String> = [
    "with", "under", "and", "as", "in", "on", "at", "by", "for", "where", "which", "here", "und",
    "mit", "am", "im", "et", "le", "sous", "y", "con", "el", "bajo", "e", "com", "sob", "il", "met",
    "en", "pod", "och", "и", "под", "with:",
  ]
}
