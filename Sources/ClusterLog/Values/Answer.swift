internal import Model

/// What the log answers an offer with, once.
package struct Answer: Sendable, Equatable {
  package var n: UInt64
  /// What was decided about an article; nil where an offer of another kind was taken.
  package var decision: LoggedDecision?
  /// The batch that took an offer of another kind; 0 for an article.
  package var batch: UInt64

  package init(n: UInt64, decision: LoggedDecision?, batch: UInt64 = 0) {
    self.n = n
    self.decision = decision
    self.batch = batch
  }

  /// Whether whoever has followed the log up to there has what the answer is about.
  package func isHeld(at head: LogHead) -> Bool {
    decision.map { $0.number <= head.last } ?? (batch <= head.number)
  }
}
