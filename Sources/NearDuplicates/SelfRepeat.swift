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
  /// A paragraph of eight words and more is repeated when more than half of its runs of three words
  /// stand in one earlier paragraph; a shorter one when it lies between two such, or beside one, and
  /// its words are those of an earlier paragraph.
  package init(in paragraphs: [String]) {
    var places: [UInt64: Int] = [:]
    var lines: [UInt32: Int] = [:]
    var wordCounts: [Int] = []
    /// For each paragraph the earlier one that it repeats.
    var originals: [Int?] = []
    var isShortAgain: [Bool] = []
    for (index, paragraph) in paragraphs.enumerated() {
      var text = FoldedText(byteCount: paragraph.utf8.count)
      text.append(paragraph: paragraph.utf8Span.span)
      let words = text.words
      wordCounts.append(words.count)
      let runs = Self.runs(of: words)
      originals.append(words.count >= Self.wordFloor ? Self.original(of: runs, in: places) : nil)
      isShortAgain.append(
        !words.isEmpty && words.count < Self.wordFloor
          && lines.updateValue(index, forKey: LineHash.hash(words[...])) != nil)
      for run in runs where places[run] == nil { places[run] = index }
    }
    repeated = paragraphs.indices.filter { index in
      let before = index > 0 && originals[index - 1] != nil
      let after = index + 1 < paragraphs.count && originals[index + 1] != nil
      return originals[index] != nil || isShortAgain[index] && (before || after)
    }
    judge(originals, wordCounts)
  }

  /// The indices of paragraphs that repeat earlier ones, ascending.
  package static func repeatedParagraphs(_ paragraphs: [String]) -> [Int] {
    SelfRepeat(in: paragraphs).repeated
  }

  private static let wordFloor = 8

  private static func runs(of words: [FoldedWord]) -> [UInt64] {
    guard words.count >= 3 else { return [] }
    return (2..<words.count).map { at in
      let first = Mixing.mix(words[at - 2].hash &* 3 &+ words[at - 1].hash)
      return Mixing.mix(first &* 5 &+ words[at].hash)
    }
  }

  /// The earlier paragraph that holds more than half of the runs.
  private static func original(of runs: [UInt64], in places: [UInt64: Int]) -> Int? {
    var counts: [Int: Int] = [:]
    for run in runs {
      if let place = places[run] { counts[place, default: 0] += 1 }
    }
    return counts.first { $0.value * 2 > runs.count }?.key
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
