package import Model

/// A position of the log: its last batch, and everything that was decided until then.
package struct LogHead: Sendable, Hashable {
  /// The batch's number; 0 before the first.
  package var number: UInt64
  /// The last decision up to there.
  package var last: DecisionNumber
  /// The chain's digest there.
  package var chain: Digest

  package init(number: UInt64, last: DecisionNumber, chain: Digest) {
    self.number = number
    self.last = last
    self.chain = chain
  }

  /// Before the first batch.
  package static let start = LogHead(
    number: 0, last: DecisionNumber(0), chain: ChainLink.origin)
}
