/// One text against another that it may have been taken from: what is shared, and what was changed.
struct TextRelation {
  private(set) var alignment: TextAlignment
  private(set) var changes: [TextChange] = []
  /// Shared words that are spelled otherwise, as pairs of positions.
  private(set) var respelled: [(index: Int, other: Int)] = []
  /// The share of shared words of the text.
  let share: Double
  /// Words of the longest run.
  let longest: Int

  /// A gap of at most so many words on both sides is an edit.
  private static let editLimit = 12

  init(of text: PreparedText, from other: PreparedText) {
    alignment = TextAlignment(of: text.text, text.shingles, with: other.text, other.shingles)
    share = Double(alignment.sharedCount) / Double(max(1, text.text.words.count))
    longest = alignment.runs.map(\.count).max() ?? 0
    findChanges(text.text, other.text)
    for run in alignment.runs {
      for offset in 0..<run.count {
        let (index, position) = (run.start + offset, run.otherStart + offset)
        if text.text.words[index].spelling != other.text.words[position].spelling {
          respelled.append((index, position))
        }
      }
    }
  }

  /// Words that prove something: a quotation is what several reporters may have heard.
  var provingCount: Double {
    Double(alignment.sharedCount - alignment.quotedCount) + 0.25 * Double(alignment.quotedCount)
  }

  private mutating func findChanges(_ text: LineageText, _ other: LineageText) {
    let runs = alignment.runs
    guard !runs.isEmpty else { return }
    // Gaps of the other text that an edit has used up, by where they begin.
    var replacedGaps: Set<Int> = []
    for index in 0...runs.count {
      let start = index == 0 ? 0 : runs[index - 1].end
      let end = index == runs.count ? text.words.count : runs[index].start
      let gap = start..<end
      var isInOrder =
        index > 0 && index < runs.count && runs[index].otherStart >= runs[index - 1].otherEnd
      if index == 0 { isInOrder = runs[0].otherStart < Self.editLimit * 2 }
      if index == runs.count {
        isInOrder = other.words.count - runs[index - 1].otherEnd < Self.editLimit * 2
      }
      if index > 0, index < runs.count, runs[index].otherStart < runs[index - 1].otherStart {
        changes.append(
          TextChange(
            kind: .move, position: .middle, wordCount: runs[index].count,
            range: runs[index].start..<runs[index].end))
      }
      var otherGap = 0..<0
      if isInOrder {
        let otherStart = index == 0 ? 0 : runs[index - 1].otherEnd
        let otherEnd = index == runs.count ? other.words.count : runs[index].otherStart
        otherGap = otherStart..<otherEnd
      }
      let position: TextChange.Position =
        index == 0 ? .start : index == runs.count ? .end : .middle
      if let kind = Self.kind(of: gap, otherGap, isInOrder: isInOrder, isAtEnd: index == runs.count)
      {
        replacedGaps.insert(otherGap.lowerBound)
        var change = TextChange(
          kind: kind, position: position, wordCount: gap.count, range: gap, replaced: otherGap)
        change.quotedCount = text.words[gap].count { $0.isQuoted }
        change.pattern = Self.pattern(gap, text) &* 31 &+ Self.pattern(otherGap, other)
        changes.append(change)
      } else if !gap.isEmpty {
        var change = TextChange(
          kind: .addition, position: position, wordCount: gap.count, range: gap)
        change.isParagraphs = Self.isParagraphs(gap, text)
        change.quotedCount = text.words[gap].count { $0.isQuoted }
        changes.append(change)
      }
    }
    findCuts(other, replacedGaps)
  }

  /// What one gap in position of another is; nil where it is an addition or a cut, or nothing.
  private static func kind(of gap: Range<Int>, _ other: Range<Int>, isInOrder: Bool, isAtEnd: Bool)
    -> TextChange
    .Kind?
  {
    guard isInOrder, !gap.isEmpty || !other.isEmpty else { return nil }
    if gap.isEmpty || other.isEmpty { return max(gap.count, other.count) <= 4 ? .edit : nil }
    if max(gap.count, other.count) <= editLimit { return .edit }
    // At the end of a text stands what is a paper's own.
    guard !isAtEnd else { return nil }
    return gap.count <= 3 * other.count && other.count <= 3 * gap.count ? .rewriting : nil
  }

  private static func pattern(_ range: Range<Int>, _ text: LineageText) -> UInt64 {
    text.words[range].reduce(7) { ($0 ^ $1.spelling) &* 0x9E37_79B9_7F4A_7C15 }
  }

  private mutating func findCuts(_ other: LineageText, _ replacedGaps: Set<Int>) {
    let runs = alignment.runs.sorted { $0.otherStart < $1.otherStart }
    var end = 0
    for index in 0...runs.count {
      let next = index == runs.count ? other.words.count : runs[index].otherStart
      if next > end, !replacedGaps.contains(end) {
        let position: TextChange.Position =
          index == 0 ? .start : index == runs.count ? .end : .middle
        var change = TextChange(
          kind: .cut, position: position, wordCount: next - end, range: end..<next)
        change.isParagraphs = Self.isParagraphs(end..<next, other)
        changes.append(change)
      }
      if index < runs.count { end = max(end, runs[index].otherEnd) }
    }
  }

  private static func isParagraphs(_ range: Range<Int>, _ text: LineageText) -> Bool {
    text.words[range.lowerBound].opensParagraph
      && (range.upperBound == text.words.count || text.words[range.upperBound].opensParagraph)
  }
}
