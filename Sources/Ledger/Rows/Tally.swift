package import Model

/// One line of the counts that a status shows.
package struct Tally: Sendable, Hashable {
  /// What is counted.
  package enum Kind: String, Sendable {
    case job, article
    /// Articles that began a story.
    case story
  }

  package var kind: Kind
  package var source: String?
  package var outcome: Outcome
  package var reason: String?
  package var count: Int

  package init(kind: Kind, source: String?, outcome: Outcome, reason: String?, count: Int) {
    self.kind = kind
    self.source = source
    self.outcome = outcome
    self.reason = reason
    self.count = count
  }
}
