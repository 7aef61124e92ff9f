import Bytes
import Model

/// Lines that say who delivered a text: `© Provided by Harbour Post`, `Bereitgestellt von Hafenbote`,
/// and `Courtesy of Harbour Weekly` above an author.
enum ProviderLine {
  /// The credit in a line. `next` is the line below: thanks are for a picture but above an author.
  static func credit(in line: String, next: String? = nil) -> CreditLine? {
    guard line.utf8.count <= 160 else { return nil }
    let text = line.drop { "©(- ".contains($0) || $0.isWhitespace }
    let hasSign = line.first { !$0.isWhitespace } == "©"
    let lower = text.lowercased()
    if let phrase = phrases.first(where: { lower.hasPrefix($0 + " ") }) {
      return credit(naming: text.dropFirst(phrase.count), hasSign: hasSign)
    }
    if let phrase = courtesies.first(where: { lower.hasPrefix($0 + " ") }), let next,
      isByline(next)
    {
      return credit(naming: text.dropFirst(phrase.count), hasSign: false)
    }
    return nil
  }

  /// Whether a block may hold such a line.
  static func mayStand(in bytes: ArraySlice<UInt8>) -> Bool {
    finder.first(in: bytes.span) != nil
  }

  private static func credit(naming text: Substring, hasSign: Bool) -> CreditLine? {
    var words = text.split(whereSeparator: \.isWhitespace)
    // `© Provided by Harbour Post Photograph: …`
    for count in stride(from: min(4, words.count), through: 1, by: -1) {
      let name = words.prefix(count).joined(separator: " ")
      if let agency = AgencyNames.publishers[name], !AgencyNames.publishers.isWeak(name),
        words.count == count || hasSign
      {
        return CreditLine(agency, .sourceLine, isCertain: false)
      }
    }
    if hasSign,
      let picture = words.firstIndex(where: { SourceLine.speaksOfPicture(String($0)) })
    {
      words = Array(words[..<picture])
    }
    guard (1...6).contains(words.count), let first = words.first?.first, first.isUppercase,
      words.allSatisfy({ $0.first?.isUppercase == true || $0.count <= 3 })
    else { return nil }
    var name = words.joined(separator: " ")
    while let last = name.last, ".,)".contains(last) { name.removeLast() }
    guard (3...60).contains(name.count), !SourceLine.speaksOfPicture(name),
      !name.contains(where: { ".,:;/|()".contains($0) || Dateline.isDigit($0) })
    else { return nil }
    return CreditLine(name, .sourceLine, isCertain: false)
  }

  private static func isByline(_ line: String) -> Bool {
    let lower = line.lowercased()
    return line.utf8.count <= 80
      && bylines.contains { lower.hasPrefix($0 + " ") || lower.hasPrefix($0 + ":") }
  }

  private static let phrases = RuleFile.origins["providers"]
  private static let courtesies = RuleFile.origins["courtesies"]
  private static let finder = PhraseFinder(phrases)
  private static let bylines = [
    "by", "written by", "story by", "von", "text", "par", "por", "di", "door", "autor", "autora",
    "escrito por", "écrit par", "geschrieben von", "scritto da", "napisał", "автор",
    "geschreven door",
  ]
}
