package import Model

/// An article that a query found, before its text is looked at.
package struct RankedArticle: Sendable, Equatable {
  package var number: DecisionNumber
  /// Higher is better. Comparable within one search only.
  package var score: Double
  package var story: DecisionNumber
  /// Seconds since 1970 on the article's own clock; nil for one without a date.
  package var local: Int64?

  package init(
    number: DecisionNumber, score: Double, story: DecisionNumber, local: Int64? = nil
  ) {
    self.number = number
    self.score = score
    self.story = story
    self.local = local
  }
}
