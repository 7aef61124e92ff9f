/// What a query may ask for by name: `title:bridge`, `since:2031-03-01`.
package enum SearchField: String, CaseIterable, Sendable {
  /// Words of the headline.
  case title
  /// The folder below the inbox that the article came from.
  case source
  /// Words of an author's name.
  case author
  /// The language, with or without its region.
  case lang
  /// The host of the article's address, or a domain above it.
  case site
  /// From this day or moment on.
  case since
  /// Before this day or moment.
  case until
  /// The day, month or year of publication; `none` for articles without one.
  case date
  /// The id of a story or of one of its articles.
  case story

  /// All names as they are typed, in one line.
  static let list = allCases.map { $0.rawValue + ":" }.joined(separator: " ")

  /// The field that a person names, in any case of letters.
  init?(typed name: String) { self.init(rawValue: name.lowercased()) }

  /// The field that a name which is none was probably meant for.
  static func meant(by name: String) -> SearchField? {
    switch name.lowercased() {
    case "headline", "heading", "intitle", "titel": .title
    case "feed", "folder", "outlet", "paper": .source
    case "by", "byline", "authors", "writer": .author
    case "language", "inlanguage", "locale": .lang
    case "domain", "host", "url", "inurl", "publisher": .site
    case "after", "from", "start": .since
    case "before", "to", "end": .until
    case "day", "month", "year", "on", "published", "datepublished": .date
    case "id", "cluster": .story
    default: nil
    }
  }
}
