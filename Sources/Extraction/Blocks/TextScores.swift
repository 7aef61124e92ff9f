/// How much a block's own words speak for or against article text.
///
/// In sixteenths of a natural log-odds, from `TokenWeights.ofText`: of each word, each two words in
/// a row, the first word, the last, and the whole of a block of at most four.
struct TextScores {
  private(set) var lowest: Int32 = 0
  private(set) var highest: Int32 = 0
  private(set) var sumBelow: Int32 = 0
  private(set) var sumAbove: Int32 = 0
  /// How many of `count` are in the table.
  private(set) var knownCount: Int32 = 0
  private(set) var count: Int32 = 0

  /// Words beyond this say nothing new about a block.
  private static let wordLimit = 300

  /// `words` are hashes in the block's order, as `WordScanner` gives them.
  init(_ words: [UInt64], weights: TokenWeights = .ofText) {
    guard let first = words.first else { return }
    let used = min(words.count, TextScores.wordLimit)
    add(WordScanner.combine(Salt.first, first), weights)
    add(WordScanner.combine(Salt.last, words[used - 1]), weights)
    var before: UInt64?
    for word in words[..<used] {
      add(word, weights)
      if let before { add(WordScanner.combine(before, word), weights) }
      before = word
    }
    assert(lowest <= 0 && highest >= 0 && knownCount <= count)
    if used <= 4 { add(words.reduce(Salt.whole, WordScanner.combine), weights) }
  }

  private mutating func add(_ hash: UInt64, _ weights: TokenWeights) {
    count += 1
    guard let weight = weights.weight(UInt32(truncatingIfNeeded: hash ^ hash >> 32)) else { return }
    knownCount += 1
    lowest = min(lowest, Int32(weight))
    highest = max(highest, Int32(weight))
    if weight < 0 { sumBelow += Int32(weight) } else { sumAbove += Int32(weight) }
  }

  /// What the training script puts before the first word, the last, and a whole block.
  private enum Salt {
    static let first: UInt64 = 1
    static let last: UInt64 = 2
    static let whole: UInt64 = 3
  }
}
