package import NearDuplicates

/// What a batch holds beside its decisions.
package enum LogEvent: Sendable, Equatable {
  /// An offer that is no article takes effect.
  case taken(OfferKey)
  /// The decisions taught this about their sources.
  case learned(LearnedLines)
  /// An article changes its story, with its copies.
  case moved(StoryMove)
}
