/// One observation about a step from a parent to a child.
package struct LineageEvidence: Sendable, Equatable {
  /// What was observed.
  package enum Kind: String, Sendable, CaseIterable {
    /// Words that both have, side by side: how many, the share of the child's words, the longest run.
    case sharedText = "shared-text"
    /// The same words in the same order, though few stand side by side: a rewritten text.
    case sharedOrder = "shared-order"
    /// What the parent has and the child left out.
    case shortened
    /// What the child has and the parent has not.
    case added
    /// Words put in position of others.
    case edited
    /// Passages in another order.
    case reordered
    /// British spelling made American, or the other way.
    case spelling
    /// The child names the parent's publisher.
    case credit
    /// The same headline.
    case headline
    /// The child is later, or says that it is earlier.
    case time
  }

  package var kind: Kind
  /// The observation in words.
  package var text: String
  /// True for what does not fit the step.
  package var isContrary: Bool

  package init(_ kind: Kind, _ text: String, isContrary: Bool = false) {
    self.kind = kind
    self.text = text
    self.isContrary = isContrary
  }
}
