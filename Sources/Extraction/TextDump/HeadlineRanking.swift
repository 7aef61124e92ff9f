import Bytes
import Model

/// Ranks the blocks above a dump's text by how much they are like its headline.
struct HeadlineRanking {
  let blocks: [DumpBlock]
  let reasons: [RemovedText.Reason?]
  /// Where the running text begins.
  let core: Int
  /// True for blocks that are a byline or a date.
  let isDetail: [Bool]
  private let first: Int
  private let about: Set<UInt64>
  private let counts: [[UInt64]: Int]
  private let laterCounts: [[UInt64]: Int]

  /// Blocks above the text that are looked at.
  private static let reach = 200

  private let budget: WorkBudget

  init(
    _ blocks: [DumpBlock], reasons: [RemovedText.Reason?], core: Int, budget: WorkBudget,
    isDetail: (DumpBlock) -> Bool
  ) {
    assert(core <= blocks.count && reasons.count == blocks.count)
    self.blocks = blocks
    self.reasons = reasons
    self.core = core
    self.budget = budget
    first = max(0, core - HeadlineRanking.reach)
    var details = blocks.map { _ in false }
    for index in first..<core where budget.take(16) { details[index] = isDetail(blocks[index]) }
    self.isDetail = details
    var about: Set<UInt64> = []
    var count = 0
    for index in core..<blocks.count where count < 14 && blocks[index].isProse {
      if let reason = reasons[index], reason != .menu, reason != .related { continue }
      about.formUnion(DumpShape.terms(Array(blocks[index].text.prefix(2000))))
      count += 1
    }
    self.about = about
    var counts: [[UInt64]: Int] = [:]
    for block in blocks[..<core] where block.words.count < 60 {
      counts[block.words, default: 0] += 1
    }
    self.counts = counts
    var later: [[UInt64]: Int] = [:]
    for block in blocks[core...] where block.words.count < 60 {
      later[block.words, default: 0] += 1
    }
    laterCounts = later
  }

  /// The block that is most like a headline; nil where none is.
  var best: Int? {
    var best: (score: Double, index: Int)?
    var scores: [Int: Double] = [:]
    for index in first..<core {
      guard budget.take(16 + (core - first) / 16) else { return nil }
      guard let values = features(index) else { continue }
      let score = zip(values, HeadlineRanking.weights).reduce(0) { $0 + $1.0 * $1.1 }
      scores[index] = score
      if best.map({ score > $0.score }) ?? true { best = (score, index) }
    }
    guard let best else { return nil }
    return introduced(by: best.index, scores) ?? best.index
  }

  /// The headline right above what introduces the text, where it is nearly as likely.
  private func introduced(by index: Int, _ scores: [Int: Double]) -> Int? {
    let above = index - 1
    guard above >= first, let own = scores[index], let score = scores[above],
      !blocks[index].isHeading
    else { return nil }
    let margin =
      opensDump(above) ? HeadlineRanking.openingMargin : HeadlineRanking.introductionMargin
    guard score >= own - margin else { return nil }
    let block = blocks[above]
    return block.length >= 5 && !block.isLink && block.mark == .none && !block.endsSentence
      ? above : nil
  }

  /// True for the first line of a dump that holds little else than an article, where it is about what
  /// the text is about.
  private func opensDump(_ index: Int) -> Bool {
    guard first == 0, core - index <= 6, !(0..<index).contains(where: { isCandidate($0) }) else {
      return false
    }
    return DumpShape.terms(blocks[index].text).contains { about.contains($0) }
  }

  private static let introductionMargin = 1.2
  private static let openingMargin = 5.0

  /// False for what no headline is: notices, bylines, dates, captions, whole paragraphs.
  private func isCandidate(_ index: Int) -> Bool {
    let block = blocks[index]
    if let reason = reasons[index], reason != .menu, reason != .related { return false }
    // A sentence with its full stop is text, unless it is marked as a heading. `U.S.` ends none.
    if case .heading = block.mark {
    } else if block.length >= 5, block.endsSentence, block.text.last == 0x2E,
      block.text.dropLast(2).last != 0x2E
    {
      return false
    }
    return block.length >= 2 && block.length <= 45 && block.cue == nil && !isDetail[index]
      && !opensDateline(index)
  }

  /// True for the location of a dateline that stands in lines of its own: location, agency, a dash.
  private func opensDateline(_ index: Int) -> Bool {
    guard blocks[index].length <= 5 else { return false }
    return blocks[(index + 1)...].prefix(2).contains { block in
      // A dash of ASCII, or U+2013 and U+2014.
      block.text.elementsEqual([0x2D]) || block.text.elementsEqual([0xE2, 0x80, 0x93])
        || block.text.elementsEqual([0xE2, 0x80, 0x94])
    }
  }

  /// What speaks for and against a block; nil where it is out of the question.
  func features(_ index: Int) -> [Double]? {
    guard isCandidate(index) else { return nil }
    let block = blocks[index]
    let own = DumpShape.terms(block.text)
    let share =
      own.isEmpty ? 0 : Double(own.count { about.contains($0) }) / Double(own.count)
    var level = 0
    if case .heading(let own) = block.mark { level = own }
    let next = index + 1..<min(core, index + 5)
    let between = index + 1..<core
    let titles = between.count { isCandidate($0) && blocks[$0].length >= 4 }
    let entries = between.count { isCandidate($0) && blocks[$0].length < 4 }
    let isStop = block.endsSentence && !HeadlineRanking.endsInQuestion(block.text)
    let separators = Double(HeadlineRanking.separators(block.text)) / Double(max(1, block.length))
    let indent = core < blocks.count ? blocks[core].indent : 0
    let echo = isEchoed(index)
    return [
      Double(min(block.length, 6)),
      Double(max(0, min(block.length, 12) - 6)),
      Double(max(0, block.length - 18)),
      share * min(1, Double(own.count) / 2),
      share * Double(min(own.count, 8)),
      level == 1 ? 1 : 0,
      level == 2 ? 1 : 0,
      level > 2 ? 1 : 0,
      block.isLink ? 1 : 0,
      block.mark == .item ? 1 : 0,
      block.mark == .quote ? 1 : 0,
      isStop ? 1 : 0,
      isStop && block.length >= 8 ? 1 : 0,
      block.endsSentence && !isStop ? 1 : 0,
      echo ? 1 : 0,
      (counts[block.words] ?? 0) > 1 ? 1 : 0,
      laterCounts[block.words] != nil ? 1 : 0,
      next.contains { isDetail[$0] } ? 1 : 0,
      index + 1 < core && isDetail[index + 1] ? 1 : 0,
      (max(first, index - 4)..<index).contains { isDetail[$0] } ? 1 : 0,
      Double(min(titles, 8)),
      Double(max(0, min(titles, 80) - 8)),
      Double(min(entries, 20)),
      index > 0 && blocks[index - 1].length >= 4 && isCandidate(index - 1) ? 1 : 0,
      index + 1 < core && blocks[index + 1].length >= 4 && isCandidate(index + 1) ? 1 : 0,
      separators,
      abs(block.indent - indent) > 1 ? 1 : 0,
      block.followsBlank ? 1 : 0,
      index + 1 == core ? 1 : 0,
      index > 0 && blocks[index - 1].cue == .breadcrumb ? 1 : 0,
      HeadlineRanking.endsOpen(block.text) ? 1 : 0,
      reasons[index] == nil ? 1 : 0,
      shareAbove(index),
      shareAbove(index) > 0.3 && (isStop || block.length > 12) ? 1 : 0,
      block.length <= 3 && level == 0 ? 1 : 0,
    ]
  }

  static let weights: [Double] = [
    0.5, -0.1, -0.5, 1.5, 0.7, 2.7, 1.8,
    -0.4, -2.1, -2.4, 0.3, -3.3, -1.2, -0.3,
    1.9, 1.4, 0.9, 1.9, 1.2, 0, 0,
    0.1, -0.1, -0.5, 0.4, -2.1, 1.0, 1.5,
    0.2, 0.2, -1.5, -1.3, 0.2, -1.9, -0.1,
  ]

  /// How much what the text is about stands in one of the three blocks above, as in a headline above
  /// what introduces the text.
  private func shareAbove(_ index: Int) -> Double {
    var most = 0.0
    var above = index - 1
    while above >= max(first, index - 3) {
      if isCandidate(above), blocks[above].length >= 3, !blocks[above].endsSentence {
        let own = DumpShape.terms(blocks[above].text)
        let share = Double(own.count { about.contains($0) }) / Double(max(2, own.count))
        most = max(most, share)
      }
      above -= 1
    }
    return most
  }

  /// True when another block near above the text says the same and more, as with the site's name.
  private func isEchoed(_ index: Int) -> Bool {
    let block = blocks[index]
    guard block.length >= 4 else { return false }
    return (first..<core).contains {
      $0 != index && blocks[$0].words.count < 60 && blocks[$0].words.count > block.words.count
        && TextDumpExtractor.contains(blocks[$0].words, block.words)
    }
  }

  private static func endsInQuestion(_ text: [UInt8]) -> Bool {
    text.suffix(4).contains { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "!") }
      || text.suffix(6).contains(0xEF)
  }

  /// True for what another line goes on with: a colon, a comma.
  private static func endsOpen(_ text: [UInt8]) -> Bool {
    guard let last = text.last else { return false }
    return last == UInt8(ascii: ":") || last == UInt8(ascii: ",")
  }

  /// Marks that part entries of a menu written on one line.
  private static func separators(_ text: [UInt8]) -> Int {
    var count = 0
    for index in text.indices {
      switch text[index] {
      case UInt8(ascii: "|"), UInt8(ascii: "/"), UInt8(ascii: ">"), UInt8(ascii: "["): count += 1
      case UInt8(ascii: "-")
      where index > 0 && (text[index - 1] >= 0x80 || text[index - 1] == 0x20):
        count += 1
      // `·`, `»`, `•`, `›`.
      case 0xB7 where index > 0 && text[index - 1] == 0xC2: count += 1
      case 0xBB where index > 0 && text[index - 1] == 0xC2: count += 1
      default: continue
      }
    }
    return count
  }
}
