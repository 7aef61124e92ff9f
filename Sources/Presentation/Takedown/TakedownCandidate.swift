internal import Ledger
package import Model

/// An article that may be taken out, with what a person knows it by.
package struct TakedownCandidate: Sendable, Equatable {
  package var number: DecisionNumber
  package var id: String
  package var headline: String?

  init(_ row: ArticleRow) {
    number = row.number
    id = row.id
    headline = row.article.headline
  }
}
