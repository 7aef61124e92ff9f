/// How signatures are made. Two signatures can be compared only when these were the same; the
/// defaults are what is measured, and what `Signature.formatVersion` stands for.
package struct SignatureOptions: Sendable, Equatable {
  /// Letters in a shingle, without the spaces between words and with look-alikes taken for one
  /// letter: three words or so. Shorter than a shingle of four words, so more of them survive a
  /// damaged letter; and a wrong space or hyphen does no harm.
  package var shingleLetterCount = 16
  /// A text's shingles are sampled at one in 2^n; this is the usual n. Containment of a short text in a
  /// long one needs a rate that does not depend on the text.
  package var samplingShift: UInt8 = 6
  /// Short texts are sampled more densely until about this many shingles are kept.
  package var sketchFloor = 40
  /// Long texts are sampled more thinly so as to keep at most about this many shingles.
  package var sketchCeiling = 768
  /// Distinct numbers and names kept, each.
  package var featureLimit = 16
  /// Story terms kept.
  package var storyTermLimit = 96
  /// Line hashes kept.
  package var lineLimit = 160

  /// The measured defaults.
  package init() {}
}

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
