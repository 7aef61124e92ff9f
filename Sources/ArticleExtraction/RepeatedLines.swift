/// Finds what a text says a second time: a line word for word, or the whole text slightly reworded.
///
/// Works in linear time: earlier lines are found through the hashes of their word triples.
struct RepeatedLines {
  /// For each line the earlier line that it repeats, if any.
  private(set) var origin: [Int?] = []

  /// Compares each line with those before it. `lines` are words as hashes.
  init(_ lines: [[UInt64]]) {
    var index: [UInt64: [Int]] = [:]
    var scores: [Double] = []
    for (place, words) in lines.enumerated() {
      let (earlier, score) = RepeatedLines.bestMatch(words, lines, index)
      origin.append(earlier)
      scores.append(score)
      for triple in RepeatedLines.triples(words) where index[triple, default: []].count < 8 {
        index[triple, default: []].append(place)
      }
    }
    settle(lines, scores)
  }

  /// True when enough of the text is there twice that the file held its article again.
  func isSelfRepeat(_ lines: [[UInt64]]) -> Bool {
    var repeated = 0
    var total = 0
    var count = 0
    for (place, words) in lines.enumerated() {
      total += words.count
      if origin[place] != nil {
        repeated += words.count
        count += 1
      }
    }
    return count >= 3 && repeated * 8 >= total
  }

  /// Keeps what is word for word the same, or alike in a run; forgets the rest.
  private mutating func settle(_ lines: [[UInt64]], _ scores: [Double]) {
    for place in origin.indices {
      guard let earlier = origin[place] else { continue }
      let inRun = isRun(place, earlier)
      let length = lines[place].count
      let enough: Double = inRun ? 0.55 : length >= 8 ? 0.95 : length >= 4 ? 0.99 : 1.01
      if scores[place] < enough { origin[place] = nil }
    }
    // A short line between two repeats is one itself when it stood there before.
    for place in origin.indices where origin[place] == nil && lines[place].count < 4 && place > 0 {
      guard let before = origin[place - 1], before + 1 < place,
        lines[before + 1] == lines[place]
      else { continue }
      origin[place] = before + 1
    }
  }

  private func isRun(_ place: Int, _ earlier: Int) -> Bool {
    let before = place > 0 ? origin[place - 1] : nil
    let after = place + 1 < origin.count ? origin[place + 1] : nil
    return before.map { abs(earlier - $0 - 1) <= 2 } == true
      || after.map { abs($0 - earlier - 1) <= 2 } == true
  }

  /// The earlier line that shares most words, and the share (Dice's coefficient of word multisets).
  private static func bestMatch(
    _ words: [UInt64], _ lines: [[UInt64]], _ index: [UInt64: [Int]]
  ) -> (Int?, Double) {
    var votes: [Int: Int] = [:]
    for triple in triples(words) {
      for place in index[triple] ?? [] { votes[place, default: 0] += 1 }
    }
    var best: (place: Int?, score: Double) = (nil, 0)
    let ranked = votes.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
    for (place, _) in ranked.prefix(4) {
      let score = dice(words, lines[place])
      if score > best.score { best = (place, score) }
    }
    return best
  }

  private static func dice(_ first: [UInt64], _ second: [UInt64]) -> Double {
    var counts: [UInt64: Int] = [:]
    for word in first { counts[word, default: 0] += 1 }
    var shared = 0
    for word in second {
      if let count = counts[word], count > 0 {
        counts[word] = count - 1
        shared += 1
      }
    }
    return Double(2 * shared) / Double(max(1, first.count + second.count))
  }

  /// Hashes of each three words in a row; of all words when there are fewer.
  private static func triples(_ words: [UInt64]) -> [UInt64] {
    guard words.count >= 3 else {
      return words.isEmpty ? [] : [words.reduce(WordScanner.basis, WordScanner.combine)]
    }
    return (0...(words.count - 3)).map {
      WordScanner.combine(
        WordScanner.combine(WordScanner.combine(WordScanner.basis, words[$0]), words[$0 + 1]),
        words[$0 + 2])
    }
  }
}
