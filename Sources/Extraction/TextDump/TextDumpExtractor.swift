import Model

/// Finds the article among the lines of a page that was saved as plain text or as Markdown.
struct TextDumpExtractor {
  let options: ExtractionOptions
  let context: ExtractionContext

  var blocks: [DumpBlock] = []
  /// Why a block is left out; nil where it is kept.
  var reasons: [RemovedText.Reason?] = []
  var article = Article()
  var dates: DateReader

  init(options: ExtractionOptions, context: ExtractionContext) {
    self.options = options
    self.context = context
    dates = DateReader(
      language: context.language ?? "", assumedZoneMinutes: context.assumedZoneMinutes)
  }

  /// The article in `bytes`, UTF-8; blocks left out are in `removed` with their reasons.
  mutating func extract(_ bytes: [UInt8]) -> Extraction {
    prepare(bytes)
    if options.budget.isSpent { return Extraction(article: article, refusal: Refusals.empty) }
    readHead()
    keepShortSentences()
    takeShortEntriesAfterCues()
    leaveOutClosingHeadings()
    // Only the beginning was read, and the article goes on behind it.
    if bytes.count > options.textByteLimit, let last = reasons.last, last == nil {
      return PageReader.tooLong(options)
    }
    build()
    let refusal =
      article.paragraphs.isEmpty ? Refusals.empty : Refusals.of(text: bytes, article)
    return Extraction(
      article: article, refusal: refusal, decisions: decisions(),
      originEvidence: OriginEvidence(self, host: PageMetadata.host(context.url)))
  }

  /// Cuts the dump into blocks, tells its language, and leaves out what stands around the text.
  mutating func prepare(_ bytes: [UInt8]) {
    read(bytes)
    if options.budget.isSpent { return }
    article.url = context.url
    article.language = LanguageChooser.language(of: runningText, declared: context.language)
    dates = DateReader(
      language: article.language ?? "", assumedZoneMinutes: context.assumedZoneMinutes)
    leaveOutSurroundings()
    leaveOutListedTitles()
  }

  /// Cuts the dump into blocks, with what their own words speak for.
  private mutating func read(_ bytes: [UInt8]) {
    blocks = DumpBlock.read(bytes, limit: options.textByteLimit, budget: options.budget)
    reasons = blocks.map { $0.cue ?? ($0.isCaption ? .caption : nil) }
  }

  /// The beginnings of the blocks that read as text, for telling the language.
  private var runningText: [UInt8] {
    var bytes: [UInt8] = []
    for block in blocks where bytes.count < 6000 && (block.isProse || blocks.count < 8) {
      bytes += block.text.prefix(600)
      bytes.append(0x20)
    }
    return bytes
  }

  // MARK: Where the article begins and ends

  /// Leaves out what is none of the article, where the dump holds more than an article.
  ///
  /// The learned model decides block by block; where it finds next to nothing, the stretch of blocks
  /// with most running text is taken, and so it is in a report of nothing but figures. A text of which
  /// nearly every line is prose is left whole.
  private mutating func leaveOutSurroundings() {
    guard looksLikePage else { return }
    let core = mainStretch
    if stretch(figureWeight: -0.5).isEmpty { return keepStretch(core) }
    let features = DumpFeatures(
      blocks, cues: reasons, core: core, budget: options.budget)
    if let odds = DumpModel.shared.scores(features, budget: options.budget), keep(odds) {
      takeUpText(odds)
    } else {
      keepStretch(core)
    }
  }

  /// True for a line that calls itself an advert by a label: nothing speaks for it.
  private func isNamedAdvert(_ index: Int) -> Bool {
    LineCues.shared.label(blocks[index].text[...]) == .advert
  }

  /// Keeps what the model finds likely enough; false when that is next to nothing.
  private mutating func keep(_ odds: [Float]) -> Bool {
    let isKept = blocks.indices.map { index in
      odds[index] > (reasons[index] == nil ? DumpModel.threshold : DumpModel.cueThreshold)
        && reasons[index] != .caption && (!blocks[index].isLink || blocks[index].isProse)
        && !(reasons[index] == .advert && isNamedAdvert(index))
    }
    let kept = blocks.indices.filter { isKept[$0] }
    guard kept.reduce(0, { $0 + blocks[$1].length }) >= 20 else { return false }
    let first = kept.first { blocks[$0].isProse } ?? kept[0]
    for index in blocks.indices {
      if isKept[index] {
        reasons[index] = nil
      } else if reasons[index] == nil {
        reasons[index] = index < first ? .menu : .related
      }
    }
    return true
  }

  /// Keeps the stretch of blocks with most running text.
  ///
  /// Prose counts for a stretch, other blocks against it; the best stretch is the maximum-sum run.
  private mutating func keepStretch(_ best: Range<Int>) {
    guard !best.isEmpty else { return }
    let range = widened(best)
    assert(range.lowerBound <= best.lowerBound && range.upperBound >= best.upperBound)
    for index in blocks.indices where !range.contains(index) && reasons[index] == nil {
      reasons[index] = index < range.lowerBound ? .menu : .related
    }
    for index in range where reasons[index] == nil && blocks[index].isLink && !blocks[index].isProse
    {
      reasons[index] = .related
    }
    leaveOutGap(behind: best.upperBound, before: range.upperBound)
  }

  /// The stretch with most running text; empty where there is none.
  private var mainStretch: Range<Int> {
    let best = stretch(figureWeight: -0.5)
    // A report may be nothing but figures.
    return best.isEmpty ? stretch(figureWeight: 4) : best
  }

  /// What the model sees of a dump's blocks; nil where it has none.
  mutating func features(of bytes: [UInt8]) -> DumpFeatures? {
    read(bytes)
    guard !blocks.isEmpty, !options.budget.isSpent else { return nil }
    return DumpFeatures(blocks, cues: reasons, core: mainStretch, budget: options.budget)
  }

  private func stretch(figureWeight: Double) -> Range<Int> {
    var best = (sum: 0.0, range: 0..<0)
    var sum = 0.0
    var start = 0
    for (index, block) in blocks.enumerated() {
      sum += weight(block, at: index, figureWeight: figureWeight)
      if sum <= 0 {
        sum = 0
        start = index + 1
      } else if sum > best.sum {
        best = (sum, start..<index + 1)
      }
    }
    return best.range
  }

  /// Two lines of a page's machinery, headlines said twice, or a menu: many short lines in a row.
  var looksLikePage: Bool {
    var run = (entries: 0, titles: 0)
    var longest = (entries: 0, titles: 0)
    var doubled = 0
    for (index, block) in blocks.enumerated() {
      let isTitle = !block.isProse && !block.endsSentence && !block.isFigures
      run.titles = isTitle ? run.titles + 1 : 0
      run.entries = isTitle && block.words.count <= 4 ? run.entries + 1 : 0
      longest = (max(longest.entries, run.entries), max(longest.titles, run.titles))
      if isTitle, index > 0, block.words == blocks[index - 1].words { doubled += 1 }
    }
    return longest.entries >= 8 || longest.titles >= 14 || doubled >= 3
      || blocks.count { $0.cue != nil || $0.isLink } >= 2
  }

  private func weight(_ block: DumpBlock, at index: Int, figureWeight: Double) -> Double {
    if let reason = reasons[index] {
      switch reason {
      // `Most read` opens a list; `Related:` with a headline behind it may stand between paragraphs.
      case .related: return block.words.count <= 3 ? -25 : -6
      case .comment: return block.words.count <= 8 ? -25 : -8
      case .footer, .cookie: return -30
      case .caption: return -1
      default: return -4
      }
    }
    if block.isProse { return block.length >= 40 ? 40 : Double(block.length) * 0.8 - 4 }
    if block.endsSentence { return 3 }
    if block.isFigures { return figureWeight }
    return block.length >= 8 ? -4 : -5
  }

  /// Short sentences at the edges belong to the stretch; a headline above it is found later.
  private func widened(_ range: Range<Int>) -> Range<Int> {
    var low = range.lowerBound
    var high = range.upperBound
    while low > 0, reasons[low - 1] == nil, blocks[low - 1].endsSentence { low -= 1 }
    while high < blocks.count, reasons[high] == nil, blocks[high].endsSentence { high += 1 }
    assert(low >= 0 && high <= blocks.count)
    return low..<end(from: high)
  }

  /// What stands between the text and paragraphs that follow it from afar is none of it.
  private mutating func leaveOutGap(behind start: Int, before end: Int) {
    guard start < end else { return }
    for index in start..<end
    where reasons[index] == nil && !blocks[index].isProse && !blocks[index].endsSentence {
      reasons[index] = .related
    }
  }

  /// Goes on to paragraphs behind a few lines of something else, such as a link to another article.
  private func end(from start: Int) -> Int {
    var end = start
    var index = start
    var gap = 0
    while index < blocks.count, gap <= 4 {
      let block = blocks[index]
      if let reason = reasons[index] {
        if [.comment, .footer, .cookie, .newsletter, .form].contains(reason) { break }
        if reason == .related, block.words.count <= 3 { break }
        gap += 1
      } else if block.isProse, block.length >= 12, !block.isLink {
        end = index + 1
        gap = 0
      } else {
        gap += 1
      }
      index += 1
    }
    return end
  }

  // MARK: Cues and their values

  /// `Photo credit:` or `Share this:` may have their value on lines of their own.
  private mutating func takeShortEntriesAfterCues() {
    for index in blocks.indices.dropFirst() where reasons[index] == nil || reasons[index] == .menu {
      let block = blocks[index]
      guard block.words.count <= 3, !block.endsSentence, !block.followsBlank else { continue }
      if let reason = reasons[index - 1],
        blocks[index - 1].cue == .credit || reason == .related && reasons[index] == nil,
        !blocks[index - 1].isProse
      {
        reasons[index] = reason
      }
    }
  }

  /// A heading with nothing below it opens what was left out; marks of the page's frame and single
  /// words in lists stand there, too.
  private mutating func leaveOutClosingHeadings() {
    let text = reasons.indices.last {
      reasons[$0] == nil && !blocks[$0].isHeading
        && (blocks[$0].endsSentence || blocks[$0].isProse)
    }
    guard let text else { return }
    for index in reasons.indices.dropFirst(text + 1) where reasons[index] == nil {
      let block = blocks[index]
      if block.isHeading {
        reasons[index] = block.cue ?? .related
      } else if let cue = block.cue, cue != .credit, cue != .byline {
        reasons[index] = cue
      } else if block.mark == .item, block.words.count <= 2 {
        reasons[index] = .related
      }
    }
  }

  // MARK: The result

  private mutating func build() {
    assert(reasons.count == blocks.count, "a block without a decision")
    for (index, block) in blocks.enumerated() {
      let text = String(decoding: block.text, as: UTF8.self)
      if let reason = reasons[index] {
        if options.recordsRemoved {
          article.removed.append(RemovedText(reason: reason, text: text))
        }
        continue
      }
      article.paragraphs.append(Paragraph(role: role(index), text: text))
    }
  }

  private func role(_ index: Int) -> Paragraph.Role {
    let block = blocks[index]
    switch block.mark {
    case .heading: return .heading
    case .item: return .list
    case .quote: return .quote
    case .row, .none: break
    }
    if block.endsSentence || block.isProse { return .body }
    let goesOn = index + 1 < blocks.count && reasons[index + 1] == nil && blocks[index + 1].isProse
    return block.words.count <= 14 && goesOn ? .heading : .body
  }

  private func decisions() -> [BlockDecision] {
    guard options.recordsDecisions else { return [] }
    return blocks.indices.map { index in
      BlockDecision(
        excerpt: String(decoding: blocks[index].text.prefix(120), as: UTF8.self),
        path: "line \(blocks[index].number)", isKept: reasons[index] == nil,
        why: reasons[index].map { "left out as \($0.rawValue)" } ?? "part of the text")
    }
  }
}
