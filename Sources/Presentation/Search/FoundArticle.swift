package import Ledger
package import SearchIndex

/// One line of a search's answer.
package struct FoundArticle: Sendable {
  package var summary: ArticleSummary
  package var score: Double
  package var snippet: Snippet
  /// The day on the article's own calendar, as `2031-03-05`; nil for an article without a date.
  package var day: String?
  /// Other articles of the same story among those that were looked at.
  package var alsoInStory: Int
  /// The story's id.
  package var story: String
  /// Goes on behind this hit.
  package var cursor: String
}
