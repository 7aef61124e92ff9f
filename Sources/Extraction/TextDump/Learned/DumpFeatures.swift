import Model

/// Numbers that describe each block of a text dump, for the model that tells article from the rest.
///
/// A dump has no elements and no classes: what there is are the block's own words and marks, its
/// neighbours, its place, and the stretch of running text that the rules find. The order of the numbers
/// is that of `DumpFeatures.names`; the training script reads both from here.
struct DumpFeatures {
  private let blocks: [DumpBlock]
  private let cues: [RemovedText.Reason?]
  /// The stretch with most running text by rules alone.
  private let core: Range<Int>
  private let marks: [TextMarks]
  private let scores: [TextScores]
  /// How many blocks of the dump have the same words as each.
  private let repeats: [Int]
  /// Words of running text before each block, and in all.
  private let proseBefore: [Int]
  /// Cues of comments, other stories and footers before each block.
  private let endMarks: [Int]
  /// The share of each block's terms that other blocks of the core have, too.
  private let topics: [Float]
  /// How many short titles stand in a row up to and from each block.
  private let titlesBefore: [Int]
  private let titlesBehind: [Int]

  static let names: [String] = {
    var all = [
      "bytes", "words", "length", "prose", "sentenceEnd", "link", "figures", "heading", "item",
      "quote", "row", "indent", "followsBlank", "cue", "commas", "digits", "capitals", "sentences",
      "separators", "quoteStart", "colonEnd", "continues", "repeats",
    ]
    all += [
      "place", "blocks", "proseBefore", "proseTotal", "inCore", "fromCore", "fromCoreEnd",
      "corePlace", "coreShare", "endMarks", "titlesBefore", "titlesBehind", "proseNear",
      "proseNearer", "sinceProse", "toProse", "topic", "topicNear",
    ]
    for offset in ["p1", "n1", "p2", "n2", "p3", "n3"] {
      all += ["Length", "Prose", "End", "Cue", "Text"].map { offset + $0 }
    }
    all += ["textLow", "textHigh", "textBelow", "textAbove", "textMean", "textKnown"]
    return all
  }()

  static let count = names.count

  /// How many blocks are described.
  var blockCount: Int { blocks.count }

  init(
    _ blocks: [DumpBlock], cues: [RemovedText.Reason?], core: Range<Int>, budget: WorkBudget
  ) {
    self.blocks = blocks
    self.cues = cues
    self.core = core
    marks = blocks.map { TextMarks($0.text[...]) }
    scores = blocks.map { TextScores($0.words) }
    var counts = HashCounts(capacity: blocks.count)
    let keys = blocks.map { $0.words.reduce(WordScanner.basis, WordScanner.combine) }
    counts.add(keys)
    repeats = keys.map { counts[$0] }
    topics = DumpFeatures.topics(blocks, core: core, budget: budget)
    var (prose, ends, titles) = (0, 0, 0)
    var (proses, endings, before): ([Int], [Int], [Int]) = ([], [], [])
    for (index, block) in blocks.enumerated() {
      proses.append(prose)
      endings.append(ends)
      before.append(titles)
      if block.isProse { prose += min(200, block.length) }
      switch cues[index] {
      case .related, .comment, .newsletter, .footer: ends += 1
      default: break
      }
      titles = DumpFeatures.isTitle(block) ? titles + 1 : 0
    }
    proses.append(prose)
    var behind = [Int](repeating: 0, count: blocks.count)
    titles = 0
    for index in blocks.indices.reversed() {
      behind[index] = titles
      titles = DumpFeatures.isTitle(blocks[index]) ? titles + 1 : 0
    }
    (proseBefore, endMarks, titlesBefore, titlesBehind) = (proses, endings, before, behind)
    assert(proseBefore.count == blocks.count + 1 && titlesBehind.count == blocks.count)
  }

  /// The terms of the core are found twice: those of all blocks of a long dump would not fit in memory.
  private static func topics(_ blocks: [DumpBlock], core: Range<Int>, budget: WorkBudget) -> [Float]
  {
    var counts = HashCounts(capacity: min(core.count, 1 << 12) * 20)
    for index in core where !budget.isSpent {
      counts.add(DumpShape.terms(blocks[index].text, limit: termLimit))
    }
    return blocks.indices.map { index in
      // Reading the block's terms costs about as much as reading the block.
      guard budget.take(1) else { return -1 }
      let terms = DumpShape.terms(blocks[index].text, limit: termLimit)
      guard !terms.isEmpty else { return -1 }
      // In the core a term has to stand in another block, too.
      let least = core.contains(index) ? 2 : 1
      return Float(terms.count { counts[$0] >= least }) / Float(terms.count)
    }
  }

  private static let termLimit = 200

  private static func isTitle(_ block: DumpBlock) -> Bool {
    !block.isProse && !block.endsSentence && !block.isFigures
  }

  /// Appends the block's numbers.
  func append(_ index: Int, to row: inout [Float]) {
    let start = row.count
    appendOwn(index, &row)
    appendPosition(index, &row)
    for offset in [-1, 1, -2, 2, -3, 3] { appendNeighbour(index + offset, &row) }
    appendScores(index, &row)
    assert(row.count - start == DumpFeatures.count, "as many numbers as there are names")
    assert(row[start...].allSatisfy { $0.isFinite }, "a feature that is no number")
  }

  private func appendOwn(_ index: Int, _ row: inout [Float]) {
    let block = blocks[index]
    let marks = marks[index]
    let size = Float(max(1, block.text.count))
    row.append(log2(Float(block.text.count + 1)))
    row.append(log2(Float(block.words.count + 1)))
    row.append(log2(Float(block.length + 1)))
    row.append(block.isProse ? 1 : 0)
    row.append(block.endsSentence ? 1 : 0)
    row.append(block.isLink ? 1 : 0)
    row.append(block.isFigures ? 1 : 0)
    row.append(block.isHeading ? 1 : 0)
    row.append(block.mark == .item ? 1 : 0)
    row.append(block.mark == .quote ? 1 : 0)
    row.append(block.mark == .row ? 1 : 0)
    row.append(Float(min(20, block.indent)))
    row.append(block.followsBlank ? 1 : 0)
    row.append(cueCode(index))
    row.append(Float(marks.commas) / Float(max(1, block.words.count)))
    row.append(Float(marks.digits) / size)
    row.append(Float(marks.capitals) / size)
    row.append(Float(min(20, DumpShape.sentenceCount(block.text))))
    row.append(Float(min(9, marks.separators)))
    row.append(marks.startsWithQuote ? 1 : 0)
    row.append(block.text.last == UInt8(ascii: ":") ? 1 : 0)
    row.append(TextShape.continuesSentence(Array(block.text.prefix(2))) ? 1 : 0)
    row.append(Float(min(9, repeats[index])))
  }

  private func appendPosition(_ index: Int, _ row: inout [Float]) {
    let count = Float(max(1, blocks.count))
    let prose = Float(max(1, proseBefore[blocks.count]))
    row.append(Float(index) / count)
    row.append(log2(count))
    row.append(Float(proseBefore[index]) / prose)
    row.append(log2(prose))
    row.append(core.contains(index) ? 1 : 0)
    row.append(Float(max(-40, min(40, index - core.lowerBound))))
    row.append(Float(max(-40, min(40, index - core.upperBound))))
    row.append(max(-2, min(3, Float(index - core.lowerBound) / Float(max(1, core.count)))))
    row.append(Float(proseBefore[core.upperBound] - proseBefore[core.lowerBound]) / prose)
    row.append(Float(min(9, endMarks[index])))
    row.append(Float(min(30, titlesBefore[index])))
    row.append(Float(min(30, titlesBehind[index])))
    row.append(log2(Float(proseNear(index, 8) + 1)))
    row.append(log2(Float(proseNear(index, 3) + 1)))
    row.append(Float(distance(index, -1)))
    row.append(Float(distance(index, 1)))
    row.append(topics[index])
    let near = topics[max(0, index - 3)..<min(blocks.count, index + 4)].filter { $0 >= 0 }
    row.append(near.isEmpty ? -1 : near.reduce(0, +) / Float(near.count))
  }

  /// Words of running text in the blocks around one.
  private func proseNear(_ index: Int, _ reach: Int) -> Int {
    let high = min(blocks.count, index + reach + 1)
    return proseBefore[high] - proseBefore[max(0, index - reach)]
  }

  /// Blocks to the next running text in a direction, at most 12.
  private func distance(_ index: Int, _ step: Int) -> Int {
    var here = index + step
    var count = 1
    while count < 12, blocks.indices.contains(here), !blocks[here].isProse {
      here += step
      count += 1
    }
    return blocks.indices.contains(here) ? count : 12
  }

  private func appendNeighbour(_ index: Int, _ row: inout [Float]) {
    guard blocks.indices.contains(index) else {
      for _ in 0..<5 { row.append(-1) }
      return
    }
    let block = blocks[index]
    row.append(log2(Float(block.length + 1)))
    row.append(block.isProse ? 1 : 0)
    row.append(block.endsSentence ? 1 : 0)
    row.append(cueCode(index))
    row.append(mean(scores[index]))
  }

  private func appendScores(_ index: Int, _ row: inout [Float]) {
    let scores = scores[index]
    row.append(Float(scores.lowest))
    row.append(Float(scores.highest))
    row.append(Float(scores.sumBelow))
    row.append(Float(scores.sumAbove))
    row.append(mean(scores))
    row.append(Float(scores.knownCount) / Float(max(1, scores.count)))
  }

  private func mean(_ scores: TextScores) -> Float {
    Float(scores.sumBelow + scores.sumAbove) / Float(max(1, scores.count))
  }

  private func cueCode(_ index: Int) -> Float { Float(BlockFeatures.code(cues[index])) }
}
