package import Ledger
internal import Model
internal import NearDuplicates
internal import State

/// Finds the articles of which something else is told once a batch is in the ledger, beside its own.
///
/// Asked before the batch is on record: what it says is recorded with it, so that every ledger that the
/// log is applied to has the same change feed. May name an article too many, and never one too few.
package struct ChangedArticles {
  private let ledger: any LedgerReader

  /// `ledger`: Holds everything that was decided before.
  package init(ledger: any LedgerReader) { self.ledger = ledger }

  /// Where the batch stands in the change feed.
  func part(adding batch: LedgerBatch) throws -> FeedPart {
    let amended = try amended(by: batch)
    if batch.articles.isEmpty, amended.isEmpty { return FeedPart() }
    return FeedPart(first: try ledger.lastChange() + 1, amended: amended)
  }

  /// Where the takedown of these articles stands in the change feed.
  func part(removing numbers: [DecisionNumber]) throws -> FeedPart {
    guard !numbers.isEmpty else { return FeedPart() }
    var found: Set<DecisionNumber> = []
    for number in numbers {
      // They name it no more as a part, and another of them may be the best copy now.
      found.formUnion(try ledger.containers(of: number))
      found.formUnion(try ledger.copies(of: number))
    }
    found.subtract(numbers)
    return FeedPart(first: try ledger.lastChange() + 1, amended: found.sorted())
  }

  /// The entries of the change feed that a batch adds which a cluster's log holds. They follow from the
  /// log: every ledger that it is applied to has the same.
  package func entries(of batch: LedgerBatch) throws -> [Change] {
    var found = try amended(by: batch)
    let removed = batch.removals.map(\.number)
    if !removed.isEmpty {
      found = Set(found + (try part(removing: removed).amended)).subtracting(removed).sorted()
    }
    let own = batch.articles.map { (ChangeEvent.decided, $0.number) }
    let all = own + found.map { (.amended, $0) } + removed.map { (.removed, $0) }
    let first = try ledger.lastChange() + 1
    return all.enumerated().map {
      Change(number: first + UInt64($0.offset), event: $0.element.0, article: $0.element.1)
    }
  }

  private func amended(by batch: LedgerBatch) throws -> [DecisionNumber] {
    let own = Set(batch.articles.map(\.number))
    var found = Set(batch.amendments.map(\.number))
    for move in batch.moves {
      found.insert(move.number)
      found.formUnion(try ledger.copies(of: move.number))
    }
    for row in batch.articles { found.formUnion(row.decision.containedBy) }
    for (original, head) in newestHeads(in: batch) where !own.contains(original) {
      if try ledger.head(of: original) != head {
        found.formUnion(try ledger.copies(of: original))
      }
    }
    return found.subtracting(own).sorted()
  }

  /// By original, what its newest copy says to be the best one.
  private func newestHeads(in batch: LedgerBatch) -> [DecisionNumber: DecisionNumber] {
    var heads: [DecisionNumber: DecisionNumber] = [:]
    var originals: [DecisionNumber: DecisionNumber] = [:]
    for row in batch.articles {
      guard let copied = row.decision.copyOf else { continue }
      // A copy of a copy that is in the batch itself belongs to the same cluster.
      let original = originals[copied] ?? copied
      originals[row.number] = original
      heads[original] = row.decision.head
    }
    return heads
  }
}
