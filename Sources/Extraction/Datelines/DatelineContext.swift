import Bytes
import Model

/// What is known of a text whose first words may be a dateline.
struct DatelineContext {
  var language: String
  private let texts: [String]

  init(language: String = "", texts: [String] = []) {
    self.language = language
    self.texts = texts
  }

  init(_ article: Article) {
    language = article.language ?? ""
    texts =
      [article.headline, article.description].compactMap(\.self)
      + article.paragraphs.prefix(40).map(\.text)
  }

  /// Whether the text has a location's name in it.
  func mentions(_ location: String) -> Bool { texts.contains { $0.contains(location) } }

  /// Whether a location is a city, or one that the text speaks of again behind a word such as `in`.
  func knows(_ location: String) -> Bool {
    if CityNames.known.isCity(location) { return true }
    let name = location == location.uppercased() ? DatelineFields.location([location]) : location
    guard name.count >= 4 else { return false }
    return texts.contains { text in
      var rest = text[...]
      while let range = rest.firstRange(utf8: name) {
        let before = rest[..<range.lowerBound].suffix(6).split(separator: " ")
        let behind = rest[range.upperBound...].first
        if let word = before.last, Self.prepositions.contains(word.lowercased()),
          rest[..<range.lowerBound].last == " ", behind?.isLetter != true
        {
          return true
        }
        rest = rest[range.upperBound...]
      }
      return false
    }
  }

  private static let prepositions: Set<String> = [
    "in", "near", "en", "à", "em", "te", "w", "we", "v", "ve", "в", "во", "у", "στο", "στη", "στην",
  ]
}
