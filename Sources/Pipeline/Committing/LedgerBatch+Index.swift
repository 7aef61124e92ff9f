package import Ledger
package import SearchIndex
internal import Model
internal import NearDuplicates

extension LedgerBatch {
  /// What the index is to hold of the batch: an amended article as it reads now.
  package var indexEntries: [IndexEntry] {
    articles.map { row in
      IndexEntry(
        number: row.number, article: row.article,
        standing: IndexEntry.Standing(
          source: row.provenance.source, outcome: row.outcome, story: row.decision.story,
          copyOf: row.decision.copyOf))
    }
      + amendments.map { IndexEntry(number: $0.number, article: $0.article, standing: nil) }
  }
}

extension FullTextIndex {
  /// Brings a batch that the ledger holds into the index, durable on return; nothing where the index is
  /// past its record.
  package func apply(_ batch: LedgerBatch) throws {
    try apply(
      batch.indexEntries, moving: batch.moves.map { ($0.number, $0.story) },
      removing: batch.removals.map(\.number), lsn: batch.appliedLSN)
  }

  /// Fills a new index from the ledger, up to the record that the ledger has come to.
  ///
  /// `progress`: Hears now and then how many articles are in.
  /// Returns how many there are.
  @discardableResult
  package func fill(from ledger: any LedgerReader, progress: (Int) -> Void = { _ in }) throws -> Int
  {
    // Steps below the ledger's record, so that each batch counts as new.
    let applied = try ledger.appliedLSN()
    var lsn: UInt64 = 0
    var count = 0
    var batch = LedgerBatch(appliedLSN: 0)
    try ledger.forEachArticle(from: DecisionNumber(1)) { row in
      batch.articles.append(row)
      count += 1
      if batch.articles.count >= Self.fillCount, lsn + 1 < applied {
        lsn += 1
        try apply(batch.indexEntries, lsn: lsn)
        batch.articles = []
        progress(count)
      }
      return true
    }
    // Nothing is applied to the index of a state that nothing has come to yet.
    try apply(batch.indexEntries, lsn: applied)
    return count
  }

  private static let fillCount = 500
}
