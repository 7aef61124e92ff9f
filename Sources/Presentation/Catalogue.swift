package import Ledger
internal import Model
package import SearchIndex
package import Storage

/// Everything that can be asked of a state: a reader of ledger and index that changes neither, and
/// works beside a running daemon.
package struct Catalogue: Sendable {
  package let ledger: any LedgerReader
  package let index: FullTextIndex

  /// Keeps writers away, where it must.
  private let lock: FileLock?

  package init(ledger: any LedgerReader, index: FullTextIndex, lock: FileLock? = nil) {
    self.ledger = ledger
    self.index = index
    self.lock = lock
  }

  /// The article with all that the ledger knows about it now.
  package func document(for row: ArticleRow) throws -> ArticleDocument {
    let contains = try ledger.parts(of: row.number)
    let head = try ledger.head(of: row.number) ?? row.number
    let named = [row.decision.story, head] + contains + (row.decision.copyOf.map { [$0] } ?? [])
    let ids = try ledger.ids(of: named)
    return ArticleDocument(
      article: row.article, provenance: row.provenance, outcome: row.outcome,
      links: ArticleLinks(
        id: row.id, duplicateOf: row.decision.copyOf.flatMap { ids[$0] },
        duplicateKind: row.decision.kind, similarity: row.decision.similarity,
        sharedSpans: row.decision.sharedSpans, contains: contains.compactMap { ids[$0] },
        head: ids[head], story: ids[row.decision.story]))
  }

  /// Writes every article in one of the forms, in order of decision.
  ///
  /// `write`: Takes some articles at a time, so that an archive of any size streams.
  /// Returns how many articles there were.
  @discardableResult
  package func export(
    as format: ArticleFormat = .json, _ write: ([UInt8]) throws -> Void
  ) throws -> Int {
    var bytes: [UInt8] = []
    var count = 0
    try ledger.forEachArticle(from: DecisionNumber(1)) { row in
      if count > 0 { bytes += format.separator }
      bytes += try document(for: row).written(as: format)
      count += 1
      if bytes.count > 1 << 20 {
        try write(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
      return true
    }
    try write(bytes)
    return count
  }

  /// The articles of the story that `row` belongs to, in order of decision.
  package func story(of row: ArticleRow) throws -> [ArticleRow] {
    try ledger.story(row.decision.story, limit: 10_000)
  }
}
