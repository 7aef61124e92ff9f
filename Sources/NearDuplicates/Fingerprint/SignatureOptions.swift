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
  /// Slots of numbers, names and words of the headline kept.
  package var slotLimit = 32
  /// Story terms kept.
  package var storyTermLimit = 96
  /// Line hashes kept.
  package var lineLimit = 160

  /// The measured defaults.
  package init() {}
}
