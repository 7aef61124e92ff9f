/// What the rules need to know about an article besides its text: all but the date is for the head.
package struct QualityHints: Sendable, Equatable {
  /// The text was damaged and repaired (false: it came clean).
  package var repaired: Bool
  /// Some of the damage could not be undone.
  package var lossy: Bool
  /// The article has a URL of its own.
  package var hasURL: Bool
  /// The article is known to be cut short, for example by a pay wall.
  package var truncated: Bool
  /// The file held the article more than once.
  package var selfRepeat: Bool
  /// The date was found in running text, and may be that of something else.
  package var hasUncertainDate: Bool

  /// Hints about an article; by default it is clean and whole, and has no URL.
  package init(
    repaired: Bool = false, lossy: Bool = false, hasURL: Bool = false, truncated: Bool = false,
    selfRepeat: Bool = false, hasUncertainDate: Bool = false
  ) {
    self.repaired = repaired
    self.lossy = lossy
    self.hasURL = hasURL
    self.truncated = truncated
    self.selfRepeat = selfRepeat
    self.hasUncertainDate = hasUncertainDate
  }
}
