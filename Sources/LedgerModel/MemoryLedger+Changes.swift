package import Ledger
package import Model

extension MemoryLedger {
  /// As `LedgerReader` says.
  package func lastChange() -> UInt64 { changesInOrder.last?.number ?? 0 }

  /// As `LedgerReader` says.
  package func changes(after number: UInt64, limit: Int) -> [Change] {
    Array(changesInOrder.filter { $0.number > number }.prefix(limit))
  }

  /// As `LedgerReader` says.
  package func changedArticles(
    after number: UInt64, _ filter: ChangeFilter, limit: Int
  ) -> ChangePage {
    var page = ChangePage(through: number)
    let removals = removals(limit: .max)
    for change in changes(after: number, limit: .max) where page.entries.count < limit {
      page.through = change.number
      let row = article(change.article)
      let removal = removals.first { $0.number == change.article }
      let id = row?.id ?? removal?.id
      if !filter.fits(id) { continue }
      if let wanted = filter.source {
        var source = row?.provenance.source
        if row == nil, case .found(let job) = job(id: String((id ?? "").prefix { $0 != "-" })) {
          source = job.source
        }
        if (source ?? "") != wanted { continue }
      }
      page.entries.append(ChangedArticle(change: change, row: row, removal: removal))
    }
    return page
  }

  /// As `LedgerReader` says.
  package func copies(of number: DecisionNumber) -> [DecisionNumber] {
    cluster(of: number, limit: .max).map(\.number)
  }
}
