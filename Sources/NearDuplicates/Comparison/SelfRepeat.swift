package import Model

/// Finds the paragraphs of an article that say again what earlier ones said: a file may hold its own
/// article twice, whole or in part, the second time lightly edited.
package struct SelfRepeat: Sendable, Equatable {
  /// Indices of the paragraphs that repeat earlier ones, ascending.
  package var repeated: [Int] = []
  /// Whether it is the article that is repeated, rather than lines of its frame: paragraphs of the
  /// file's first half come again in their order, with thirty words and a tenth of all at least.
  package var isArticleRepeated = false

  /// Compares every paragraph with all before it, in time proportional to the text.
  ///
  /// A paragraph is repeated when nine tenths of its runs of three words are those of one earlier
  /// paragraph (all of them, where it has fewer than eight words); or, among paragraphs in a row that
  /// repeat such in a row before them, with most of the figures, a third. One of fewer than four words
  /// is repeated when it follows the same paragraph as before.
  ///
  /// Once `budget` is spent the rest is not compared.
  package init(in paragraphs: [String], budget: WorkBudget = WorkBudget()) {
    guard paragraphs.count > 1 else { return }
    var text = FoldedText(byteCount: paragraphs.reduce(0) { $0 + $1.utf8.count })
    var starts: [Int] = []
    for paragraph in paragraphs {
      starts.append(text.words.count)
      text.append(paragraph: paragraph.utf8Span.span)
    }
    starts.append(text.words.count)
    var search = Search(runCount: text.words.count)
    for index in paragraphs.indices {
      let words = text.words[starts[index]..<starts[index + 1]]
      guard budget.take(1 + words.count) else { return }
      search.append(words)
    }
    guard search.matches.contains(where: { $0 != nil }) else { return }
    assert(search.matches.count == paragraphs.count)
    search.settle()
    repeated = paragraphs.indices.filter { search.matches[$0] != nil }
    judge(search.matches.map { $0?.paragraph }, search.wordCounts)
  }

  /// The earlier paragraph most like one, and how much of both is shared (Dice's coefficient).
  private struct Match {
    var paragraph: Int
    var share: Double
  }

  /// What is known of the paragraphs so far.
  private struct Search {
    var matches: [Match?] = []
    var wordCounts: [Int] = []
    private var hashes: [UInt32] = []
    /// The numbers of each paragraph, of two digits and more.
    private var figures: [[UInt64]] = []
    /// Where each run of three words stood first, by paragraph.
    private var firstParagraphs: ScratchTable<UInt32>
    private var votes = ScratchTable<UInt32>(zero: 0, capacity: 32)

    private static let leastShare = 0.35

    init(runCount: Int) {
      firstParagraphs = ScratchTable(zero: .max, capacity: min(1 << 20, runCount * 2))
    }

    /// Looks for the next paragraph among those before it, then takes it in.
    mutating func append(_ words: ArraySlice<FoldedWord>) {
      let own = UInt32(wordCounts.count)
      wordCounts.append(words.count)
      hashes.append(LineHash.hash(words))
      figures.append(words.lazy.filter { $0.traits.contains(.number) }.map(\.hash))
      votes.removeAll()
      var count = 0
      var index = words.startIndex
      while index + 2 < words.endIndex {
        let run = Self.run(words[index].hash, words[index + 1].hash, words[index + 2].hash)
        if let paragraph = firstParagraphs.value(of: run) {
          if paragraph != own { votes.update(paragraph) { $0 += 1 } }
        } else {
          firstParagraphs.update(run) { $0 = own }
        }
        count += 1
        index += 1
      }
      var best: Match?
      for paragraph in votes.order {
        let both = count + max(0, wordCounts[Int(paragraph)] - 2)
        let share = 2 * Double(votes.value(of: paragraph) ?? 0) / Double(both)
        if share >= Self.leastShare, share > best?.share ?? 0 {
          best = Match(paragraph: Int(paragraph), share: share)
        }
      }
      matches.append(words.count >= 4 ? best : nil)
    }

    @inline(__always)
    private static func run(_ first: UInt64, _ second: UInt64, _ third: UInt64) -> UInt32 {
      let mixed = Mixing.mix(Mixing.mix(first &* 3 &+ second) &* 5 &+ third)
      return UInt32(truncatingIfNeeded: mixed >> 32)
    }

    /// Keeps what is the same alone, or alike in a run; then adds the short ones between.
    mutating func settle() {
      var start = 0
      while start < matches.count {
        let run = run(from: start)
        let isEdited = run.count > 1 && isEditedCopy(run)
        for index in run {
          let least = wordCounts[index] >= 8 ? 0.9 : 1
          if !isEdited, let match = matches[index], match.share < least { matches[index] = nil }
        }
        start = run.upperBound
      }
      for index in matches.indices.dropFirst() where (1..<4).contains(wordCounts[index]) {
        guard let before = matches[index - 1]?.paragraph, before + 1 < index,
          hashes[before + 1] == hashes[index]
        else { continue }
        matches[index] = Match(paragraph: before + 1, share: 1)
      }
    }

    /// The paragraphs from `start` on that repeat, each in its turn, paragraphs before the first of them.
    ///
    /// Entries of a list that are built alike repeat each the one before, and none before the list.
    private func run(from start: Int) -> Range<Int> {
      guard var last = matches[start]?.paragraph else { return start..<start + 1 }
      assert(last < start, "a paragraph that repeats a later one")
      var end = start + 1
      while end < matches.count, let next = matches[end]?.paragraph, next < start,
        next > last, next - last <= 3
      {
        last = next
        end += 1
      }
      return start..<end
    }

    /// True for a run that shares half of its words with what it repeats, and half of its figures: forms
    /// that were filled in twice differ in these.
    private func isEditedCopy(_ run: Range<Int>) -> Bool {
      var (words, shared) = (0, 0.0)
      var (own, known) = (0, 0)
      for index in run {
        guard let match = matches[index] else { continue }
        words += wordCounts[index]
        shared += match.share * Double(wordCounts[index])
        own += figures[index].count
        let before = Set(figures[match.paragraph])
        known += figures[index].count { before.contains($0) }
      }
      return shared * 2 >= Double(words) && known * 2 >= own
    }
  }

  private mutating func judge(_ originals: [Int?], _ wordCounts: [Int]) {
    let half = (wordCounts.count + 1) / 2
    var last = -1
    var inOrder = 0
    for (index, original) in originals.enumerated() {
      guard let original, original > last, original < half else { continue }
      last = original
      inOrder += wordCounts[index]
    }
    isArticleRepeated = inOrder >= 30 && inOrder * 10 >= wordCounts.reduce(0, +)
  }
}
