import Model

/// What a structured record says about its article, before anything is read into it.
struct FieldDraft: Sendable {
  /// The forms in which a record may carry its text.
  enum Body: Sendable {
    /// Text, or a piece of markup: told apart by looking.
    case unknown(String)
    /// Text by the field's name; taken for markup only when it is full of it.
    case text(String)
    /// Markup for certain.
    case fragment(String)
    /// A whole page.
    case page(String)
    /// Markdown or a text dump, perhaps of a whole page.
    case dump(String)
    /// A paragraph each.
    case paragraphs([String])
  }

  /// A date field as found.
  struct DateField: Sendable {
    var raw: String
    var source: String
    var isGMT = false
  }

  var format: String
  var headline: String?
  var alternativeHeadline: String?
  var body: Body?
  var url: String?
  var canonicalURL: String?
  /// Candidates, best first.
  var published: [DateField] = []
  var modified: [DateField] = []
  var authors: [Person] = []
  var language: String?
  var publisherName: String?
  var domain: String?
  var description: String?
  /// The place that the report was sent from.
  var dateline: String?
  /// Who published it first, where a field says so.
  var origin: ArticleOrigin?
  var sections: [String] = []
  var keywords: [String] = []
  var isAccessibleForFree: Bool?
  /// The status of an error that the page was served with, by what the record says of its fetching.
  var errorStatus: Int?
  /// True where titles, names and descriptions are markup, as in WordPress and in feeds.
  var hasMarkupLines = false
  var notes: [String] = []

  init(format: String) { self.format = format }
}
