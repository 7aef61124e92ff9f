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

  func sign(_ text: FoldedText, headlineWordCount: Int, quality: QualityHints) -> Signature {
    var signature = Signature()
    signature.quality = quality
    signature.wordCount = UInt32(text.words.count)
    for word in text.words { signature.textHash.append(word.hash) }
    addShingles(of: text, to: &signature)
    addFeatures(of: text, to: &signature)
    signature.lines = LineHash.lines(of: text, limit: options.lineLimit)
    signature.storyTerms = StoryTerms.terms(
      of: text, headlineWordCount: headlineWordCount, limit: options.storyTermLimit)
    return signature
  }

  private func addShingles(of text: FoldedText, to signature: inout Signature) {
    let words = text.words
    let width = options.shingleWordCount
    guard words.count >= width else { return }
    let shift = samplingShift(wordCount: words.count)
    signature.samplingShift = shift
    let limit: UInt64 = shift == 0 ? .max : (1 << (64 - UInt64(shift))) - 1
    var seen = Set<UInt32>()
    for start in 0...(words.count - width) {
      var hash = Mixing.golden
      for offset in 0..<width {
        hash = (hash ^ words[start + offset].hash) &* 0x9FB2_1C65_1E98_DF25
        hash ^= hash >> 29
      }
      hash = Mixing.mix(hash)
      guard hash <= limit else { continue }
      let value = UInt32(truncatingIfNeeded: hash >> 32)
      guard seen.insert(value).inserted else { continue }
      signature.shingles.append(value)
      signature.positions.append(UInt32(start))
    }
  }

  /// The usual rate, denser for short texts and thinner for very long ones.
  private func samplingShift(wordCount: Int) -> UInt8 {
    var shift = options.samplingShift
    while shift > 0, wordCount >> Int(shift) < options.sketchFloor { shift -= 1 }
    while shift < 16, wordCount >> Int(shift) > options.sketchCeiling { shift += 1 }
    return shift
  }

  private func addFeatures(of text: FoldedText, to signature: inout Signature) {
    var numbers = Set<UInt16>()
    var names = Set<UInt16>()
    for word in text.words {
      let value = UInt16(truncatingIfNeeded: word.hash >> 40)
      if word.traits.contains(.number) {
        if numbers.count < options.featureLimit { numbers.insert(value) }
      } else if word.traits.contains(.capital), !word.traits.contains(.opensSentence) {
        if names.count < options.featureLimit { names.insert(value) }
      }
    }
    signature.numbers = numbers.sorted()
    signature.names = names.sorted()
  }
}
