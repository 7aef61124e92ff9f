/// What became of a file or a record. Every job ends in exactly one.
package enum Outcome: String, Sendable, CaseIterable {
  /// A new article, in ledger and index.
  case indexed
  /// A copy of an article that was there before; also in ledger and index.
  case duplicate
  /// A sidecar that amended its page's article.
  case attached
  /// Nothing of use: block page, empty, unsupported format, …
  case rejected
  /// Set aside for a person to look at, with reason and remedy.
  case quarantined
}

/// Why a file or a record was not indexed, in words for a program and for a person.
package struct Refusal: Sendable, Hashable, Error {
  package var outcome: Outcome
  /// Short and stable, for programs: `empty`, `binary`, `limit`, `unsupported-format`, …
  package var reason: String
  /// What happened, to what, in a sentence.
  package var detail: String
  /// What a person can do next.
  package var remedy: String

  package init(outcome: Outcome = .rejected, reason: String, detail: String, remedy: String) {
    self.outcome = outcome
    self.reason = reason
    self.detail = detail
    self.remedy = remedy
  }
}
