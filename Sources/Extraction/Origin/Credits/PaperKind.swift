/// What may stand between `appeared first in` and a name: one number of a paper, and what sort of paper it is.
///
/// `in the winter 2031 issue of Harbour Coast`, `in der Wochenzeitung „Seebote“`, `в журнале «Причал»`.
struct PaperKind {
  /// The text from the name on.
  private(set) var rest: String
  /// The name, where it stands in quotes.
  private(set) var quoted: String?

  /// `text` is what stands behind the preposition.
  init(behind text: String) {
    rest = text
    var words = text.split(whereSeparator: \.isWhitespace)
    var isCut = false
    if let issue = words.prefix(8).firstIndex(where: { Self.issues.contains(Self.plain($0)) }),
      issue + 1 < words.count, words[issue].last.map({ ".,;".contains($0) }) == false
    {
      var next = issue + 1
      // `номер 3 журнала`, `Heft 3/2031 der`, `número de marzo de`
      while next < words.count, Self.isJoint(words[next]) { next += 1 }
      // Without a name behind it, the issue is no paper.
      if next > issue + 1 {
        words.removeFirst(next)
        isCut = true
      }
    }
    var kind = 0
    while kind < min(2, words.count), Self.articles.contains(String(words[kind])) { kind += 1 }
    if kind + 1 < words.count, Self.kinds.contains(String(words[kind])),
      let next = words[kind + 1].first, next.isUppercase || Self.quotes[next] != nil
    {
      words.removeFirst(kind + 1)
      isCut = true
    }
    if isCut { rest = words.joined(separator: " ") }
    let start = rest.drop { $0.isWhitespace }
    if let open = start.first, let closers = Self.quotes[open],
      let end = start.dropFirst().firstIndex(where: { closers.contains($0) })
    {
      let inside = start[start.index(after: start.startIndex)..<end]
      var name = inside.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      while let last = name.last, ".,;".contains(last) { name.removeLast() }
      // `„der Seebote“`: a name keeps its article only where it is written large.
      for article in Self.articles where name.hasPrefix(article + " ") {
        name = String(name.dropFirst(article.count + 1))
        break
      }
      if (2...60).contains(name.count), let first = name.first,
        first.isUppercase || !first.isCased && first.isLetter || Self.isDigit(first)
          || CreditLine.host(name) != nil
      {
        quoted = name
      }
    }
  }

  private static func isDigit(_ character: Character) -> Bool { Dateline.isDigit(character) }

  /// A word in small letters without signs; `Märzausgabe` is an issue, too.
  private static func plain(_ word: Substring) -> String {
    let word = word.lowercased().filter { $0.isLetter }
    return word.hasSuffix("ausgabe") ? "ausgabe" : word
  }

  private static func isJoint(_ word: Substring) -> Bool {
    let lower = word.lowercased()
    return joints.contains(lower) || word.contains(where: isDigit)
      || DatelineFields.namesMonth(word)
  }

  private static let issues = Set(RuleFile.origins["issues"])
  private static let kinds = Set(RuleFile.origins["kinds of papers"])
  private static let joints: Set<String> = [
    "of", "der", "des", "von", "vom", "de", "la", "le", "du", "del", "da", "do", "di", "della",
    "dello", "van", "het", "the", "журнала", "газеты", "журналу", "газети", "tygodnika",
    "miesięcznika", "dziennika", "magazynu", "av", "af",
  ]
  /// What stands before a word for a kind of paper, in small letters.
  private static let articles: Set<String> = [
    "the", "der", "die", "das", "dem", "den", "le", "la", "les", "el", "il", "lo", "o", "a", "het",
    "de", "our",
  ]
  private static let quotes: [Character: String] = [
    "„": "“”\"", "“": "”“", "\"": "\"", "«": "»", "»": "«", "‘": "’", "”": "”", "《": "》", "「": "」",
    "『": "』",
  ]
}
