import Bytes

/// A sentence that says that a text was made from one in another language, and where that stood: `Von »Hafenwelt«
/// übersetzte Fassung des Artikels »Ice and Ferries« aus »Harbour Weekly«`, `Translated from the German; first in
/// Die Zeit`.
struct TranslationCredit {
  var name: String

  /// Nil for any other text: a name counts in quotes behind a word such as `from`, as a host, or where it is a
  /// paper's or an agency's that is known.
  init?(_ text: String) {
    guard text.utf8.count <= CreditLine.byteLimit,
      Self.finder.first(in: text.utf8Span.span) != nil
    else { return nil }
    for sentence in Self.sentences(text) where Self.speaksOfText(sentence) {
      if let name = Self.name(in: sentence) {
        self.name = name
        return
      }
    }
    return nil
  }

  /// The sentences of a text; the full stop of a host ends none.
  private static func sentences(_ text: String) -> [Substring] {
    var out: [Substring] = []
    var start = text.startIndex
    for index in text.indices where ".!?\n".contains(text[index]) {
      let next = text.index(after: index)
      guard next == text.endIndex || text[next].isWhitespace || text[index] == "\n" else {
        continue
      }
      out.append(text[start..<index])
      start = next
    }
    out.append(text[start...])
    return out.filter { !$0.isEmpty }
  }

  /// True where a sentence begins with the translation, or with a word for the text.
  private static func speaksOfText(_ sentence: Substring) -> Bool {
    guard let found = finder.first(in: String(sentence).utf8Span.span) else { return false }
    let before = String(decoding: sentence.utf8.prefix(found.range.lowerBound), as: UTF8.self)
    let words = before.lowercased().split { !$0.isLetter && !"’'-".contains($0) }.map(String.init)
    if words.isEmpty { return true }
    if words.prefix(4).contains(where: { articleWords.contains($0) }) { return words.count <= 12 }
    // `Von »Hafenwelt« übersetzte Fassung des Artikels …`
    let behind = sentence.lowercased().split { !$0.isLetter }
    return words.first == "von" && words.count <= 8
      && behind.contains { $0 == "fassung" || $0 == "version" }
  }

  private static func name(in sentence: Substring) -> String? {
    guard let found = finder.first(in: String(sentence).utf8Span.span) else { return nil }
    let rest = String(decoding: sentence.utf8.dropFirst(found.range.upperBound), as: UTF8.self)
    var index = rest.startIndex
    var start = index
    // The preposition at the end of the phrase itself.
    var word = Substring(
      String(decoding: sentence.utf8.prefix(found.range.upperBound), as: UTF8.self)
        .split(separator: " ").last.map(String.init) ?? "")
    while index < rest.endIndex {
      let character = rest[index]
      if let closers = quotes[character],
        let end = rest[rest.index(after: index)...].firstIndex(
          where: { closers.contains($0) })
      {
        let inside = rest[rest.index(after: index)..<end]
        if prepositions.contains(word.lowercased()), isName(inside) { return plain(inside) }
        word = ""
        index = rest.index(after: end)
        start = index
        continue
      }
      if character.isWhitespace || ",;()".contains(character) {
        if start < index { word = rest[start..<index] }
        start = rest.index(after: index)
      }
      index = rest.index(after: index)
    }
    for word in rest.split(whereSeparator: { $0.isWhitespace || ",;()".contains($0) }) {
      if let host = CreditLine.host(String(word)), host.contains(where: \.isLetter) { return host }
    }
    return AgencyNames.publishers.found(in: rest)
  }

  private static func plain(_ text: Substring) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func isName(_ text: Substring) -> Bool {
    guard let first = text.first, (2...40).contains(text.count) else { return false }
    return (first.isUppercase || !first.isCased || CreditLine.host(String(text)) != nil)
      && text.split(separator: " ").count <= 5
  }

  private static let finder = PhraseFinder(RuleFile.origins["translations"])
  private static let articleWords = Set(RuleFile.origins["article words"])
  /// Words right before a name in quotes, of those for kinds of papers, too.
  private static let prepositions: Set<String> = Set(
    RuleFile.origins["kinds of papers"].map { $0.lowercased() }
  ).union([
    "from", "in", "of", "by", "aus", "im", "von", "bei", "dans", "de", "du", "sur", "par", "en",
    "por", "del",
    "em", "da", "do", "di", "dal", "dalla", "su", "uit", "van", "op", "från", "ur", "fra", "z",
    "ze", "w", "из",
    "в", "с", "со", "з", "у", "magazine", "журнала", "газеты", "издания", "сайта", "портала",
    "журналу",
    "газети", "видання", "tygodnika", "dziennika", "portalu", "serwisu", "magazynu", "časopisu",
  ])
  private static let quotes: [Character: String] = [
    "„": "“”\"", "“": "”“", "\"": "\"", "«": "»", "»": "«", "”": "”", "‘": "’", "›": "‹",
  ]
}
