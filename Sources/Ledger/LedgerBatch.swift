package import Model
package import NearDuplicates

/// What one ledger transaction takes in: everything that the journal decided up to one record.
package struct LedgerBatch: Sendable, Equatable {
  /// The journal record that the batch ends with. A batch at or below the ledger's own LSN is
  /// ignored as a whole, which makes replay take effect exactly once.
  package var appliedLSN: UInt64
  package var articles: [ArticleRow]
  package var jobs: [JobRow]
  package var amendments: [Amendment]
  package var removals: [Removal]
  /// What the articles taught about their sources.
  package var learnt: [LearntLines]

  package init(
    appliedLSN: UInt64, articles: [ArticleRow] = [], jobs: [JobRow] = [],
    amendments: [Amendment] = [], removals: [Removal] = [], learnt: [LearntLines] = []
  ) {
    self.appliedLSN = appliedLSN
    self.articles = articles
    self.jobs = jobs
    self.amendments = amendments
    self.removals = removals
    self.learnt = learnt
  }
}

/// An article as it reads with a sidecar that came after its page, or before it.
///
/// What was decided about it stays as it was: verdict, outcome, and the signature that they go by.
package struct Amendment: Sendable, Equatable {
  package var number: DecisionNumber
  package var article: Article
  package var provenance: Provenance
  /// The time that stories and filters go by, in seconds since 1970.
  package var clock: Int64?

  package init(
    number: DecisionNumber, article: Article, provenance: Provenance, clock: Int64? = nil
  ) {
    self.number = number
    self.article = article
    self.provenance = provenance
    self.clock = clock
  }

  /// Puts the amended article in the place of the one in `row`; the source is counted by and stays.
  package func amend(_ row: inout ArticleRow) {
    let source = row.provenance.source
    row.article = article
    row.provenance = provenance
    row.provenance.source = source
    row.clock = clock
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
