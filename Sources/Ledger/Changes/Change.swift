package import Model

/// One entry of the change feed: that something was decided about an article, or is told otherwise.
///
/// The log gives each its number, so that it is the same wherever the log is applied, at whatever time.
package struct Change: Sendable, Hashable {
  /// From 1 on, without a gap, in the order of the log.
  package var number: UInt64
  package var event: ChangeEvent
  /// The number of the article's decision; 0 where it is lost.
  package var article: DecisionNumber

  package init(number: UInt64, event: ChangeEvent, article: DecisionNumber) {
    self.number = number
    self.event = event
    self.article = article
  }
}
