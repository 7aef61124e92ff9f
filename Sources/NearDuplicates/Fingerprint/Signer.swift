/// Makes signatures. Pure and cheap to copy: every worker may have its own.
package struct Signer: Sendable {
  /// How signatures are made.
  package let options: SignatureOptions

  /// A signer with the measured options unless told otherwise.
  package init(options: SignatureOptions = SignatureOptions()) {
    self.options = options
  }

  /// The signature of an article's text.
  ///
  /// `paragraphs` is the article's body after repair, in reading order, without captions. Takes time
  /// and memory in proportion to the text, up to a million words; what lies beyond is not looked at.
  package func sign(
    headline: String?, paragraphs: [String], quality: QualityHints = QualityHints()
  ) -> Signature {
    var text = FoldedText(
      byteCount: paragraphs.reduce(headline?.utf8.count ?? 0) { $0 + $1.utf8.count })
    if let headline { text.append(paragraph: headline.utf8Span.span) }
    let headlineWordCount = text.words.count
    for paragraph in paragraphs { text.append(paragraph: paragraph.utf8Span.span) }
    return sign(text, headlineWordCount: headlineWordCount, quality: quality)
  }

  /// The hashes of all story terms of a text, whatever they weigh: for making the table of what is common.
  package func storyTermHashes(of text: String) -> [UInt32] {
    var folded = FoldedText(byteCount: text.utf8.count)
    folded.append(paragraph: text.utf8Span.span)
    return StoryTerms.hashes(of: folded)
  }

  func sign(_ text: FoldedText, headlineWordCount: Int, quality: QualityHints) -> Signature {
    var signature = Signature()
    signature.quality = quality
    signature.wordCount = UInt32(text.words.count)
    signature.headlineWordCount = UInt8(clamping: headlineWordCount)
    for word in text.words { signature.textHash.append(word.hash) }
    addShingles(of: text, to: &signature)
    assert(signature.shingles.count == signature.positions.count)
    addFeatures(of: text, to: &signature)
    signature.slots = SlotFinder.slots(
      of: text, headlineWordCount: headlineWordCount, limit: options.slotLimit)
    signature.lines = LineHash.lines(of: text, limit: options.lineLimit)
    signature.storyTerms = StoryTerms.terms(
      of: text, headlineWordCount: headlineWordCount, limit: options.storyTermLimit)
    return signature
  }

  /// Rolls a hash over the text's letters (Karp and Rabin, 1987) and keeps the values that are low
  /// enough: FracMinHash (Irber and others, 2022), whose samples of two texts can be compared for
  /// containment.
  private func addShingles(of text: FoldedText, to signature: inout Signature) {
    let letters = text.letters.span
    let width = options.shingleLetterCount
    guard text.letterCount >= width else { return }
    let shift = samplingShift(letterCount: text.letterCount)
    signature.samplingShift = shift
    let limit = UInt64.max >> UInt64(shift)
    var seen = ScratchTable<Bool>(zero: true, capacity: 512)
    let leaving = (0..<width).reduce(UInt64(1)) { power, _ in power &* Self.base }
    var hash: UInt64 = 0
    var word = 0
    for index in 0..<(width - 1) { hash = hash &* Self.base &+ UInt64(letters[index]) }
    var out: UInt64 = 0
    for index in (width - 1)..<text.letterCount {
      hash = hash &* Self.base &+ UInt64(letters[index]) &- leaving &* out
      let start = index - width + 1
      out = UInt64(letters[start])
      let mixed = Mixing.mix(hash)
      guard mixed <= limit else { continue }
      let value = UInt32(truncatingIfNeeded: mixed >> 32)
      guard seen.update(value, { _ in }) else { continue }
      while Int(text.words[word].lettersEnd) <= start { word += 1 }
      signature.shingles.append(value)
      signature.positions.append(UInt32(word))
    }
  }

  private static let base: UInt64 = 0x9FB2_1C65_1E98_DF25

  /// The usual rate, denser for short texts and thinner for very long ones.
  private func samplingShift(letterCount: Int) -> UInt8 {
    var shift = options.samplingShift
    while shift > 0, letterCount >> Int(shift) < options.sketchFloor { shift -= 1 }
    while shift < 16, letterCount >> Int(shift) > options.sketchCeiling { shift += 1 }
    return shift
  }

  private func addFeatures(of text: FoldedText, to signature: inout Signature) {
    var names: [UInt16] = []
    for (index, word) in text.words.enumerated() {
      let value = UInt16(truncatingIfNeeded: word.hash >> 40)
      if word.traits.contains(.number) {
        if signature.numbers.count < options.featureLimit,
          !signature.numbers.contains(where: { $0.value == value })
        {
          signature.numbers.append(PlacedFeature(value: value, word: UInt16(clamping: index)))
        }
      } else if word.traits.contains(.capital), !word.traits.contains(.opensSentence) {
        if names.count < options.featureLimit, !names.contains(value) { names.append(value) }
      }
    }
    signature.names = names.sorted()
  }
}
