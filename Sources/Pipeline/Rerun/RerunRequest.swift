package import Ledger
package import Model

/// What a rerun is asked for: from which stage on, and which articles.
package struct RerunRequest: Sendable, Equatable {
  package var stage: RerunStage
  /// Which articles: of a source, and of those that came in from a time on.
  package var filter: ChangeFilter

  package init(stage: RerunStage, filter: ChangeFilter = ChangeFilter()) {
    self.stage = stage
    self.filter = filter
  }

  /// Whether an article is meant.
  func includes(_ row: ArticleRow) -> Bool {
    if let source = filter.source, source != row.provenance.source ?? "" { return false }
    return filter.fits(row.id)
  }
}
