/// What the log answers an offer with, once.
package struct Answer: Sendable, Equatable {
  package var n: UInt64
  /// What was decided about an article; nil where an offer of another kind was taken.
  package var decision: LoggedDecision?

  package init(n: UInt64, decision: LoggedDecision?) {
    self.n = n
    self.decision = decision
  }
}
