package import Model

/// What is compared of an article when it is asked who took from whom.
package struct LineageArticle: Sendable {
  /// The name by which the graph speaks of it.
  package var name: String
  /// Whether it is known to be a copy of an earlier article.
  package var isCopy: Bool
  package var headline: String?
  /// BCP 47.
  package var language: String?
  /// The text in reading order, without captions.
  package var paragraphs: [String]
  /// Lines that were taken out of the text and may say where it came from: credits and bylines.
  package var creditLines: [String]
  /// When it was published, as it says itself; nil where it does not.
  package var published: DatedValue?
  /// The day in its web address; nil where there is none.
  package var addressDay: CivilDate?
  /// Names and domains of who published it.
  package var publishers: [String]
  package var dateline: String?
  /// Who published the text first, where the article says so.
  package var origin: ArticleOrigin?

  /// Takes from `article` what is compared.
  ///
  /// `isCopy`: Whether it is known to be a copy of an earlier one. `source`: The folder below the inbox that it came in, which often is named after the paper.
  package init(name: String, article: Article, source: String? = nil, isCopy: Bool = false) {
    self.name = name
    self.isCopy = isCopy
    language = article.language
    headline = article.headline
    paragraphs = article.paragraphs.filter { $0.role != .caption }.map(\.text)
    creditLines =
      article.removed.filter { $0.reason == .credit || $0.reason == .byline }.map(\.text)
      + article.authors.map(\.name)
    published = article.datePublished
    addressDay = article.url.flatMap(SiteName.day(inAddress:))
    publishers = [
      article.publisher?.name, article.publisher?.domain, article.url.flatMap(SiteName.host),
      source,
    ].compactMap { $0 }
    dateline = article.dateline
    origin = article.origin
  }

  /// Its date as the article gives it.
  var publishedText: String? { published?.iso }

  /// Its date in seconds since 1970.
  var publishedSeconds: Int64? { published.flatMap { ISOTime.seconds($0.iso) } }
}
