package import Model

/// A document that has left the hot window, with what was decided about it.
package struct ColdDocument: Sendable {
  /// The document as it was signed.
  package var document: SignedDocument
  /// The first document of its cluster.
  package var root: DecisionNumber
  /// The best copy of its cluster now.
  package var head: DecisionNumber
  /// Its story.
  package var story: DecisionNumber
  /// Whether it holds other articles among others.
  package var isDigest: Bool

  /// A document found on disk.
  package init(
    document: SignedDocument, root: DecisionNumber, head: DecisionNumber, story: DecisionNumber,
    isDigest: Bool
  ) {
    self.document = document
    self.root = root
    self.head = head
    self.story = story
    self.isDigest = isDigest
  }
}
