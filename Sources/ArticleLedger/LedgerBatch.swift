package import Articles

/// What one ledger transaction takes in: everything that the journal decided up to one record.
package struct LedgerBatch: Sendable, Equatable {
  /// The journal record that the batch ends with. A batch at or below the ledger's own LSN is
  /// ignored as a whole, which makes replay take effect exactly once.
  package var appliedLSN: UInt64
  package var articles: [ArticleRow]
  package var jobs: [JobRow]
  package var amendments: [Amendment]
  package var removals: [Removal]

  package init(
    appliedLSN: UInt64, articles: [ArticleRow] = [], jobs: [JobRow] = [],
    amendments: [Amendment] = [], removals: [Removal] = []
  ) {
    self.appliedLSN = appliedLSN
    self.articles = articles
    self.jobs = jobs
    self.amendments = amendments
    self.removals = removals
  }
}

/// What a sidecar that came after its page says about the article.
///
/// A field that is given replaces the article's own; `nil` or an empty list leaves it alone.
package struct Amendment: Sendable, Equatable {
  package var number: DecisionNumber
  /// The sidecar's own job.
  package var jobID: String
  /// The sidecar's name, for the article's provenance.
  package var sidecar: String?
  package var url: String?
  package var canonicalURL: String?
  package var headline: String?
  package var authors: [Person]
  package var datePublished: DatedValue?
  package var dateModified: DatedValue?
  package var language: String?
  package var publisher: Publisher?
  package var description: String?
  package var articleSection: [String]
  package var keywords: [String]
  package var httpStatus: Int?

  package init(
    number: DecisionNumber, jobID: String, sidecar: String? = nil, url: String? = nil,
    canonicalURL: String? = nil, headline: String? = nil, authors: [Person] = [],
    datePublished: DatedValue? = nil, dateModified: DatedValue? = nil, language: String? = nil,
    publisher: Publisher? = nil, description: String? = nil, articleSection: [String] = [],
    keywords: [String] = [], httpStatus: Int? = nil
  ) {
    self.number = number
    self.jobID = jobID
    self.sidecar = sidecar
    self.url = url
    self.canonicalURL = canonicalURL
    self.headline = headline
    self.authors = authors
    self.datePublished = datePublished
    self.dateModified = dateModified
    self.language = language
    self.publisher = publisher
    self.description = description
    self.articleSection = articleSection
    self.keywords = keywords
    self.httpStatus = httpStatus
  }

  /// Writes the given fields into `row`. The verdict and the signature stay as decided.
  package func amend(_ row: inout ArticleRow) {
    row.article.url = url ?? row.article.url
    row.article.canonicalURL = canonicalURL ?? row.article.canonicalURL
    row.article.headline = headline ?? row.article.headline
    row.article.datePublished = datePublished ?? row.article.datePublished
    row.article.dateModified = dateModified ?? row.article.dateModified
    row.article.language = language ?? row.article.language
    row.article.publisher = publisher ?? row.article.publisher
    row.article.description = description ?? row.article.description
    if !authors.isEmpty { row.article.authors = authors }
    if !articleSection.isEmpty { row.article.articleSection = articleSection }
    if !keywords.isEmpty { row.article.keywords = keywords }
    row.provenance.sidecar = sidecar ?? row.provenance.sidecar
    row.provenance.httpStatus = httpStatus ?? row.provenance.httpStatus
  }
}

/// An article that was taken out on purpose, on record: `winnow forget`.
package struct Removal: Sendable, Equatable {
  package var number: DecisionNumber
  /// The article's id, kept so that copies of it can still name it.
  package var id: String
  /// Milliseconds since 1970.
  package var when: Int64
  /// What the person who asked for it gave as the reason.
  package var why: String

  package init(number: DecisionNumber, id: String, when: Int64, why: String) {
    self.number = number
    self.id = id
    self.when = when
    self.why = why
  }
}
