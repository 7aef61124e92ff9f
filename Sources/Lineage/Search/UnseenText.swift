/// The text that two articles may both have been taken from: in the order of the first, with what only the
/// second has where it stands there, and where they differ, as most others have it.
///
/// What one of them alone has at its beginning or end is taken for its own.
struct UnseenText {
  private(set) var text = LineageText()
  /// Passages that one of the two alone has within its text: that they are not its own is a guess.
  private(set) var guessedCount = 0

  private let texts: [PreparedText]
  private let index: ShingleIndex
  private let first: Int
  private let second: Int
  private var inserted: [(at: Int, range: Range<Int>)] = []
  private var left: [Range<Int>] = []

  /// `relation`: Of the second text, as if it were taken from the first.
  init(
    of first: Int, _ second: Int, _ relation: TextRelation, in texts: [PreparedText],
    _ index: ShingleIndex
  ) {
    (self.first, self.second, self.texts, self.index) = (first, second, texts, index)
    for change in relation.changes { take(change, relation) }
    inserted.sort { ($0.at, $0.range.lowerBound) < ($1.at, $1.range.lowerBound) }
    left = left.filter { !$0.isEmpty }.sorted { $0.lowerBound < $1.lowerBound }
    join()
  }

  private mutating func take(_ change: TextChange, _ relation: TextRelation) {
    switch change.kind {
    case .addition:
      let isShared = isShared(change.range, of: second)
      guard isShared || change.position == .middle else { return }
      guessedCount += isShared ? 0 : 1
      inserted.append((position(of: change.range, in: relation), change.range))
    case .edit, .rewriting:
      guard !change.range.isEmpty || !change.replaced.isEmpty,
        support(change.range, of: second) > support(change.replaced, of: first)
      else { return }
      let position =
        change.replaced.isEmpty
        ? position(of: change.range, in: relation) : change.replaced.lowerBound
      inserted.append((position, change.range))
      left.append(change.replaced)
    case .cut:
      guard !isShared(change.range, of: first) else { return }
      if change.position == .middle { guessedCount += 1 } else { left.append(change.range) }
    case .move: break
    }
  }

  /// True for words that most of a third article has, too.
  private func isShared(_ range: Range<Int>, of article: Int) -> Bool {
    support(range, of: article) >= 0.5
  }

  /// The share of a passage's shingles that a third article has.
  private func support(_ range: Range<Int>, of article: Int) -> Double {
    let values = texts[article].shingles.values
    let start = max(0, range.lowerBound - Shingles.wordCount + 1)
    let end = min(values.count, max(range.upperBound, start + 1))
    guard start < end else { return 0 }
    let count = values[start..<end].count {
      index.supportCount(of: $0, without: [first, second]) > 0
    }
    return Double(count) / Double(end - start)
  }

  private mutating func join() {
    let (base, other) = (texts[first].text, texts[second].text)
    var at = 0
    var insertion = 0
    var skipped = 0
    while at < base.words.count {
      while insertion < inserted.count, inserted[insertion].at <= at {
        text.append(inserted[insertion].range, of: other)
        insertion += 1
      }
      if skipped < left.count, left[skipped].lowerBound <= at {
        at = max(at, left[skipped].upperBound)
        skipped += 1
        continue
      }
      var end = base.words.count
      if insertion < inserted.count { end = min(end, inserted[insertion].at) }
      if skipped < left.count { end = min(end, left[skipped].lowerBound) }
      end = max(end, at + 1)
      text.append(at..<end, of: base)
      at = end
    }
    for rest in inserted[insertion...] { text.append(rest.range, of: other) }
  }

  /// Where in the other text words would stand: behind the run before them.
  private func position(of range: Range<Int>, in relation: TextRelation) -> Int {
    let runs = relation.alignment.runs
    return runs.last { $0.end <= range.lowerBound }?.otherEnd ?? 0
  }
}
