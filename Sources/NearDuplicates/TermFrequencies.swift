/// In how many articles each term was used, of all that were decided: one counter for each of the 2^21
/// term hashes, 8 MiB, all halved whenever 2^20 articles have been counted.
struct TermFrequencies {
  private var counts = [UInt32](repeating: 0, count: 1 << StoryTerm.hashBitCount)
  /// Articles counted, halved with the counters.
  private var articleCount = 0

  private static let articleLimit = 1 << 20
  /// Weights are made as if the collection held this many articles, however many it holds: so that
  /// a threshold means the same on the first day and after ten years.
  private static let referenceCount = 1000.0
  /// Articles that the collection starts out with, in which nothing was used.
  private static let priorCount = 300.0

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

  /// The inverse document frequency of a term, on the scale of the reference collection, less 1.5: a
  /// term of more than a fifth of all articles weighs nothing.
  @inline(__always)
  func weight(_ term: UInt32) -> Double {
    let total = Self.priorCount + Double(articleCount)
    let reference = min(total, Self.referenceCount)
    let used = Double(counts[Int(term)]) * reference / total
    return max(0, NaturalLogarithm.of((reference + 1) / (used + 1)) - 1.5)
  }
}
