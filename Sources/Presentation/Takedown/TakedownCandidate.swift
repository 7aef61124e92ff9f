internal import Ledger
package import Model

/// An article that may be taken out, with what a person knows it by.
package struct TakedownCandidate: Sendable, Equatable {
  package var number: DecisionNumber
  package var id: String
  /// The job of the file that it came from.
  package var job: String
  package var headline: String?
  /// What would become of that file, in sentences.
  package var originals: [String] = []

  init(_ row: ArticleRow) {
    number = row.number
    id = row.id
    job = row.jobID
    headline = row.article.headline
  }
}
