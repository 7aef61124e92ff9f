/// The agency behind the last sentence of a text: `(Reuters)`, `— AFP`, `/dpa`, `PAP/koc/ ula/`, `zew, PAP`,
/// `（據《港口日報》）`.
struct SignOff {
  /// An agency, or a paper in Chinese brackets.
  var name: String
  /// The words themselves.
  var text: String
  var isCertain: Bool
  /// True where the paragraph is nothing else.
  var isWhole: Bool

  /// `language`: of the text; in small letters some names are only known in their own.
  init?(endOf text: String, language: String? = nil) {
    let isShort = text.utf8.count <= 60
    guard isShort || text.utf8.suffix(70).contains(where: Self.isSign) else { return nil }
    if let found = Self.inBrackets(text) ?? Self.initials(text, isShort: isShort) {
      self = found
      return
    }
    guard let found = Self.plain(text, language) else { return nil }
    self = found
  }

  private init(_ name: String, _ text: some StringProtocol, isCertain: Bool, isWhole: Bool) {
    self.name = name
    self.text = text.trimmingStart
    self.isCertain = isCertain
    self.isWhole = isWhole
  }

  /// `（據《港口日報》）`, `(来源：港口日报)`, `（新华社）` at the end of a text in Chinese.
  private static func inBrackets(_ text: String) -> SignOff? {
    guard text.utf8.contains(where: { $0 >= 0xE3 }) else { return nil }
    let tail = trimmed(text.suffix(40))
    guard let last = tail.last, "）)】".contains(last),
      let start = tail.lastIndex(where: { "（(【".contains($0) })
    else { return nil }
    let inside = tail[tail.index(after: start)...].dropLast()
    let mark = tail[start...]
    let isWhole = mark.count == trimmed(text[...]).count
    var name = inside.drop { $0.isWhitespace }
    guard let word = sources.first(where: { name.hasPrefix($0) }) else { return nil }
    name = name.dropFirst(word.count).drop { "：: ".contains($0) }
    if word.count == 1, name.first != "《" { return nil }
    name = name.drop { "《「".contains($0) }.prefix { !"》」，,、 ".contains($0) }
    guard let credit = SourceLine.credit(naming: name, isReprint: true), credit.name.count <= 14
    else { return nil }
    return SignOff(credit.name, mark, isCertain: false, isWhole: isWhole)
  }

  /// `PAP/koc/ ula/ako` and `zew, PAP`: an agency among the initials of people.
  private static func initials(_ text: String, isShort: Bool) -> SignOff? {
    guard isShort else { return nil }
    let parts = text.split { "/,;()| ".contains($0) || $0.isWhitespace }.map { trimmed($0) }
    guard parts.count >= 2, parts.count <= 7, text.contains(where: { "/,".contains($0) }) else {
      return nil
    }
    var agencies: [String] = []
    for part in parts {
      if let agency = AgencyNames.known[part], !AgencyNames.known.isWeak(part) {
        agencies.append(agency)
      } else if part.count > 4 || !part.allSatisfy({ $0.isLowercase }) {
        return nil
      } else if helpers.contains(String(part)) {
        return nil
      }
    }
    guard agencies.count == 1, agencies.count < parts.count else { return nil }
    return SignOff(agencies[0], text, isCertain: false, isWhole: true)
  }

  private static func plain(_ text: String, _ language: String?) -> SignOff? {
    let tail = trimmed(text.suffix(44))
    let name: Substring
    let start: Substring.Index
    var isBracketed = false
    if let last = tail.last, ")]）】".contains(last) {
      guard let open = tail.lastIndex(where: { "([（【".contains($0) }) else { return nil }
      name = tail[tail.index(after: open)...].dropLast()
      start = open
      isBracketed = true
    } else if let dash = tail.lastIndex(where: { "—–/|".contains($0) }) {
      name = tail[tail.index(after: dash)...]
      start = dash
    } else if text.hasPrefix("-"), tail.count == text.count {
      name = tail.drop { "- ".contains($0) }
      start = tail.startIndex
    } else {
      guard tail.count == trimmed(text[...]).count else { return nil }
      name = tail
      start = tail.startIndex
    }
    let parts = name.split { "/,;".contains($0) }.map { trimmed($0) }
    let agencies = parts.compactMap {
      AgencyNames.known.isUsual($0, language: language) ? AgencyNames.known[$0] : nil
    }
    guard let agency = agencies.first,
      parts.allSatisfy({ part in
        AgencyNames.known[part] != nil || part.count <= 4 && part.allSatisfy(\.isLowercase)
      })
    else { return nil }
    // Several are what a paper made its own text from; of two the first may be the sender.
    guard agencies.count <= 2, parts.count <= 3 else { return nil }
    let isWeak = parts.contains { AgencyNames.known.isWeak($0) }
    if isWeak, !isBracketed { return nil }
    return SignOff(
      agency, tail[start...], isCertain: agencies.count == 1 && parts.count == 1 && !isWeak,
      isWhole: tail[start...].count == trimmed(text[...]).count)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0.isWhitespace }
    while let last = text.last, last.isWhitespace || ".。".contains(last) { text.removeLast() }
    return text
  }

  /// A bracket, a slash, a bar, or a byte of a dash or of a wide bracket.
  private static func isSign(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "/")
      || byte == UInt8(ascii: "|") || byte == 0x93 || byte == 0x94 || byte == 0x89 || byte == 0x91
  }

  private static let sources = [
    "據", "据", "摘自", "转自", "轉自", "来源", "來源", "原载", "原載", "文章来源", "本文来源", "稿源",
  ]
  private static let helpers = Set(RuleFile.origins["helpers"])
}

extension StringProtocol {
  fileprivate var trimmingStart: String { String(drop { $0.isWhitespace }) }
}
