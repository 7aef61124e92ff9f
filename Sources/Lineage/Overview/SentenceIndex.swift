/// Sentences by their words, to find those that say the same.
struct SentenceIndex {
  private(set) var sentences: [Sentence] = []
  private var positions: [UInt64: [Int32]] = [:]

  /// A word of more sentences tells none of them.
  private static let positionLimit = 200

  mutating func add(_ sentence: Sentence) {
    for word in sentence.words where positions[word, default: []].count < Self.positionLimit {
      positions[word, default: []].append(Int32(sentences.count))
    }
    sentences.append(sentence)
  }

  /// The sentences that have at least such a share of a sentence's words, most first.
  func counterparts(of sentence: Sentence, share: Double) -> [(index: Int, share: Double)] {
    guard !sentence.words.isEmpty else { return [] }
    var counts: [Int32: Int] = [:]
    for word in sentence.words {
      for position in positions[word] ?? [] { counts[position, default: 0] += 1 }
    }
    return counts.compactMap { position, count in
      let found = Double(count) / Double(sentence.words.count)
      return found >= share ? (Int(position), found) : nil
    }.sorted { ($1.share, $0.index) < ($0.share, $1.index) }
  }
}
