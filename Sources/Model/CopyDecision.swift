/// The place of an article in the order of decisions; 1 is the first. Also its row in ledger and
/// index.
package struct DecisionNumber: Sendable, Hashable, Comparable {
  package var rawValue: UInt64

  package init(_ rawValue: UInt64) { self.rawValue = rawValue }

  /// Earlier decisions are smaller.
  package static func < (left: DecisionNumber, right: DecisionNumber) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// In what way an article is a copy of an earlier one.
package enum CopyKind: String, Sendable, CaseIterable {
  /// The same bytes.
  case bytes
  /// The same text after folding.
  case text
  /// Edited, cut, or with boilerplate around it.
  case near
}

/// A run of words that two articles share, as word ranges in both bodies.
package struct SharedSpan: Sendable, Hashable {
  /// First shared word in the newer article's body, counted from 0.
  package var start: UInt32
  /// First shared word in the older article's body, counted from 0.
  package var otherStart: UInt32
  package var wordCount: UInt32

  package init(start: UInt32, otherStart: UInt32, wordCount: UInt32) {
    self.start = start
    self.otherStart = otherStart
    self.wordCount = wordCount
  }
}

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
