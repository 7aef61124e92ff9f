package import Ledger
package import Model

/// What one record of the journal adds to the change feed, beside its own decisions or takedowns.
package struct FeedPart: Sendable, Equatable {
  /// The number of the record's first entry; 0 where it adds nothing, and in records from before there
  /// was a feed.
  package var first: UInt64
  /// Articles decided before of which something else is told now, in order; their entries come last.
  package var amended: [DecisionNumber]

  package init(first: UInt64 = 0, amended: [DecisionNumber] = []) {
    self.first = first
    self.amended = amended
  }

  /// The entries: `event` of `numbers`, then those of the amended articles.
  package func changes(_ event: ChangeEvent, of numbers: [DecisionNumber]) -> [Change] {
    guard first > 0 else { return [] }
    let all = numbers.map { (event, $0) } + amended.map { (ChangeEvent.amended, $0) }
    return all.enumerated().map {
      Change(number: first + UInt64($0.offset), event: $0.element.0, article: $0.element.1)
    }
  }
}
