import Model

/// Finds the article among the lines of a page that was saved as plain text.
struct TextDumpExtractor {
  let options: ExtractionOptions
  let context: ExtractionContext

  private var lines: [DumpLine] = []
  /// Why a line is left out; nil where it is kept.
  private var reasons: [RemovedText.Reason?] = []
  private var notes: [String] = []
  private var article = Article()
  private var dates: DateReader

  init(options: ExtractionOptions, context: ExtractionContext) {
    self.options = options
    self.context = context
    dates = DateReader(
      language: context.language ?? "", assumedZoneMinutes: context.assumedZoneMinutes)
  }

  /// The article in `bytes`, UTF-8; lines left out are in `removed` with their reasons.
  mutating func extract(_ bytes: [UInt8]) -> Extraction {
    lines = DumpLines.read(bytes, limit: options.textByteLimit, budget: options.budget)
    if options.budget.isSpent { return Extraction(article: article, refusal: Refusals.empty) }
    reasons = lines.map(\.cue)
    article.url = context.url
    article.language = LanguageChooser.language(
      of: runningText, declared: context.language)
    dates = DateReader(
      language: article.language ?? "", assumedZoneMinutes: context.assumedZoneMinutes)
    leaveOutSurroundings()
    readHead()
    takeShortEntriesAfterCues()
    build()
    let refusal = article.paragraphs.isEmpty ? Refusals.empty : nil
    return Extraction(article: article, refusal: refusal, decisions: decisions())
  }

  /// The beginnings of the lines that read as text, for telling the language.
  private var runningText: [UInt8] {
    var bytes: [UInt8] = []
    for line in lines where bytes.count < 6000 && (line.isProse || lines.count < 8) {
      bytes += line.text.prefix(600)
      bytes.append(0x20)
    }
    return bytes
  }

  // MARK: Where the article begins and ends

  /// Finds the stretch of lines with most running text, where the dump holds more than an article.
  ///
  /// Prose counts for a stretch, other lines against it; the best stretch is the maximum-sum run.
  /// A text of which nearly every line is prose is left whole.
  private mutating func leaveOutSurroundings() {
    guard looksLikePage else { return }
    var best = stretch(figureWeight: -0.5)
    // A report may be nothing but figures.
    if best.isEmpty { best = stretch(figureWeight: 4) }
    guard !best.isEmpty else { return }
    let range = widened(best)
    assert(range.lowerBound <= best.lowerBound && range.upperBound >= best.upperBound)
    for index in lines.indices where !range.contains(index) && reasons[index] == nil {
      reasons[index] = index < range.lowerBound ? .menu : .related
    }
  }

  private func stretch(figureWeight: Double) -> Range<Int> {
    var best = (sum: 0.0, range: 0..<0)
    var sum = 0.0
    var start = 0
    for (index, line) in lines.enumerated() {
      sum += weight(line, at: index, figureWeight: figureWeight)
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
  private var looksLikePage: Bool {
    var run = (entries: 0, titles: 0)
    var longest = (entries: 0, titles: 0)
    var doubled = 0
    for (index, line) in lines.enumerated() {
      let isTitle = !line.isProse && !line.endsSentence && !line.isFigures
      run.titles = isTitle ? run.titles + 1 : 0
      run.entries = isTitle && line.words.count <= 4 ? run.entries + 1 : 0
      longest = (max(longest.entries, run.entries), max(longest.titles, run.titles))
      if isTitle, index > 0, line.words == lines[index - 1].words { doubled += 1 }
    }
    return longest.entries >= 8 || longest.titles >= 14 || doubled >= 3
      || lines.count { $0.cue != nil } >= 2
  }

  private func weight(_ line: DumpLine, at index: Int, figureWeight: Double) -> Double {
    if let reason = reasons[index] {
      switch reason {
      // `Most read` opens a list; `Related:` with a headline behind it may stand between paragraphs.
      case .related: return line.words.count <= 3 ? -25 : -6
      case .comment: return line.words.count <= 8 ? -25 : -8
      case .footer, .cookie: return -30
      default: return -4
      }
    }
    let length = TextShape.wordCount(line.text, words: line.words.count)
    if line.isProse { return length >= 40 ? 40 : Double(length) * 0.8 - 4 }
    if line.endsSentence { return 3 }
    return line.isFigures ? figureWeight : length >= 8 ? -4 : -5
  }

  /// Short sentences at the edges belong to the stretch; a headline above it is found later.
  private func widened(_ range: Range<Int>) -> Range<Int> {
    var low = range.lowerBound
    var high = range.upperBound
    while low > 0, reasons[low - 1] == nil, lines[low - 1].endsSentence { low -= 1 }
    while high < lines.count, reasons[high] == nil, lines[high].endsSentence { high += 1 }
    assert(low >= 0 && high <= lines.count)
    return low..<high
  }

  // MARK: Headline, byline, date

  private mutating func readHead() {
    // Of a report without a sentence, the first line that was kept.
    let firstProse =
      lines.indices.first { reasons[$0] == nil && lines[$0].isProse }
      ?? lines.indices.first { reasons[$0] == nil && lines[$0].isFigures } ?? lines.count
    if let headline = headlineIndex(before: firstProse) {
      article.headline = TitleChooser.cleaned(
        String(decoding: lines[headline].text, as: UTF8.self), [])
      let words = lines[headline].words
      for index in 0..<min(firstProse, lines.count)
      where lines[index].words == words || index == headline {
        reasons[index] = .title
      }
    }
    let head = 0..<min(lines.count, firstProse + 3)
    for index in head where lines[index].words.count <= 25 && reasons[index] != .title {
      // Names and dates cost some 10 µs a line.
      guard options.budget.take(16) else { return }
      readByline(index)
      readDate(index)
    }
    // A line between the headline and the text is the article's first heading.
    if firstProse > 0, firstProse < lines.count, reasons[firstProse - 1] == .menu,
      lines[firstProse - 1].cue == nil, lines[firstProse - 1].words.count >= 4
    {
      reasons[firstProse - 1] = nil
    }
    for index in head where index < firstProse && reasons[index] == nil {
      // What is left above the text is the line of the place, or something of the page around it.
      if firstProse - index > 3, !lines[index].isProse { reasons[index] = .menu }
    }
  }

  /// The line above the text that is most like a headline: said twice, or nearest to the text.
  private func headlineIndex(before firstProse: Int) -> Int? {
    guard firstProse > 0, firstProse <= lines.count else { return nil }
    var best: (score: Double, index: Int)?
    for index in max(0, firstProse - 120)..<firstProse {
      guard options.budget.take(16 + firstProse / 16) else { return nil }
      guard let score = headlineScore(index, firstProse: firstProse) else { continue }
      if best.map({ score > $0.score }) ?? true { best = (score, index) }
    }
    return best?.index
  }

  private func headlineScore(_ index: Int, firstProse: Int) -> Double? {
    let line = lines[index]
    let count = TextShape.wordCount(line.text, words: line.words.count)
    let isBarred = reasons[index] != nil && reasons[index] != .menu && reasons[index] != .related
    guard count >= 3, count <= 40, line.cue == nil, !isBarred else { return nil }
    if let date = dates.find(in: String(decoding: line.text, as: UTF8.self), source: "text"),
      date.range.count * 2 > line.text.count
    {
      return nil
    }
    if isByline(line.text) { return nil }
    // The same words elsewhere at the edge make an advertisement of it.
    if let last = lines.last, last.words == line.words, lines.count > 3 { return nil }
    var score = min(Double(count), 12)
    score -= Double(firstProse - index) * 0.7
    if line.endsSentence, line.text.last == 0x2E { score -= 6 }
    let isEchoed = lines.indices.contains {
      $0 != index && $0 < firstProse && lines[$0].words.count < 60
        && TextDumpExtractor.contains(lines[$0].words, line.words)
    }
    if isEchoed, count >= 4 { score += 15 }
    return score > -30 ? score : nil
  }

  static func contains(_ words: [UInt64], _ part: [UInt64]) -> Bool {
    guard let first = part.first, words.count >= part.count else { return false }
    for start in 0...(words.count - part.count)
    where words[start] == first && words[start..<start + part.count].elementsEqual(part) {
      return true
    }
    return false
  }

  private func isByline(_ text: [UInt8]) -> Bool {
    Bylines.names(in: String(decoding: text, as: UTF8.self), requiresBy: true).isEmpty == false
  }

  private mutating func readByline(_ index: Int) {
    guard article.authors.isEmpty || reasons[index] == nil || reasons[index] == .byline else {
      return
    }
    let text = String(decoding: lines[index].text, as: UTF8.self)
    guard !lines[index].endsSentence, lines[index].words.count <= 12 else { return }
    let names = Bylines.names(in: text, requiresBy: true)
    guard !names.isEmpty else { return }
    if article.authors.isEmpty { article.authors = names.map { Person(name: $0) } }
    reasons[index] = .byline
  }

  private mutating func readDate(_ index: Int) {
    let text = String(decoding: lines[index].text, as: UTF8.self)
    guard let found = dates.find(in: text, source: "text"), lines[index].words.count <= 20 else {
      return
    }
    let isLine = found.range.count * 2 >= lines[index].text.count || lines[index].words.count <= 8
    guard isLine, !lines[index].isProse else { return }
    if reasons[index] == .banner { return }
    if article.datePublished == nil { article.datePublished = found.date }
    if reasons[index] == nil || reasons[index] == .menu { reasons[index] = .byline }
  }

  // MARK: Cues and their values

  /// `Photo credit:` or `Share this:` may have their value on lines of their own.
  private mutating func takeShortEntriesAfterCues() {
    for index in lines.indices.dropFirst() where reasons[index] == nil {
      let line = lines[index]
      guard line.words.count <= 3, !line.endsSentence, !line.followsBlank else { continue }
      if let reason = reasons[index - 1], lines[index - 1].cue == .credit || reason == .related,
        !lines[index - 1].isProse
      {
        reasons[index] = reason
      }
    }
  }

  // MARK: The result

  private mutating func build() {
    assert(reasons.count == lines.count, "a line without a decision")
    for (index, line) in lines.enumerated() {
      let text = String(decoding: line.text, as: UTF8.self)
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
    let line = lines[index]
    if isCaption(line.text) { return .caption }
    if line.endsSentence || line.isProse { return .body }
    let first = line.text.first ?? 0
    if first == UInt8(ascii: "-") || first == UInt8(ascii: "*")
      || line.text.starts(with: [0xE2, 0x80, 0xA2])
    {
      return .list
    }
    let goesOn = index + 1 < lines.count && reasons[index + 1] == nil && lines[index + 1].isProse
    return line.words.count <= 14 && goesOn ? .heading : .body
  }

  /// Text that describes a picture names those on it, or its photographer at the end.
  private func isCaption(_ text: [UInt8]) -> Bool {
    guard text.count < 600 else { return false }
    if TextDumpExtractor.captionStarts.contains(where: { text.starts(with: $0) }) { return true }
    guard !TextShape.endsSentence(text) else { return false }
    let tail = Array(text.suffix(60))
    return TextDumpExtractor.captionEnds.contains { TextShape.count(of: $0, in: tail) > 0 }
  }

  private static let captionStarts = RuleFile.captions["line starts"].map { Array(($0 + " ").utf8) }
  private static let captionEnds = RuleFile.captions["line ends"].map { Array($0.utf8) }

  private func decisions() -> [BlockDecision] {
    guard options.recordsDecisions else { return [] }
    return lines.indices.map { index in
      BlockDecision(
        excerpt: String(decoding: lines[index].text.prefix(120), as: UTF8.self),
        path: "line \(lines[index].number)", isKept: reasons[index] == nil,
        why: reasons[index].map { "left out as \($0.rawValue)" } ?? "part of the text")
    }
  }
}
