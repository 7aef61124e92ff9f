package import Ledger

/// An article that reads otherwise now than it stands in the ledger.
package struct RereadArticle: Sendable, Equatable {
  /// As it stood when it was read again.
  package var before: ArticleRow
  /// What becomes of it.
  package var amendment: Amendment

  /// As it will stand.
  package var after: ArticleRow {
    var row = before
    amendment.amend(&row)
    return row
  }
}
