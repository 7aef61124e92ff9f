import Bytes

/// The issuer of a press release, in the line that a service for press releases closes it with:
/// `Original-Content von: Hafenbetriebe Varde, übermittelt durch news aktuell`, `SOURCE Harbour Trust`.
struct Issuer {
  var name: String

  /// Nil for any line but the one of news aktuell.
  init?(_ text: String) {
    guard text.utf8.count <= 250, Self.finder.first(in: text.utf8Span.span) != nil else {
      return nil
    }
    let lower = text.lowercased()
    guard let phrase = Self.phrases.first(where: { lower.hasPrefix($0) }),
      let end = Self.ends.lazy.compactMap({ lower.firstRange(utf8: $0) }).first,
      let name = Self.plain(
        String(decoding: text.utf8.dropFirst(phrase.utf8.count), as: UTF8.self),
        droppingLast: lower[end.lowerBound...].utf8.count)
    else { return nil }
    self.name = name
  }

  /// Of `SOURCE Harbour Trust`, the last line of PR Newswire's releases; nil for anything else.
  init?(sourceLine text: String) {
    guard text.utf8.count <= 120, text.hasPrefix("SOURCE ") else { return nil }
    let name = text.dropFirst(7).drop { $0.isWhitespace }
    guard name.first?.isUppercase == true, (2...80).contains(name.count),
      name.split(separator: " ").count <= 10, !name.contains(where: { ":|\n".contains($0) })
    else { return nil }
    self.name = String(name)
  }

  private static func plain(_ text: String, droppingLast count: Int) -> String? {
    let bytes = text.utf8.dropLast(count)
    let name = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    return (2...100).contains(name.count) ? name : nil
  }

  private static let phrases = [
    "original-content von:", "original content from:", "original-content by:",
    "contenu original de:",
    "contenu original:", "contenuto originale di:", "contenido original de:",
  ]
  private static let finder = PhraseFinder(phrases)
  /// What stands behind the name.
  private static let ends = [", übermittelt", ", transmitted", ", transmis", ", trasmesso"]
}
