import Model

/// What stands next to the text, or behind links in the middle of it, and belongs to it.
extension TextDumpExtractor {
  // MARK: Text behind links to other articles

  /// Takes up the text again where a list of other articles cut it in two.
  mutating func takeUpText(_ odds: [Float]) {
    var last: Int?
    var prose = 0
    var index = 0
    while index < blocks.count {
      if reasons[index] == nil, blocks[index].isProse {
        last = index
        prose += 1
      }
      guard let before = last, prose >= 2, isLostText(index) else {
        index += 1
        continue
      }
      var end = index + 1
      while end < blocks.count, isLostText(end) || reasons[end] != nil && isShortSentence(end) {
        end += 1
      }
      if resumes(index..<end, behind: before, odds) {
        for found in index..<end { reasons[found] = nil }
        last = end - 1
      }
      index = end
    }
  }

  /// True for a paragraph without a word that speaks against it, which was left out for what stands
  /// around it.
  private func isLostText(_ index: Int) -> Bool {
    guard let reason = reasons[index], reason == .related || reason == .menu else { return false }
    let block = blocks[index]
    return block.isProse && block.length >= 9 && block.cue == nil && !block.isLink
      && !block.isCaption && (block.mark == .none || block.mark == .quote)
      && (DumpShape.endsStatement(block.text) || DumpShape.isUnpunctuated(block.text))
  }

  /// True when nothing but a list of other articles, and calls to share or to subscribe, stand between
  /// two pieces of text. A paragraph of its own below a title may be what introduces that article.
  private func resumes(_ run: Range<Int>, behind last: Int, _ odds: [Float]) -> Bool {
    assert(last < run.lowerBound && run.upperBound <= blocks.count)
    let gap = last + 1..<run.lowerBound
    guard gap.count <= TextDumpExtractor.longestGap else { return false }
    var (lists, titles) = (0, 0)
    for index in gap {
      switch blocks[index].cue {
      case .related: lists += 1
      case .newsletter, .share, .advert: break
      case nil where blocks[index].isProse: return false
      case nil: titles += 1
      default: return false
      }
    }
    guard lists == 1, titles != 1 || blocks[last + 1].words.count > 3 || run.count > 1 else {
      return false
    }
    let highest = run.map { odds[$0] }.max() ?? -.infinity
    return highest > TextDumpExtractor.resumingOdds && !introducesNext(run)
  }

  /// True where titles and what introduces their articles take turns.
  private func introducesNext(_ run: Range<Int>) -> Bool {
    guard run.count == 1, run.upperBound + 1 < blocks.count else { return false }
    let (next, behind) = (blocks[run.upperBound], blocks[run.upperBound + 1])
    return next.cue == nil && !next.isProse && !next.endsSentence && behind.cue == nil
      && behind.isProse
  }

  /// Leaves out the titles below a line such as `Read also` that stands behind text: two and more, or
  /// links.
  mutating func leaveOutListedTitles() {
    guard let first = reasons.indices.first(where: { reasons[$0] == nil && blocks[$0].isProse })
    else { return }
    for opener in first..<blocks.count
    where blocks[opener].cue == .related && blocks[opener].words.count <= 4 {
      var end = opener + 1
      while end < blocks.count, end - opener <= TextDumpExtractor.longestGap, isTitle(end) {
        end += 1
      }
      let titles = opener + 1..<end
      // A heading right above a paragraph may be the text's.
      if titles.count == 1, !blocks[opener + 1].isLink, blocks[opener + 1].mark != .item {
        continue
      }
      for index in titles where reasons[index] == nil { reasons[index] = .related }
    }
  }

  private func isTitle(_ index: Int) -> Bool {
    let block = blocks[index]
    return !block.isProse && !block.isHeading && block.cue == nil
      && (!DumpShape.endsStatement(block.text) || block.isFigures)
      && (block.isLink || block.mark == .item || !isShortSentence(index))
  }

  private static let longestGap = 16
  private static let resumingOdds: Float = -3.5

  // MARK: Short sentences

  /// True for a statement of a few words that has no word against it: `It rained.`
  func isShortSentence(_ index: Int) -> Bool {
    let block = blocks[index]
    guard !block.isProse, block.cue == nil, !block.isLink, !block.isCaption, !block.isFigures,
      block.mark == .none || block.mark == .quote, !block.text.contains(0x40)
    else { return false }
    return DumpShape.endsStatement(block.text) || DumpShape.isUnpunctuated(block.text)
  }

  /// The first of the short sentences that stand right above the text.
  func opening(of text: Int, below headline: Int?) -> Int {
    let low = headline.map { $0 + 1 } ?? 0
    var opening = text
    var index = text - 1
    while index >= low, text - index <= 8 {
      switch reasons[index] {
      case nil, .menu, .related:
        guard isShortSentence(index) else { return opening }
        opening = index
      case .caption, .credit, .share, .advert, .newsletter: break
      default: return opening
      }
      index -= 1
    }
    return opening
  }

  /// Keeps short sentences that stand right behind the text.
  mutating func keepShortSentences() {
    var isBehindText = false
    for index in blocks.indices {
      if reasons[index] == nil {
        isBehindText = blocks[index].isProse || isBehindText && isShortSentence(index)
      } else if isBehindText, reasons[index] == .related || reasons[index] == .menu,
        isShortSentence(index)
      {
        reasons[index] = nil
      } else {
        isBehindText = false
      }
    }
  }
}
