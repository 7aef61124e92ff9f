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
    guard let found = Self.marked(text) ?? Self.sourceLine(text) else { return nil }
    self = found
  }

  private init(_ name: String, _ source: ArticleOrigin.Source, isCertain: Bool) {
    self.name = name
    self.source = source
    self.isCertain = isCertain
  }

  /// The credit in a line that holds the words of one.
  private static func marked(_ text: String) -> CreditLine? {
    let bytes = text.utf8Span.span
    if let mark = marks.first(in: bytes), let found = wireMark(text, marksText[mark.number]) {
      return found
    }
    if let found = before.first(in: bytes),
      let rest = suffix(of: text, from: found.range.upperBound),
      rest.first?.isLetter != true || phrasesBefore[found.number].last?.isCased == false,
      let name = name(atStartOf: rest)
    {
      return CreditLine(name, .firstPublished, isCertain: true)
    }
    guard let found = behind.first(in: bytes),
      let head = String(validating: text.utf8.prefix(found.range.lowerBound), as: UTF8.self)
    else { return nil }
    let name = head.split { "。、，,\"“”「」『』".contains($0) }.last.map { folded($0) } ?? ""
    return name.split(separator: " ").last.map {
      CreditLine(String($0), .firstPublished, isCertain: true)
    }
  }

  private static func suffix(of text: String, from offset: Int) -> String? {
    String(validating: text.utf8.dropFirst(offset), as: UTF8.self)
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
      first.isUppercase || !first.isCased && first.isLetter || isSite(name)
    else { return nil }
    return isSite(name) ? site(name) : name
  }

  /// `The-CNN-Wire`, `© 2026 AFP`, `Copyright 2026 The Associated Press. All rights reserved.`, and
  /// `Reporting by Mara Quill; Editing by Tam Orrock`, as nobody but Reuters closes a text.
  private static func wireMark(_ text: String, _ mark: String) -> CreditLine? {
    let lower = text.lowercased().drop { "( ".contains($0) }
    switch mark {
    case "reporting by ":
      // `Reporting by The Associated Press.`
      if lower.hasPrefix(mark),
        let agency = AgencyNames.known[lower.dropFirst(mark.count).prefix { $0 != "." }]
      {
        return CreditLine(agency, .wireMark, isCertain: true)
      }
      return lower.hasPrefix(mark) && lower.contains("editing by ")
        ? CreditLine("Reuters", .wireMark, isCertain: true) : nil
    case "copyright", "(c)", "dpa-infocom":
      guard text.lowercased().hasPrefix(mark) else { return nil }
    case "-wire": guard text.utf8.count <= 40 else { return nil }
    default: break
    }
    guard text.utf8.count <= 250 else { return nil }
    return AgencyNames.known.found(in: text.replacing("/", with: " ")).map {
      CreditLine($0, .wireMark, isCertain: true)
    }
  }

  /// `Source: Reuters`, `Quelle: dpa`, `来源：新华社`.
  private static func sourceLine(_ text: String) -> CreditLine? {
    guard text.utf8.count <= 120, hasColon(text),
      let colon = text.firstIndex(where: { ":：".contains($0) })
    else { return nil }
    guard isSourceWord(text[..<colon]) else { return nil }
    return credit(naming: text[text.index(after: colon)...])
  }

  /// Whether a colon, narrow or wide, stands among the first bytes, where words for a source end.
  private static func hasColon(_ text: String) -> Bool {
    var wide = 0
    for byte in text.utf8.prefix(sourceByteLimit + 3) {
      if byte == UInt8(ascii: ":") { return true }
      // U+FF1A in UTF-8.
      wide = byte == 0xEF ? 1 : wide == 1 && byte == 0xBC ? 2 : wide == 2 && byte == 0x9A ? 3 : 0
      if wide == 3 { return true }
    }
    return false
  }

  /// True for a word that announces a source, with or without its colon.
  static func isSourceWord(_ text: some StringProtocol) -> Bool {
    guard text.utf8.count <= sourceByteLimit + 3 else { return false }
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
  private static let before = PhraseFinder(phrasesBefore)
  private static let behind = PhraseFinder(RuleFile.origins["first published behind"])
  /// Words without which no line is an agency's mark.
  private static let marksText = [
    "©", "copyright", "(c)", "-wire", "dpa-infocom", "trust principles", "reporting by ",
  ]
  private static let marks = PhraseFinder(marksText)
  private static let sourceWords = Set(RuleFile.origins["sources"])
  /// The longest of them.
  private static let sourceByteLimit = sourceWords.map(\.utf8.count).max() ?? 0
  /// Words that go on with the sentence behind a name.
  private static let stops: Set<String> = [
    "with", "under", "and", "as", "in", "on", "at", "by", "for", "where", "which", "here", "und",
    "mit", "am", "im", "et", "le", "sous", "y", "con", "el", "bajo", "e", "com", "sob", "il", "met",
    "en", "pod", "och", "и", "под", "with:",
  ]
}
