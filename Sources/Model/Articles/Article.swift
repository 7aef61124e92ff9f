/// One article as winnow understands it: what a page, a dump or a record turned out to say.
///
/// A value without identity: ids, copies and stories are decided later and live in the ledger.
/// Names outward follow schema.org's NewsArticle.
package struct Article: Sendable, Equatable {
  package var url: String?
  package var canonicalURL: String?
  package var headline: String?
  package var alternativeHeadline: String?
  package var authors: [Person]
  package var datePublished: DatedValue?
  package var dateModified: DatedValue?
  /// BCP 47 tag as found or inferred, for example `en` or `pt-BR`.
  package var language: String?
  package var publisher: Publisher?
  package var description: String?
  /// The place that the report was sent from, as its first words or a field name it: schema.org's
  /// `dateline`.
  package var dateline: String?
  /// Who published it first, where the article says so.
  package var origin: ArticleOrigin?
  package var articleSection: [String]
  package var keywords: [String]
  package var isAccessibleForFree: Bool?
  /// The text in reading order. Captions are kept here and left out of `articleBody`.
  package var paragraphs: [Paragraph]
  /// What was taken out of the text, in reading order, each with its reason.
  package var removed: [RemovedText]
  package var repairs: [Repair]
  /// True when the file held its own article more than once.
  package var selfRepeat: Bool

  package init(
    url: String? = nil, canonicalURL: String? = nil, headline: String? = nil,
    alternativeHeadline: String? = nil, authors: [Person] = [],
    datePublished: DatedValue? = nil, dateModified: DatedValue? = nil,
    language: String? = nil, publisher: Publisher? = nil, description: String? = nil,
    dateline: String? = nil, origin: ArticleOrigin? = nil, articleSection: [String] = [],
    keywords: [String] = [], isAccessibleForFree: Bool? = nil,
    paragraphs: [Paragraph] = [], removed: [RemovedText] = [], repairs: [Repair] = [],
    selfRepeat: Bool = false
  ) {
    self.url = url
    self.canonicalURL = canonicalURL
    self.headline = headline
    self.alternativeHeadline = alternativeHeadline
    self.authors = authors
    self.datePublished = datePublished
    self.dateModified = dateModified
    self.language = language
    self.publisher = publisher
    self.description = description
    self.dateline = dateline
    self.origin = origin
    self.articleSection = articleSection
    self.keywords = keywords
    self.isAccessibleForFree = isAccessibleForFree
    self.paragraphs = paragraphs
    self.removed = removed
    self.repairs = repairs
    self.selfRepeat = selfRepeat
  }

  /// Body, headings, quotes and list items in order, a blank line between them; no captions.
  package var articleBody: String {
    paragraphs.lazy.filter { $0.role != .caption }.map(\.text).joined(separator: "\n\n")
  }
}
