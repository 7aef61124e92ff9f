/// How much the decider keeps in memory, and where it draws its lines.
package struct CopyIndexOptions: Sendable, Equatable {
  /// Documents in the hot window, rounded up to a power of two. The oldest decision leaves first.
  package var hotDocumentLimit = 1 << 20
  /// Shingles of a document that are posted, rarest first.
  package var postedShingleCount = 16
  /// Documents compared with a new one, best first.
  package var comparedDocumentLimit = 16
  /// Share of the smaller text that must lie in the larger one.
  package var containmentThreshold = 0.5
  /// Share of the larger text that must lie in the smaller one for the two to be copies.
  package var ratioThreshold = 0.25
  /// The same where the smaller text is how the larger one begins.
  package var cutRatioThreshold = 0.1
  /// Containment of a text that was edited all over.
  package var editedThreshold = 0.4
  /// Share of the numbers below which two texts are one template filled in twice.
  package var numberShareFloor = 0.34
  /// Containment at and above which a smaller text lies in a larger one whole.
  package var wholeThreshold = 0.8
  /// A document of which one article is more than this is no digest of it and others.
  package var digestShareLimit = 0.7
  /// Texts with fewer words are only ever exact copies.
  package var nearWordFloor = 12
  /// Equal texts with fewer words say nothing.
  package var textWordFloor = 8
  /// Seconds that a story stays open after its last article, and before its first one.
  package var storyWindowSeconds: Int64 = 96 * 3600
  /// Articles among which stories are found, rounded up to a power of two. About 0.5 kB each.
  package var hotStoryLimit = 1 << 17
  /// Likeness (cosine of term weights) at which two articles are a story.
  package var storyPairThreshold = 0.21
  /// Likeness to its three nearest members at which an article joins a story of three and more.
  package var storyThreshold = 0.22
  /// Mean likeness below which two groups of articles are never one story.
  package var storyGroupThreshold = 0.19
  /// Share of the likeness within two groups that the likeness between them reaches where they are one
  /// story.
  package var storyLikenessShare = 0.66
  /// Likeness that articles of one story usually have.
  package var storyUsualLikeness = 0.27
  /// Share of the pair threshold from which on two articles' stories are looked at together.
  package var storyNeighbourShare = 0.75
  /// Decisions after which stories are looked at again.
  package var storyReviewInterval: UInt64 = 512
  /// How much more likeness is asked for outside the window, where a date is uncertain.
  package var uncertainDateFactor = 1.5

  /// The measured defaults.
  package init() {}

  /// The limit as a power of two from 64 to 2^24.
  var hotCapacity: Int { Self.capacity(hotDocumentLimit) }
  /// The same for stories.
  var hotStoryCapacity: Int { Self.capacity(hotStoryLimit) }

  private static func capacity(_ limit: Int) -> Int {
    var capacity = 64
    while capacity < limit, capacity < 1 << 24 { capacity *= 2 }
    return capacity
  }
}
