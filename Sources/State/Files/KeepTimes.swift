package import Ledger
package import Model

/// How long articles are kept, counted from the moment in which their file was claimed.
package struct KeepTimes: Sendable, Equatable {
  /// In milliseconds, for sources that are not named; nil for ever.
  package var others: Int64?
  /// In milliseconds, by source; nil for ever.
  package var named: [String: Int64?]

  package init(others: Int64? = nil, named: [String: Int64?] = [:]) {
    self.others = others
    self.named = named
  }

  /// The shortest time; nil where everything is kept for ever.
  package var shortest: Int64? { ([others] + named.values).compactMap { $0 }.min() }

  /// How long articles of a source are kept; nil for ever.
  package func milliseconds(ofSource source: String?) -> Int64? {
    if let source, let kept = named[source] { return kept }
    return others
  }

  /// Articles whose time is over, in order of decision; at most `limit`. Reads all rows of the ledger that
  /// came before the newest moment that may be over; blocks.
  ///
  /// `now`: In milliseconds since 1970.
  package func expired(
    in ledger: any LedgerReader, now: Int64, limit: Int, isCancelled: () -> Bool = { false }
  ) throws -> [DecisionNumber] {
    guard let shortest else { return [] }
    // Articles are decided about in the order of their claims, but for what takes long. What is passed over
    // so is found when those before it are gone.
    let end = now - shortest + Self.toleranceMilliseconds
    var found: [DecisionNumber] = []
    try ledger.forEachSignature(from: DecisionNumber(1)) { row in
      if let kept = milliseconds(ofSource: row.source), row.arrival < now - kept {
        found.append(row.number)
      }
      return found.count < limit && row.arrival < end && !isCancelled()
    }
    return found
  }

  /// How long a file may have been in work.
  private static let toleranceMilliseconds: Int64 = 7 * 86_400_000
}
