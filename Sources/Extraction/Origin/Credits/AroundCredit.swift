import Bytes

/// A sentence that says where a text appeared first and ends with its verb: `Dieser Beitrag ist zuerst in der
/// Wochenzeitung „Seebote“ erschienen.`, `Bu yazı ilk olarak Liman dergisinde yayımlandı.`
struct AroundCredit {
  var name: String
  /// False for a sentence that says when and where, but not that it was the first time.
  var isCertain: Bool

  private struct Rule {
    var firsts: [String]
    var prepositions: [String]
    var verbs: [String]

    init(_ line: String) {
      let parts = line.split(separator: "|", omittingEmptySubsequences: false).map { part in
        part.split(separator: ",").map {
          $0.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }.filter { !$0.isEmpty }
      }
      precondition(parts.count == 3, "a verb behind the name needs three fields: \(line)")
      (firsts, prepositions, verbs) = (parts[0], parts[1], parts[2])
    }
  }

  /// Nil for any other text.
  init?(_ text: String) {
    guard text.utf8.count <= CreditLine.byteLimit, Self.verbs.first(in: text.utf8Span.span) != nil
    else { return nil }
    for sentence in text.split(whereSeparator: { "!?\n".contains($0) }).prefix(4) {
      for rule in Self.rules {
        if let found = Self.read(String(sentence), rule) {
          self = found
          return
        }
      }
    }
    return nil
  }

  private init(name: String, isCertain: Bool) {
    self.name = name
    self.isCertain = isCertain
  }

  private static func read(_ sentence: String, _ rule: Rule) -> AroundCredit? {
    var words = sentence.split(whereSeparator: \.isWhitespace)
    guard
      let verb = words.lastIndex(where: { word in
        let word = word.lowercased()
        return rule.verbs.contains { word.hasPrefix($0) }
      }), verb >= 3, verb <= 24
    else { return nil }
    words = Array(words[..<verb])
    let lower = words.map { $0.lowercased() }
    let joined = " " + lower.joined(separator: " ") + " "
    let first = rule.firsts.first { joined.contains(" " + $0 + " ") }
    // The sentence begins with what it speaks of.
    guard lower.prefix(3).contains(where: { articleWords.contains($0) }) else { return nil }
    if rule.prepositions.isEmpty {
      guard let first, let range = joined.firstRange(utf8: " " + first + " ") else { return nil }
      let count = joined[..<range.upperBound].split(separator: " ").count
      // `Liman'da`, `Liman dergisinde`: the ending behind an apostrophe, or a word for the kind of paper.
      var name = words.dropFirst(count).map(String.init)
      guard let last = name.last else { return nil }
      if let mark = last.firstIndex(where: { "'’".contains($0) }), mark > last.startIndex {
        name[name.count - 1] = String(last[..<mark])
      } else if last.first?.isLowercase == true {
        name.removeLast()
      } else {
        return nil
      }
      return named(name.joined(separator: " "), isCertain: true)
    }
    guard
      let start = lower.lastIndex(where: { rule.prepositions.contains($0) }),
      start + 1 < words.count
    else { return nil }
    let rest = words[(start + 1)...].joined(separator: " ")
    let kind = PaperKind(behind: rest)
    let isDated = lower[..<start].contains { $0.contains(where: Dateline.isDigit) }
    guard first != nil || isDated && kind.quoted != nil else { return nil }
    guard let name = CreditLine.name(atStartOf: rest, allowsSmall: false) else { return nil }
    let isKnown = CreditLine.host(name) != nil || AgencyNames.publishers[name] != nil
    return named(
      name, isCertain: first != nil && (kind.quoted != nil || kind.rest != rest || isKnown))
  }

  private static func named(_ name: String, isCertain: Bool) -> AroundCredit? {
    guard let first = name.first, first.isUppercase || CreditLine.host(name) != nil,
      (2...60).contains(name.count), !name.contains(where: { ",;:".contains($0) })
    else { return nil }
    return AroundCredit(name: name, isCertain: isCertain)
  }

  private static let rules = RuleFile.origins["first published around"].map(Rule.init)
  private static let verbs = PhraseFinder(rules.flatMap(\.verbs))
  private static let articleWords = Set(RuleFile.origins["article words"]).union([
    "yazı", "haber", "makale", "stuk", "verhaal", "essay", "gastbeitrag",
  ])
}
