/// The place of an article in the order of decisions; 1 is the first. Also its row in ledger and
/// index.
package struct DecisionNumber: Sendable, Hashable, Comparable {
  package var rawValue: UInt64

  package init(_ rawValue: UInt64) { self.rawValue = rawValue }

  /// Earlier decisions are smaller.
  package static func < (left: DecisionNumber, right: DecisionNumber) -> Bool {
    left.rawValue < right.rawValue
  }
}
