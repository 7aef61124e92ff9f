/// The runs of words that one text shares with another, in its order.
///
/// From the left each shingle that the other text has, too, is followed as far as the words are the
/// same. Time grows with the length of both texts.
struct TextAlignment {
  let runs: [SharedRun]
  /// Words shared; and of these, words that are quoted.
  let sharedCount: Int
  let quotedCount: Int

  /// Words in order that lie so far from where the text before went on are looked for near it first.
  init(
    of text: LineageText, _ shingles: Shingles, with other: LineageText, _ otherShingles: Shingles
  ) {
    var runs: [SharedRun] = []
    var (shared, quoted) = (0, 0)
    let (words, others) = (text.words, other.words)
    var index = 0
    var wanted = 0
    var free = 0
    while index < shingles.values.count {
      guard let position = otherShingles.position(of: shingles.values[index], near: wanted) else {
        index += 1
        continue
      }
      var (start, otherStart) = (index, position)
      while start > free, otherStart > 0, words[start - 1].key == others[otherStart - 1].key,
        runs.last.map({ otherStart - 1 >= $0.otherEnd || otherStart <= $0.otherStart }) ?? true
      {
        start -= 1
        otherStart -= 1
      }
      var (end, otherEnd) = (index, position)
      while end < words.count, otherEnd < others.count, words[end].key == others[otherEnd].key {
        end += 1
        otherEnd += 1
      }
      assert(end - start >= Shingles.wordCount)
      runs.append(SharedRun(start: start, otherStart: otherStart, count: end - start))
      shared += end - start
      for word in words[start..<end] where word.isQuoted { quoted += 1 }
      (index, free, wanted) = (end, end, otherEnd)
    }
    self.runs = runs
    sharedCount = shared
    quotedCount = quoted
  }
}
