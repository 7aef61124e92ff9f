internal import Ledger
internal import Model
internal import State

/// The change feed as journal and history record it, completed by the ledger that was in use.
///
/// Every number from 1 to the last stays taken, by what it stood for where anything still knows that:
/// a consumer that goes on behind a number sees neither an older entry again nor passes one over.
struct FeedCompletion {
  /// All entries, in order.
  private(set) var changes: [Change] = []
  /// Those that history lacks.
  private(set) var unrecorded: [Change] = []

  init(decided: DecisionHistory, former: [Change]) {
    var known = decided.changes
    for change in former where known[change.number] == nil { known[change.number] = change }
    // What was decided before there was a feed stands under the numbers of the decisions.
    let base = decided.changes.keys.min().map { $0 - 1 } ?? decided.highest.rawValue
    if base > 0 {
      for number in 1...base
      where known[number] == nil
        && (decided.decisions[number] != nil || decided.forgottenDecisions[number] != nil)
      {
        known[number] = Self.unrecorded(number)
      }
    }
    let last = known.keys.max() ?? 0
    guard last > 0 else { return }
    changes.reserveCapacity(Int(last))
    for number in 1...last {
      changes.append(
        known[number] ?? Change(number: number, event: .lost, article: DecisionNumber(0)))
    }
    // The first number on record says where the older entries end; so of them all are recorded, or none.
    let isOlderSound = changes.prefix(Int(base)).allSatisfy { $0 == Self.unrecorded($0.number) }
    unrecorded = changes.filter {
      decided.changes[$0.number] == nil && ($0.number > base || !isOlderSound)
    }
  }

  /// The number of the last entry; 0 where there is none.
  var last: UInt64 { changes.last?.number ?? 0 }

  private static func unrecorded(_ number: UInt64) -> Change {
    Change(number: number, event: .decided, article: DecisionNumber(number))
  }

  /// Articles of which a new ledger tells something else than the one in use, or which it holds and the
  /// other did not, or of which no entry tells: as when a newer version reads an original in another way.
  func differences(
    in fresh: any LedgerReader, from former: FormerLedger
  ) throws -> [DecisionNumber] {
    var found: [DecisionNumber] = []
    let told = Set(changes.map(\.article))
    let isKnown = !former.numbers.isEmpty
    try fresh.forEachArticle(from: DecisionNumber(1)) { row in
      let isOther =
        isKnown
        && former.article(row.number.rawValue).map { !$0.tellsTheSame(as: row) } ?? true
      if isOther || !told.contains(row.number) { found.append(row.number) }
      return true
    }
    return found
  }
}

extension ArticleRow {
  /// Whether both read alike to whoever is given the article.
  fileprivate func tellsTheSame(as other: ArticleRow) -> Bool {
    article == other.article && provenance == other.provenance && outcome == other.outcome
      && arrival == other.arrival && decision == other.decision
  }
}
