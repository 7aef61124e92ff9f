package import Model

/// What is needed to put one article back into the index of copies after a restart.
package struct SignatureRow: Sendable, Equatable {
  package var number: DecisionNumber
  package var signature: [UInt8]
  package var source: String?
  /// Milliseconds since 1970.
  package var arrival: Int64
  /// Seconds since 1970.
  package var storyTime: Int64?
  package var copyOf: DecisionNumber?
  package var kind: CopyKind?
  /// The story that it is in now, and the one that it was given on arrival.
  package var story: DecisionNumber
  package var arrivalStory: DecisionNumber
  /// The best copy of the cluster as decided when this article came.
  package var head: DecisionNumber
  /// The lowest number of the article's cluster of copies.
  package var cluster: DecisionNumber
  /// Earlier articles that it was found to hold, and earlier ones that were found to hold it, ascending;
  /// only those that are still there.
  package var contains: [DecisionNumber]
  package var containedBy: [DecisionNumber]

  package init(
    number: DecisionNumber, signature: [UInt8], source: String?, arrival: Int64, storyTime: Int64?,
    copyOf: DecisionNumber?, kind: CopyKind?, story: DecisionNumber,
    arrivalStory: DecisionNumber, head: DecisionNumber, cluster: DecisionNumber,
    contains: [DecisionNumber], containedBy: [DecisionNumber]
  ) {
    self.number = number
    self.signature = signature
    self.source = source
    self.arrival = arrival
    self.storyTime = storyTime
    self.copyOf = copyOf
    self.kind = kind
    self.story = story
    self.arrivalStory = arrivalStory
    self.head = head
    self.cluster = cluster
    self.contains = contains
    self.containedBy = containedBy
  }
}
