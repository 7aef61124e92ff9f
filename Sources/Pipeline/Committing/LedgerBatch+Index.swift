package import Ledger
package import SearchIndex
internal import Model

extension LedgerBatch {
  /// What the index is to hold of the batch: an amended article as it reads now.
  package var indexEntries: [IndexEntry] {
    func entry(_ number: DecisionNumber, _ article: Article) -> IndexEntry {
      IndexEntry(number: number, headline: article.headline ?? "", body: article.articleBody)
    }
    return articles.map { entry($0.number, $0.article) }
      + amendments.map { entry($0.number, $0.article) }
  }
}
