package import Model

/// An article that a query found, before its text is looked at.
package struct RankedArticle: Sendable, Equatable {
  package var number: DecisionNumber
  /// BM25; higher is better. Comparable within one search only.
  package var score: Double

  package init(number: DecisionNumber, score: Double) {
    self.number = number
    self.score = score
  }
}
