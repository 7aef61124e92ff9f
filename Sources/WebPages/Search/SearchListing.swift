package import Ledger
internal import Model
package import Presentation

/// One hit with the article that it is.
package struct SearchListing: Sendable {
  /// What the search says of it.
  package var found: FoundArticle
  /// The article; nil where it was forgotten meanwhile.
  package var row: ArticleRow?

  package init(found: FoundArticle, row: ArticleRow?) {
    self.found = found
    self.row = row
  }

  /// Who published it, as far as is known.
  var publisher: String? {
    row?.article.publisher?.name ?? row?.article.publisher?.domain ?? found.summary.source
  }

  /// Its headline, or what stands for one.
  var headline: String {
    let text = found.summary.headline ?? ""
    return text.isEmpty ? "(no headline)" : text
  }
}
