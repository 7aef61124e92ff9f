import Bytes
import Model

extension TextDumpExtractor {
  /// Finds headline, byline and date above the text, and says what else stands there.
  mutating func readHead() {
    let headline = context.headline.map { statedHeadline($0) } ?? ranking.best
    // What stands above the headline is no text.
    let first = max(firstText(from: headline.map { $0 + 1 } ?? 0), 0)
    if let headline {
      article.headline = TitleChooser.cleaned(
        String(decoding: blocks[headline].text, as: UTF8.self), [])
      let words = blocks[headline].words
      for index in 0..<min(max(first, headline + 1), blocks.count)
      where blocks[index].words == words || index == headline {
        reasons[index] = .title
      }
    }
    readDetails(headline: headline, firstText: first)
    let opening = opening(of: min(first, blocks.count), below: headline)
    for index in 0..<min(first, blocks.count) where reasons[index] == nil || reasons[index] == .menu
    {
      reasons[index] =
        index >= opening && isShortSentence(index)
        ? nil : headReason(index, headline: headline, firstText: first)
    }
  }

  /// The block that says what fields beside the text state as its headline: of several the last
  /// before the text.
  private func statedHeadline(_ headline: String) -> Int? {
    let words = WordScanner.hashes(Array(headline.utf8))
    let end = min(blocks.count, core + 1)
    return blocks[..<end].lastIndex { block in
      block.words == words
        || block.length >= 3 && block.length <= 45
          && (TextDumpExtractor.contains(words, block.words)
            || TextDumpExtractor.contains(block.words, words) && block.length <= 45)
    }
  }

  var ranking: HeadlineRanking {
    HeadlineRanking(blocks, reasons: reasons, core: core, budget: options.budget) { block in
      block.cue == .byline || isMostlyDate(block) || isByline(block.text)
        || block.length <= 20 && date(in: block) != nil
    }
  }

  /// Where running text begins for certain: the first of the long paragraphs that have half as much
  /// text behind them as any has.
  private var core: Int {
    let long = blocks.indices.filter {
      reasons[$0] == nil && blocks[$0].isProse && !blocks[$0].isHeading
        && (blocks[$0].length >= 18 || DumpShape.sentenceCount(blocks[$0].text) >= 2)
    }
    // Words of running text in the blocks from each on, the blocks before them taken off.
    var sums = [0]
    sums.reserveCapacity(blocks.count + 1)
    for (index, block) in blocks.enumerated() {
      let counts = reasons[index] == nil && block.isProse && !block.isHeading
      sums.append(sums[index] + (counts ? min(block.length, 120) : 0))
    }
    let ahead = long.map { sums[min(blocks.count, $0 + 12)] - sums[$0] }
    let most = ahead.max() ?? 0
    let total = sums.last ?? 0
    return zip(long, ahead).first { $1 * 2 >= most || sums[$0] * 8 >= total }?.0
      ?? firstText(from: 0)
  }

  /// The first block of the text: of a report without a sentence, the first that was kept.
  private func firstText(from start: Int) -> Int {
    let rest = blocks.indices.dropFirst(start)
    return rest.first { reasons[$0] == nil && blocks[$0].isProse && !blocks[$0].isHeading }
      ?? rest.first { reasons[$0] == nil && blocks[$0].isFigures } ?? blocks.count
  }

  /// What a block above the text is, nil where it is kept: a sentence, and what introduces the text.
  private func headReason(_ index: Int, headline: Int?, firstText: Int) -> RemovedText.Reason? {
    let block = blocks[index]
    if let headline {
      guard index > headline else { return .menu }
      if block.isLink || block.mark == .item { return .menu }
      if index + 1 < blocks.count, blocks[index + 1].cue == .credit, block.length <= 20 {
        return .caption
      }
      if block.isProse || block.isHeading && index == firstText - 1 { return nil }
      return block.length >= 5 && (index <= headline + 2 || index == firstText - 1) ? nil : .menu
    }
    if block.isProse, reasons[index] == nil { return nil }
    return firstText - index > 3 || reasons[index] == .menu ? .menu : nil
  }

  // MARK: Headline

  func isMostlyDate(_ block: DumpBlock) -> Bool {
    guard block.length <= 20,
      let date = dates.find(in: String(decoding: block.text, as: UTF8.self), source: "text")
    else { return false }
    return date.range.count * 2 > block.text.count
  }

  static func contains(_ words: [UInt64], _ part: [UInt64]) -> Bool {
    guard let first = part.first, words.count >= part.count else { return false }
    for start in 0...(words.count - part.count)
    where words[start] == first && words[start..<start + part.count].elementsEqual(part) {
      return true
    }
    return false
  }

  // MARK: Byline and date

  private func isByline(_ text: [UInt8]) -> Bool {
    text.count <= 300
      && Bylines.names(in: String(decoding: text, as: UTF8.self), requiresBy: true).isEmpty == false
  }

  /// Below the headline first; a line above it may give the day of the visit.
  private mutating func readDetails(headline: Int?, firstText: Int) {
    let end = min(blocks.count, firstText + 3)
    let start = headline.map { $0 + 1 } ?? 0
    // Where no text follows, the dump's end is not searched.
    let after = start < end ? Array((start..<end).prefix(120)) : []
    let before = Array((max(0, min(start, end) - 6)..<min(start, end)).reversed())
    for index in after + before where blocks[index].length <= 25 && reasons[index] != .title {
      if reasons[index] == .caption || reasons[index] == .footer { continue }
      // Names and dates cost some 10 µs a line.
      guard options.budget.take(32) else { return }
      if blocks[index].isProse, blocks[index].length > 14, !endsInDate(blocks[index]) { continue }
      readByline(index)
      readDate(index)
    }
  }

  private mutating func readByline(_ index: Int) {
    let block = blocks[index]
    guard article.authors.isEmpty || reasons[index] == nil || reasons[index] == .byline,
      !block.endsSentence || endsInDate(block), block.words.count <= 20
    else { return }
    let text = String(decoding: block.text, as: UTF8.self)
    var names = block.words.count <= 12 ? Bylines.names(in: text, requiresBy: true) : []
    if names.isEmpty, block.length <= 20 {
      names = block.authors.flatMap { Bylines.names(in: $0, requiresBy: false) }
    }
    if names.isEmpty { names = namesBesideDate(block) }
    if names.isEmpty, index > 0, block.length <= 8, Bylines.isOpener(blocks[index - 1].text) {
      names = Bylines.names(in: text, requiresBy: false).filter(Self.isPersonal)
    }
    if names.isEmpty, article.authors.isEmpty { names = namesAboveDate(index) }
    guard !names.isEmpty else { return }
    if article.authors.isEmpty { article.authors = names.map { Person(name: $0) } }
    reasons[index] = .byline
  }

  /// True for a line whose last words are a date, as in `… at 8:15 a.m.`
  private func endsInDate(_ block: DumpBlock) -> Bool {
    if labelledDates(in: block) != nil { return true }
    guard let found = date(in: block) else { return false }
    return found.range.upperBound + 2 >= block.text.count
  }

  /// The dates of a line that holds little else than two and more of them and what they are.
  private func labelledDates(
    in block: DumpBlock
  ) -> [(found: DateReader.Found, role: DateLine.Role)]? {
    guard block.text.count <= 300, block.words.count <= 32,
      block.text.count(where: ASCII.isDigit) >= 4
    else { return nil }
    let text = String(decoding: block.text, as: UTF8.self)
    let found = DateLine.labelled(text, reader: dates, source: "text")
    guard found.count >= 2, found.contains(where: { $0.role != .unsaid }),
      found.reduce(0, { $0 + $1.found.range.count }) * 3 >= block.text.count
    else { return nil }
    return found
  }

  /// Takes the dates of such a line; one without a word is that of the publication where no other is.
  private mutating func take(_ labelled: [(found: DateReader.Found, role: DateLine.Role)]) {
    if article.dateModified == nil {
      article.dateModified = labelled.first { $0.role == .change }?.found.date
    }
    if article.datePublished == nil {
      let published =
        labelled.first { $0.role == .publication } ?? labelled.first { $0.role == .unsaid }
      article.datePublished = published?.found.date
    }
  }

  /// A name on a line of its own below the headline, a date or a word such as `Published` next to it.
  private func namesAboveDate(_ index: Int) -> [String] {
    let block = blocks[index]
    guard let headline = reasons[..<index].lastIndex(of: .title), index - headline <= 4,
      block.mark == .none, (2...4).contains(block.words.count), block.cue == nil
    else { return [] }
    let isDated = (index + 1..<min(blocks.count, index + 4)).contains { next in
      isMostlyDate(blocks[next])
        || blocks[next].words.count <= 3
          && DateLine.tellsOfPublication(String(decoding: blocks[next].text, as: UTF8.self))
    }
    let text = String(decoding: block.text, as: UTF8.self)
    let words = text.split(separator: " ")
    guard isDated, !DateLine.tellsOfPublication(text), !AuthorField.hasOrganizationWord(text),
      words.count >= 2,
      words.allSatisfy({ word in
        word.first?.isUppercase == true || word.utf8.count <= 3
          || word.first.map { $0.isLetter && !$0.isLowercase } ?? false
      })
    else { return [] }
    return Bylines.names(in: text, requiresBy: false)
  }

  /// `A Name · Published: 14 October`: the part before the date, where it is a name.
  private func namesBesideDate(_ block: DumpBlock) -> [String] {
    let text = String(decoding: block.text, as: UTF8.self)
    guard block.words.count <= 20, block.text.count <= 300 else { return [] }
    let found = date(in: block)
    // The date may have been lost where its word was kept.
    guard found != nil || DateLine.tellsOfPublication(text) && block.words.count <= 8 else {
      return []
    }
    if let found {
      let behind = namesBehindDate(block.text[min(found.range.upperBound, block.text.count)...])
      if !behind.isEmpty { return behind }
    }
    let end = found?.range.lowerBound ?? block.text.count
    let before = String(decoding: block.text[..<end], as: UTF8.self)
    guard
      let mark = before.firstIndex(where: { "·|•–—,/".contains($0) })
        ?? before.firstRange(utf8: " - ")?.lowerBound
    else { return [] }
    let piece = text[..<mark]
    guard !DateLine.tellsOfPublication(String(piece)), !piece.contains(":") else { return [] }
    return Bylines.names(in: String(piece), requiresBy: false).filter(Self.isPersonal)
  }

  /// `2 April, 17:20 Uhr Von A Name`: what stands behind a date and a word for the hour, or none.
  private func namesBehindDate(_ text: ArraySlice<UInt8>) -> [String] {
    let rest = String(decoding: text, as: UTF8.self)
    let words = rest.split(separator: " ")
    guard words.count <= 12 else { return [] }
    let labelled = Bylines.names(behindLabelIn: rest).filter(Self.isPersonal)
    if !labelled.isEmpty { return labelled }
    for dropped in 0...min(1, words.count) {
      let piece = words.dropFirst(dropped).joined(separator: " ")
      let names = Bylines.names(in: piece, requiresBy: true).filter(Self.isPersonal)
      if !names.isEmpty { return names }
    }
    return []
  }

  /// True for a name as people have: two to four words with capitals, few signs of a wide script.
  private static func isPersonal(_ name: String) -> Bool {
    let words = name.split(separator: " ")
    let isWide = name.unicodeScalars.allSatisfy { $0.value >= 0x3040 }
    return !AuthorField.hasOrganizationWord(name)
      && (isWide ? name.unicodeScalars.count <= 6 : (2...4).contains(words.count))
      && words.allSatisfy { $0.first?.isLowercase == false || $0.utf8.count <= 4 }
  }

  private func date(in block: DumpBlock) -> DateReader.Found? {
    guard block.text.count <= 300 else { return nil }
    let text = String(decoding: block.text, as: UTF8.self)
    guard let found = dates.find(in: text, source: "text") else { return nil }
    let isLine = found.range.count * 2 >= block.text.count || block.words.count <= 8
    return isLine || DateLine.isOfPublication(text, found.range, reader: dates) ? found : nil
  }

  private mutating func readDate(_ index: Int) {
    let block = blocks[index]
    guard reasons[index] != .banner else { return }
    if let labelled = labelledDates(in: block) {
      take(labelled)
      if reasons[index] == nil || reasons[index] == .menu { reasons[index] = .byline }
      return
    }
    guard block.words.count <= 20, !block.isProse || endsInDate(block),
      let found = date(in: block)
    else { return }
    let text = String(decoding: block.text, as: UTF8.self)
    if DateLine.tellsOfChange(text) {
      if article.dateModified == nil { article.dateModified = found.date }
    } else if article.datePublished == nil {
      article.datePublished = found.date
    }
    if reasons[index] == nil || reasons[index] == .menu { reasons[index] = .byline }
  }
}
