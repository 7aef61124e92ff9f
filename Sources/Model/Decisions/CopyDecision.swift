/// What was decided about one article on its arrival. Never changed afterwards.
package struct CopyDecision: Sendable, Equatable {
  /// The earlier article that this one is a copy of.
  package var copyOf: DecisionNumber?
  package var kind: CopyKind?
  /// 0 to 1: how much of the smaller text the larger one holds.
  package var similarity: Double
  package var sharedSpans: [SharedSpan]
  /// Earlier articles whose text this one holds among others.
  package var contains: [DecisionNumber]
  /// Earlier articles that turn out to hold this one's text among others.
  package var containedBy: [DecisionNumber]
  /// The first article of the story; the article's own number when it starts one.
  package var story: DecisionNumber
  /// The best copy of the article's cluster from now on.
  package var head: DecisionNumber

  package init(
    copyOf: DecisionNumber? = nil, kind: CopyKind? = nil, similarity: Double = 0,
    sharedSpans: [SharedSpan] = [], contains: [DecisionNumber] = [],
    containedBy: [DecisionNumber] = [], story: DecisionNumber, head: DecisionNumber
  ) {
    self.copyOf = copyOf
    self.kind = kind
    self.similarity = similarity
    self.sharedSpans = sharedSpans
    self.contains = contains
    self.containedBy = containedBy
    self.story = story
    self.head = head
  }
}
