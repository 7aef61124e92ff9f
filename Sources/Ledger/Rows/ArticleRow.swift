package import Model

/// One decided article as the ledger keeps it: what it says, where it came from, what was decided.
package struct ArticleRow: Sendable, Equatable {
  package var number: DecisionNumber
  /// The job's ULID; for container formats with `-N`, N the record's 1-based place.
  package var id: String
  package var jobID: String
  /// The record's 1-based place in its container; 0 for a file that is one article.
  package var ordinal: Int
  package var article: Article
  package var provenance: Provenance
  /// `indexed` or `duplicate`.
  package var outcome: Outcome
  /// When the file was claimed, in milliseconds since 1970.
  package var arrival: Int64
  /// The time that stories go by, in seconds since 1970; `nil` for an article without any date.
  package var storyTime: Int64?
  package var decision: CopyDecision
  /// What the copy search needs to know of the article; opaque to the ledger.
  package var signature: [UInt8]
  /// Which snapshot of its source's repeated lines the article was parsed with.
  package var snapshotVersion: UInt64
  /// The version of the code that decided.
  package var codeVersion: String

  package init(
    number: DecisionNumber, id: String, jobID: String, ordinal: Int = 0, article: Article,
    provenance: Provenance, outcome: Outcome, arrival: Int64, storyTime: Int64?,
    decision: CopyDecision,
    signature: [UInt8] = [], snapshotVersion: UInt64 = 0, codeVersion: String = ""
  ) {
    self.number = number
    self.id = id
    self.jobID = jobID
    self.ordinal = ordinal
    self.article = article
    self.provenance = provenance
    self.outcome = outcome
    self.arrival = arrival
    self.storyTime = storyTime
    self.decision = decision
    self.signature = signature
    self.snapshotVersion = snapshotVersion
    self.codeVersion = codeVersion
  }
}
