/// All that winnow remembers of an article's text in order to recognise copies, versions and
/// stories of it. About 0.8 kB; the text itself is not needed again.
///
/// The same text with the same options gives the same signature on every machine.
package struct Signature: Sendable, Equatable {
  /// Hash of all folded words in order, headline first. Equal hashes are equal texts.
  package var textHash: TextHash
  /// Folded words, headline included.
  package var wordCount: UInt32
  /// Folded words of the headline, at most 255; positions count from its first word.
  package var headlineWordCount: UInt8
  /// The sketch holds those shingles whose hash is below 2^(32 − shift): about one in 2^shift.
  package var samplingShift: UInt8
  /// The sampled shingles in reading order (top halves of 64-bit hashes), without repeats.
  package var shingles: [UInt32]
  /// For each of `shingles` the index of its first word.
  package var positions: [UInt32]
  /// The distinct numbers with two or more digits, in reading order.
  package var numbers: [PlacedFeature]
  /// Hashes of the distinct names (capitalised inside a sentence), ascending.
  package var names: [UInt16]
  /// What a writer fills in: numbers, names and words of the headline, a sample; see `TextSlot`.
  package var slots: [TextSlot]
  /// Hashes of the lines, in order, without repeats; see `LineHash`.
  package var lines: [UInt32]
  /// What the article is about.
  package var storyTerms: [StoryTerm]
  /// What the head rule knows.
  package var quality: QualityHints

  /// The signature of no text.
  package init() {
    textHash = .empty
    wordCount = 0
    headlineWordCount = 0
    samplingShift = 0
    shingles = []
    positions = []
    numbers = []
    names = []
    slots = []
    lines = []
    storyTerms = []
    quality = QualityHints()
  }
}
