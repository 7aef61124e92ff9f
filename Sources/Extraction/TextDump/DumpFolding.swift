import Model

/// The width at which a dump's lines were folded, and its lines put together again.
struct DumpFolding {
  /// Columns of a full line; nil where lines end where paragraphs do.
  let width: Int?

  private static let widths = 40...140

  /// Finds the width from the lines that are followed by another without a blank line between.
  ///
  /// A line was folded at a width when it fits and would not with the next line's first word. The
  /// width with which most neighbours agree counts, where hardly a line is longer.
  init(_ lines: [DumpLine]) {
    let limit = DumpFolding.widths.upperBound + 1
    var agreeing = Array(repeating: 0, count: limit + 1)
    var lengths = Array(repeating: 0, count: limit + 1)
    for (index, line) in lines.enumerated() {
      if !DumpFolding.hasAddress(line.text) { lengths[min(line.width, limit)] += 1 }
      guard index + 1 < lines.count, DumpFolding.mayContinue(lines[index + 1], line) else {
        continue
      }
      let low = line.width
      let high = min(limit, line.width + 1 + lines[index + 1].firstWordWidth)
      guard low < high, low >= DumpFolding.widths.lowerBound - 10 else { continue }
      agreeing[low] += 1
      agreeing[high] -= 1
    }
    var best: (count: Int, width: Int)?
    var count = 0
    for width in 0..<limit {
      count += agreeing[width]
      guard DumpFolding.widths.contains(width), count >= best?.count ?? 1 else { continue }
      best = (count, width)
    }
    guard let best, best.count >= 3 else {
      self.width = nil
      return
    }
    let longer = lengths[(best.width + 1)...].reduce(0, +)
    let full = lengths[(best.width - best.width / 5)...best.width].reduce(0, +)
    let isFolded =
      longer * 20 <= lengths.reduce(0, +) && longer * 4 <= full
      && best.count * 2 >= full
    self.width = isFolded && !DumpFolding.endSentences(lines, best.width) ? best.width : nil
  }

  /// True when most lines that would be folded end where sentences do: paragraphs of a line each.
  private static func endSentences(_ lines: [DumpLine], _ width: Int) -> Bool {
    var folds = 0
    var ended = 0
    for (line, next) in zip(lines, lines.dropFirst()) {
      guard mayContinue(next, line), line.width <= width,
        line.width + 1 + next.firstWordWidth > width
      else { continue }
      folds += 1
      if DumpShape.endsSentence(line.text) { ended += 1 }
    }
    return ended * 2 > folds
  }

  /// True when `next` may go on with the line before it: a picture stands for itself.
  private static func mayContinue(_ next: DumpLine, _ line: DumpLine) -> Bool {
    guard !next.followsBlank, !next.text.starts(with: "![".utf8) else { return false }
    switch next.mark {
    case .none: return line.mark != .row
    case .quote: return line.mark == .quote
    default: return false
    }
  }

  /// Addresses are not folded.
  private static func hasAddress(_ text: [UInt8]) -> Bool {
    TextShape.count(of: Array("](".utf8), in: text) > 0
      || TextShape.count(of: Array("://".utf8), in: text) > 0
  }

  /// True when `next` stands on a line of its own only because `line` was full.
  func isFold(_ line: DumpLine, _ next: DumpLine) -> Bool {
    guard let width, DumpFolding.mayContinue(next, line) else { return false }
    return line.width + 1 + next.firstWordWidth > width
  }

  /// The lines with those put together that were one before they were folded or cut at a link.
  func joined(_ lines: [DumpLine]) -> [DumpLine] {
    var out: [DumpLine] = []
    out.reserveCapacity(lines.count)
    for (index, line) in lines.enumerated() {
      guard let last = out.last, index > 0, DumpFolding.mayContinue(line, lines[index - 1]) else {
        out.append(line)
        continue
      }
      let goesOn =
        isFold(lines[index - 1], line) || DumpFolding.isOpen(last)
        || DumpFolding.isPiece(line.text, after: last.text, before: next(lines, index))
        || DumpFolding.isWidePiece(line, after: lines[index - 1])
        || isHangulPiece(lines, index)
      if goesOn, !DumpFolding.isClosed(last), !DumpFolding.endsPicture(last, before: line),
        !isNotice(lines, index, after: last.text)
      {
        DumpFolding.append(line.text, to: &out[out.count - 1].text)
      } else {
        out.append(line)
      }
    }
    assert(out.count <= lines.count)
    return out
  }

  /// True for a line of its own below the end of a text, where no blank line parts the two: an
  /// advert, a call to subscribe.
  private func isNotice(_ lines: [DumpLine], _ index: Int, after last: [UInt8]) -> Bool {
    guard DumpShape.endsSentence(last),
      index + 1 == lines.count || !isFold(lines[index], lines[index + 1])
    else { return false }
    let text = lines[index].text
    switch LineCues.shared.reason(WordScanner.hashes(text, limit: 61), of: text[...]) {
    case .newsletter, .advert, .cookie: return true
    default: return false
    }
  }

  /// True for a heading whose closing stars stand on its line.
  private static func isClosed(_ line: DumpLine) -> Bool {
    guard case .heading = line.mark else { return false }
    return line.text.count > 2 && line.text.suffix(2).elementsEqual("**".utf8)
  }

  /// True for a picture's words that are all said, unless `next` may be the end of a long name.
  private static func endsPicture(_ line: DumpLine, before next: DumpLine) -> Bool {
    guard DumpCaption.endsPicture(line.text) else { return false }
    return next.text.count >= 30 || DumpShape.endsSentence(next.text)
  }

  private func next(_ lines: [DumpLine], _ index: Int) -> [UInt8]? {
    guard index + 1 < lines.count, !lines[index + 1].followsBlank else { return nil }
    return lines[index + 1].text
  }

  /// True for a heading whose closing stars have not come yet, and for a tag without its end.
  private static func isOpen(_ line: DumpLine) -> Bool {
    if let bracket = line.text.lastIndex(of: UInt8(ascii: "<")), bracket + 1 < line.text.count,
      line.text[bracket + 1] | 0x20 >= 0x61, line.text[bracket + 1] | 0x20 <= 0x7A,
      !line.text[bracket...].contains(UInt8(ascii: ">")), line.text.count < 4000
    {
      return line.text[..<bracket].isEmpty || line.text.contains(UInt8(ascii: "="))
    }
    return false
  }

  /// True when `text` goes on with the sentence that `last` left open, or does so with `next`.
  private static func isPiece(_ text: [UInt8], after last: [UInt8], before next: [UInt8]?) -> Bool {
    guard !DumpShape.endsSentence(last), last.count >= 30, !isWide(last),
      !text.starts(with: "http".utf8), !text.starts(with: "www.".utf8)
    else { return false }
    if TextShape.continuesSentence(text) { return true }
    guard let next, let end = last.last, text.count < 120 else { return false }
    let isOpen = end == UInt8(ascii: ",") || (end >= 0x61 && end <= 0x7A)
    return isOpen && last.count >= 100 && TextShape.continuesSentence(next)
      && !DumpShape.endsSentence(text)
  }

  /// True for a line of ideographs behind a long one that ends within a sentence: terminal browsers
  /// count their columns in several ways.
  private static func isWidePiece(_ line: DumpLine, after last: DumpLine) -> Bool {
    guard last.width >= 60, isWide(last.text), TextColumns.hasNoBlanks(line.text[...], 0),
      !DumpShape.endsSentence(last.text)
    else { return false }
    // A comma or full stop of Han: running text, no menu.
    return TextShape.count(of: [0xEF, 0xBC, 0x8C], in: last.text) > 0
      || TextShape.count(of: [0xE3, 0x80, 0x81], in: last.text) > 0
      || TextShape.count(of: [0xE3, 0x80, 0x82], in: last.text) > 0
  }

  /// True for a line of Hangul behind a nearly full one that ends within a sentence, where it ends the
  /// sentence or the next line of the paragraph does. Hangul has no small letters to go on with.
  private func isHangulPiece(_ lines: [DumpLine], _ index: Int) -> Bool {
    let (last, line) = (lines[index - 1], lines[index])
    guard (56...140).contains(last.width), line.width <= last.width + 12,
      last.width + 1 + line.firstWordWidth > 64, !DumpFolding.hasAddress(last.text),
      TextColumns.isHangul(last.text, near: last.text.count - 1),
      TextColumns.isHangul(line.text, near: 0), !DumpShape.endsSentence(last.text)
    else { return false }
    if case .heading = last.mark { return false }
    if DumpShape.endsSentence(line.text) { return true }
    return line.width >= 56 && next(lines, index) != nil
  }

  /// Scripts without blanks have no small letters to go on with.
  private static func isWide(_ text: [UInt8]) -> Bool {
    text.count >= 3 && TextColumns.hasNoBlanks(text[...], lastStart(text))
  }

  /// Appends what was folded: behind a blank, but for scripts without blanks, marks that close, and
  /// words cut at their hyphen.
  static func append(_ text: [UInt8], to line: inout [UInt8]) {
    guard let first = text.first else { return }
    let isWide =
      TextColumns.hasNoBlanks(text[...], 0) && line.count >= 3
      && TextColumns.hasNoBlanks(line[...], lastStart(line))
    if !isWide, !closing.contains(first), !isCutWord(line, text) { line.append(0x20) }
    line += text
  }

  private static func lastStart(_ line: [UInt8]) -> Int {
    line.lastIndex { $0 & 0xC0 != 0x80 } ?? 0
  }

  /// `whole-` before `day`, but not the first half of `Vor- und Nachteile`.
  private static func isCutWord(_ line: [UInt8], _ text: [UInt8]) -> Bool {
    guard line.last == UInt8(ascii: "-"), line.count >= 2, line[line.count - 2] != 0x20,
      TextShape.continuesSentence(text)
    else { return false }
    let word = String(decoding: text.prefix { $0 != 0x20 }, as: UTF8.self)
    return ![
      "und", "oder", "bis", "and", "or", "to", "y", "o", "e", "et", "ou", "i", "en", "og", "och",
    ]
    .contains(word)
  }

  private static let closing: Set<UInt8> = Set(".,;:!?)".utf8)
}
