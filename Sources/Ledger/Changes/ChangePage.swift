/// Some entries of the change feed, in its order.
package struct ChangePage: Sendable, Equatable {
  package var entries: [ChangedArticle]
  /// The number up to which the feed was looked at; what is asked for next begins behind it.
  package var through: UInt64

  package init(entries: [ChangedArticle] = [], through: UInt64) {
    self.entries = entries
    self.through = through
  }
}
