/// In how many articles of this archive each term was used: one counter for each of the 2^21 term
/// hashes, 8 MiB, all halved whenever 2^20 articles have been counted.
///
/// A term counts from its fifth article on, so that one article which is taken out leaves nothing
/// behind. Beside the counters stands what the word lists know (`BackgroundFrequencies`); the more
/// common of the two holds.
struct TermFrequencies {
  private var counts = [UInt32](repeating: 0, count: 1 << StoryTerm.hashBitCount)
  /// Articles counted, halved with the counters.
  private var articleCount = 0

  private static let articleLimit = 1 << 20
  /// Articles that a term must have been used in.
  private static let articleFloor = 5
  /// A young archive is taken for one of this many articles more, in which the term is not used.
  private static let paddingCount = 1000

  /// Bytes held.
  var byteCount: Int { counts.count * 4 }

  /// Counts the terms of one article.
  mutating func add(_ terms: [StoryTerm]) {
    if articleCount >= Self.articleLimit {
      for index in counts.indices { counts[index] /= 2 }
      articleCount /= 2
    }
    articleCount += 1
    for term in terms { counts[Int(term.hash)] += 1 }
  }

  /// The weight of a term.
  @inline(__always)
  func weight(_ term: UInt32, background: Span<UInt8>, weights: Span<Float>) -> Float {
    let known = background[Int(term)]
    let count = Int(counts[Int(term)])
    guard count >= Self.articleFloor else { return weights[Int(known)] }
    let used =
      Double(count) * BackgroundFrequencies.referenceCount
      / Double(articleCount + Self.paddingCount)
    guard used > Double(known) else { return weights[Int(known)] }
    return Float(BackgroundFrequencies.weight(perThousand: used))
  }
}
