import HTMLTree
import Model

/// Numbers that describe each block of a page, for the model that tells article from the rest.
///
/// The order of the numbers is the order of `BlockFeatures.names`; the training script reads both
/// from here.
struct BlockFeatures {
  let page: PageBlocks
  let evidence: PageEvidence
  let budget: WorkBudget
  /// Hashes of each block's words.
  let words: [[UInt64]]
  let cues: [RemovedText.Reason?]
  private let shape: PageShape
  private var textCounts = HashCounts()
  private var tripleCounts: HashCounts
  private var signatureCounts: HashCounts
  private var siblingCounts: HashCounts
  /// End marks among the blocks before each one.
  private var endMarks: [Int32] = []
  /// First-level headings among the blocks before each one.
  private var headings: [Int32] = []

  /// How many numbers a block has.
  static let count = names.count

  init(_ page: PageBlocks, evidence: PageEvidence, budget: WorkBudget = WorkBudget()) {
    self.page = page
    self.evidence = evidence
    self.budget = budget
    words = page.blocks.map {
      guard budget.take(1 + ($0.end - $0.start) / 64) else { return [] }
      return WordScanner.hashes(page.text, in: $0.start..<$0.end, limit: 3000)
    }
    cues = zip(words, page.blocks).map { words, block in
      LineCues.shared.reason(words, of: page.text[block.start..<block.end])
    }
    shape = PageShape(page)
    signatureCounts = HashCounts(capacity: page.containers.count)
    siblingCounts = HashCounts(capacity: page.containers.count)
    tripleCounts = HashCounts(capacity: page.text.count / 6)
    for list in words {
      textCounts.add(BlockFeatures.hash(list))
      if list.count >= 6 { tripleCounts.add(PageEvidence.triples(list)) }
    }
    for (index, entry) in page.containers.enumerated() where index > 0 {
      signatureCounts.add(entry.signature)
      siblingCounts.add(BlockFeatures.siblingKey(entry))
    }
    countMarks()
    assert(words.count == page.blocks.count && endMarks.count == page.blocks.count)
    assert(headings.count == page.blocks.count + 1)
  }

  private mutating func countMarks() {
    var marks: Int32 = 0
    var tops: Int32 = 0
    for (index, block) in page.blocks.enumerated() {
      endMarks.append(marks)
      headings.append(tops)
      if page.containers[block.container].tag == .h1 { tops += 1 }
      guard index > shape.bestSpan.first else { continue }
      switch cues[index] {
      case .related, .comment, .newsletter, .footer: marks += 1
      default: break
      }
    }
    headings.append(tops)
  }

  private static func hash(_ words: [UInt64]) -> UInt64 {
    words.reduce(WordScanner.basis, WordScanner.combine)
  }

  private static func siblingKey(_ entry: PageContainer) -> UInt64 {
    WordScanner.combine(entry.signature, UInt64(entry.parent))
  }

  /// True for blocks that may be text of the article; the others are links of menus and the like.
  func isCandidate(_ index: Int) -> Bool {
    let block = page.blocks[index]
    if words[index].isEmpty { return false }
    let tag = page.containers[block.container].tag
    let isHeading = page.containers[block.container].traits.contains(.heading)
    if tag == .p || isHeading { return true }
    return block.linkBytes * 5 < block.count * 4 || words[index].count >= 15
  }

  /// True for a block that says the headline and little else.
  func isTitle(_ index: Int) -> Bool {
    let list = words[index]
    guard list.count >= 3, !evidence.titleWords.isEmpty else { return false }
    let hits = list.count { evidence.titleWords.contains($0) }
    return hits * 10 >= list.count * 8 && hits * 10 >= evidence.titleWords.count * 7
  }

  /// True for a short block with an author's name.
  func isAuthor(_ index: Int) -> Bool {
    let list = words[index]
    return list.count <= 10 && list.count { evidence.authorWords.contains($0) } * 2 >= list.count
      && !evidence.authorWords.isEmpty
  }

  /// True for blocks after the last paragraph of the page's main container.
  func isAfterText(_ index: Int) -> Bool { index > shape.bestSpan.last }

  /// Appends the block's numbers.
  func append(_ index: Int, to row: inout [Float]) {
    let start = row.count
    appendText(index, &row)
    appendPosition(index, &row)
    appendContainers(index, &row)
    appendNeighbours(index, &row)
    appendHistory(index, &row)
    appendScores(index, &row)
    assert(row.count - start == BlockFeatures.count, "as many numbers as there are names")
    assert(row[start...].allSatisfy { $0.isFinite }, "a feature that is no number")
  }

  private func appendText(_ index: Int, _ row: inout [Float]) {
    let block = page.blocks[index]
    let bytes = page.bytes(block)
    let marks = TextMarks(bytes)
    let size = Float(max(1, block.count))
    let list = words[index]
    let wordCount = Float(max(1, list.count))
    row.append(log2(Float(block.count + 1)))
    row.append(log2(Float(list.count + 1)))
    row.append(Float(block.linkBytes) / size)
    row.append(Float(min(block.linkCount, 20)))
    row.append(Float(block.boldBytes) / size)
    row.append(Float(block.slantedBytes) / size)
    row.append(TextShape.endsSentence(Array(bytes.suffix(16))) ? 1 : 0)
    row.append(bytes.last == UInt8(ascii: ":") ? 1 : 0)
    row.append(Float(marks.commas) / wordCount)
    row.append(Float(marks.digits) / size)
    row.append(Float(marks.capitals) / size)
    row.append(TextShape.continuesSentence(Array(bytes.prefix(2))) ? 1 : 0)
    row.append(marks.startsWithQuote ? 1 : 0)
    row.append(Float(BlockFeatures.code(cues[index])))
    row.append(Float(min(marks.sentences, 20)))
    row.append(size / wordCount)
    let titleHits = list.count { evidence.titleWords.contains($0) }
    row.append(Float(titleHits) / wordCount)
    row.append(
      evidence.titleWords.isEmpty ? -1 : Float(titleHits) / Float(evidence.titleWords.count))
    let triples = PageEvidence.triples(list)
    row.append(BlockFeatures.share(triples, evidence.descriptionTriples))
    row.append(BlockFeatures.share(triples, evidence.bodyTriples))
    row.append(Float(min(9, textCounts[BlockFeatures.hash(list)])))
    row.append(
      evidence.authorWords.isEmpty
        ? 0 : Float(list.count { evidence.authorWords.contains($0) }) / wordCount)
    row.append(Float(min(20, marks.lines)))
    row.append(
      list.count < 6
        ? -1 : Float(triples.count { tripleCounts[$0] > 1 }) / Float(max(1, triples.count)))
    row.append(Float(min(9, headings[index])))
    row.append(Float(min(9, headings[page.blocks.count])))
    row.append(marks.separators > 0 ? Float(min(9, marks.separators)) : 0)
    row.append(BlockFeatures.namesPhotographer(bytes) ? 1 : 0)
    row.append(bytes.first == UInt8(ascii: "<") || marks.isAddress ? 1 : 0)
    row.append(Float(block.inlineScores.lowest))
    row.append(Float(block.inlineScores.highest))
  }

  /// Captions end in their source, or begin as those of agencies do.
  private static func namesPhotographer(_ bytes: ArraySlice<UInt8>) -> Bool {
    if bytes.first == fileSign[0], bytes.starts(with: fileSign) { return true }
    let tail = bytes.suffix(90)
    let initials = photographerInitials
    for index in tail.indices where initials[Int(tail[index])] {
      if photographers.contains(where: { tail[index...].starts(with: $0) }) { return true }
    }
    return false
  }

  private static let fileSign = Array("FILE".utf8)
  private static let photographers = RuleFile.captions["sources"].map { Array($0.utf8) }
  /// By byte, whether one of `photographers` begins with it.
  private static let photographerInitials = (0..<256).map { byte in
    photographers.contains { $0.first == UInt8(byte) }
  }

  private static func share(_ triples: [UInt64], _ known: HashCounts) -> Float {
    if known.isEmpty { return -1 }
    if triples.isEmpty { return -0.5 }
    return Float(triples.count { known.contains($0) }) / Float(triples.count)
  }

  private func appendPosition(_ index: Int, _ row: inout [Float]) {
    let block = page.blocks[index]
    let entry = page.containers[block.container]
    row.append(Float(BlockFeatures.code(entry.tag)))
    for trait in BlockFeatures.traits { row.append(entry.traits.contains(trait) ? 1 : 0) }
    row.append(Float(min(entry.depth, 60)))
    row.append(Float(min(block.mediaBefore, 5)))
    row.append(Float(block.start) / Float(max(1, page.text.count)))
    row.append(shape.proseBefore(index))
    let (first, last) = shape.bestSpan
    let span = Float(max(1, last - first))
    row.append(max(-2, min(3, Float(index - first) / span)))
    row.append(Float(max(-30, min(30, index - first))))
    row.append(Float(max(-30, min(30, index - last))))
    row.append(shape.headline.map { Float(max(-40, min(60, index - $0))) } ?? -99)
    row.append(log2(Float(shape.bytesSinceProse[index] + 1)))
    row.append(log2(Float(shape.bytesToProse[index] + 1)))
  }

  private func appendContainers(_ index: Int, _ row: inout [Float]) {
    let block = page.blocks[index]
    let own = page.containers[block.container]
    let parent = page.containers[own.parent]
    let grand = page.containers[parent.parent]
    let great = page.containers[grand.parent]
    for entry in [own, parent, grand] {
      row.append(Float(entry.scores.lowest))
      row.append(Float(entry.scores.highest))
    }
    row.append(Float(own.chain.lowest))
    row.append(Float(own.chain.highest))
    row.append(Float(own.chain.sumBelow))
    row.append(Float(own.chain.sumAbove))
    for entry in [parent, grand, great] {
      row.append(Float(entry.linkBytes) / Float(max(1, entry.textBytes)))
      row.append(Float(entry.proseBytes) / Float(max(1, shape.proseBytes)))
      row.append(Float(entry.proseBytes) / Float(max(1, entry.textBytes)))
    }
    row.append(log2(Float(parent.textBytes + 1)))
    row.append(log2(Float(parent.blockCount + 1)))
    let holder = shape.holder(of: block.container, in: page)
    row.append(Float(page.containers[holder].ownProseBytes) / Float(max(1, shape.bestBytes)))
    let distance = shape.distance(from: block.container, in: page)
    row.append(Float(distance.up))
    row.append(Float(distance.down))
    for entry in [own, parent, grand] {
      row.append(log2(Float(max(1, signatureCounts[entry.signature]))))
      row.append(log2(Float(max(1, siblingCounts[BlockFeatures.siblingKey(entry)]))))
    }
    row.append(Float(own.childIndex) / Float(max(1, parent.childCount)))
    row.append(log2(Float(parent.childCount + 1)))
    row.append(Float(min(9, shape.articleOrdinal[index])))
    row.append(Float(min(30, shape.articleCount)))
    row.append(log2(Float(shape.proseCount + 1)))
    row.append(Float(shape.bestBytes) / Float(max(1, shape.proseBytes)))
    row.append(log2(Float(shape.proseBytes + 1)))
  }

  private func appendNeighbours(_ index: Int, _ row: inout [Float]) {
    let own = page.blocks[index]
    let holder = shape.holder(of: own.container, in: page)
    for offset in [-1, 1, -2, 2, -3, 3] {
      let neighbour = index + offset
      guard neighbour >= 0, neighbour < page.blocks.count else {
        row.append(-1)
        row.append(-1)
        if abs(offset) <= 2 {
          row.append(-1)
          row.append(-1)
          row.append(-1)
        }
        continue
      }
      let block = page.blocks[neighbour]
      row.append(log2(Float(block.count + 1)))
      row.append(Float(block.linkBytes) / Float(max(1, block.count)))
      if abs(offset) <= 2 {
        row.append(Float(BlockFeatures.code(page.containers[block.container].tag)))
        row.append(shape.holder(of: block.container, in: page) == holder ? 1 : 0)
        row.append(Float(BlockFeatures.code(cues[neighbour])))
      }
    }
  }

  /// What was read before the block: the last heading, and how many end marks.
  private func appendHistory(_ index: Int, _ row: inout [Float]) {
    var distance = 0
    var heading = index - 1
    while heading >= 0, distance < 40, !isHeadingLike(heading) {
      heading -= 1
      distance += 1
    }
    let isNear = heading >= 0 && distance < 40
    row.append(Float(isNear ? BlockFeatures.code(cues[heading]) : -1))
    row.append(Float(distance))
    let own = page.blocks[index]
    let sameHolder =
      heading >= 0
      && shape.holder(of: page.blocks[heading].container, in: page)
        == shape.holder(of: own.container, in: page)
    row.append(sameHolder ? 1 : 0)
    row.append(Float(min(9, endMarks[index])))
  }

  /// What the block's own words are worth.
  private func appendScores(_ index: Int, _ row: inout [Float]) {
    let scores = TextScores(words[index])
    let count = Float(max(1, scores.count))
    row.append(Float(scores.lowest))
    row.append(Float(scores.highest))
    row.append(Float(scores.sumBelow))
    row.append(Float(scores.sumAbove))
    row.append(Float(scores.sumBelow + scores.sumAbove) / count)
    row.append(Float(scores.knownCount) / count)
  }

  private func isHeadingLike(_ index: Int) -> Bool {
    if page.containers[page.blocks[index].container].traits.contains(.heading) { return true }
    switch cues[index] {
    case .related, .comment, .newsletter, .footer: return words[index].count <= 8
    default: return false
    }
  }
}
