package import Model

/// The articles that a search gives, before their texts are looked at.
package struct SearchAnswer: Sendable {
  /// The page that was asked for, in its order.
  package var articles: [RankedArticle]
  /// Other articles of a story among those that were looked at.
  package var others: [DecisionNumber: Int]
  /// True when the time was over before all that might be better was looked at.
  package var isPartial: Bool
  /// True when there are, or may be, hits behind these.
  package var hasMore: Bool

  package init(
    articles: [RankedArticle] = [], others: [DecisionNumber: Int] = [:], isPartial: Bool = false,
    hasMore: Bool = false
  ) {
    self.articles = articles
    self.others = others
    self.isPartial = isPartial
    self.hasMore = hasMore
  }
}
