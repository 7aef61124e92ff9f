/// In how many articles each term was used, of all that were decided: a count-min sketch of two rows
/// with conservative update, 8 MiB, halved whenever 2^20 articles have been counted.
struct TermFrequencies {
  private var rows = [UInt32](repeating: 0, count: 2 << 20)
  /// Articles counted, halved with the counters.
  private(set) var articleCount = 0

  private static let rowMask: UInt32 = (1 << 20) - 1
  private static let articleLimit = 1 << 20

  /// Weights are made as if the collection held this many articles, however many it holds: so that
  /// a threshold means the same on the first day and after ten years.
  private static let referenceCount = 1000.0
  /// Articles that the collection starts out with, in which nothing was used.
  private static let priorCount = 300.0

  @inline(__always)
  private static func cells(_ term: UInt32) -> (Int, Int) {
    let mixed = Mixing.mix(UInt64(term))
    return (
      Int(UInt32(truncatingIfNeeded: mixed) & rowMask),
      Int(UInt32(truncatingIfNeeded: mixed >> 32) & rowMask) + 1 << 20
    )
  }

  /// Counts the terms of one article.
  mutating func add(_ terms: [StoryTerm]) {
    if articleCount >= Self.articleLimit {
      for index in rows.indices { rows[index] /= 2 }
      articleCount /= 2
    }
    articleCount += 1
    for term in terms {
      let (a, b) = Self.cells(term.hash)
      let least = min(rows[a], rows[b])
      if rows[a] == least { rows[a] += 1 }
      if rows[b] == least { rows[b] += 1 }
    }
  }

  /// The inverse document frequency of a term, on the scale of the reference collection, less 1.5: a
  /// term of more than a fifth of all articles weighs nothing.
  func weight(_ term: UInt32) -> Double {
    let (a, b) = Self.cells(term)
    let total = Self.priorCount + Double(articleCount)
    let reference = min(total, Self.referenceCount)
    let used = Double(min(rows[a], rows[b])) * reference / total
    return max(0, NaturalLogarithm.of((reference + 1) / (used + 1)) - 1.5)
  }
}
