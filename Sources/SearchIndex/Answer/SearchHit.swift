package import Model

/// One line of a search's answer.
package struct SearchHit: Sendable, Equatable {
  package var number: DecisionNumber
  /// Higher is better. Comparable within one search only.
  package var score: Double
  package var headline: String
  package var snippet: Snippet
  /// The number of the story's first article.
  package var story: DecisionNumber
  /// Other articles of the same story among those that were looked at.
  package var alsoInStory = 0
  /// Seconds since 1970 on the article's own clock; nil for one without a date.
  package var local: Int64?
  /// Which one it is on the page, from 1.
  package var ordinal = 0
}
