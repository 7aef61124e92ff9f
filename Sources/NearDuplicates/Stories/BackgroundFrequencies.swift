import EmbeddedData

/// How common each term is in the languages for which there are word lists: of 1,000 articles in the
/// language in which it is most common, how many use it. Known before any article has come.
///
/// A language without a list has no common words as yet; its articles are told by what the archive has
/// counted.
enum BackgroundFrequencies {
  /// One count for each of the 2^21 term hashes, at most 255.
  static let perThousand: [UInt8] = {
    var counts = [UInt8](repeating: 0, count: 1 << StoryTerm.hashBitCount)
    // Each word holds the hash in its lower bits, above it the articles of 1,000.
    var reader = EmbeddedFile(.storyTerms, version: 1).reader
    while !reader.isAtEnd {
      let entry = reader.uint32()
      counts[Int(entry & StoryTerm.hashMask)] = UInt8(clamping: entry >> StoryTerm.hashBitCount)
    }
    return counts
  }()

  /// Weights are made as if the collection held this many articles, however many it holds: so that
  /// a threshold means the same on the first day and after ten years.
  static let referenceCount = 1000.0

  /// The weight of a term that so many of 1,000 articles use: its inverse document frequency less 1.5,
  /// so that a term of more than a fifth of all articles weighs nothing.
  @inline(__always)
  static func weight(perThousand used: Double) -> Double {
    max(0, NaturalLogarithm.of((referenceCount + 1) / (used + 0.5)) - 1.5)
  }

  /// The weight by the word lists alone, by the count.
  static let weights: [Float] = (0...255).map { Float(weight(perThousand: Double($0))) }
}
