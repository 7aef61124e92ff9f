import EmbeddedData

/// In how many articles each term was used, of all that were decided: one counter for each of the 2^21
/// term hashes, 8 MiB, all halved whenever 2^20 articles have been counted. Starts out with what
/// the built-in file of story terms knows.
struct TermFrequencies {
  private var counts: [UInt32]
  /// Articles counted, halved with the counters.
  private var articleCount = Self.backgroundCount

  private static let articleLimit = 1 << 20
  /// Weights are made as if the collection held this many articles, however many it holds: so that
  /// a threshold means the same on the first day and after ten years.
  private static let referenceCount = 1000.0
  /// Articles that the counters start out with.
  private static let backgroundCount = 1000

  /// Counters that know what is common in news.
  init() {
    counts = [UInt32](repeating: 0, count: 1 << StoryTerm.hashBitCount)
    // Each word holds the hash in its lower bits, above it the articles of 1,000.
    var background = EmbeddedFile(.storyTerms, version: 1).reader
    while !background.isAtEnd {
      let entry = background.uint32()
      counts[Int(entry & StoryTerm.hashMask)] = entry >> StoryTerm.hashBitCount
    }
  }

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
    let total = Double(articleCount)
    let reference = min(total, Self.referenceCount)
    let used = Double(counts[Int(term)]) * reference / total
    return max(0, NaturalLogarithm.of((reference + 1) / (used + 1)) - 1.5)
  }
}
