/// An entry of the change feed with what the ledger holds of its article now.
package struct ChangedArticle: Sendable, Equatable {
  package var change: Change
  /// The article as it reads now; nil where it was taken out, or cannot be read again.
  package var row: ArticleRow?
  /// What is on record of an article that was taken out.
  package var removal: Removal?

  package init(change: Change, row: ArticleRow?, removal: Removal?) {
    self.change = change
    self.row = row
    self.removal = removal
  }
}
