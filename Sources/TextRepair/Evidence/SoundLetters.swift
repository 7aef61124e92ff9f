import Unicode

/// Single letters that stand where letters do, and that only a guess would change: `Älmhult` becomes
/// `člmhult` if a byte is believed lost behind its first letter, and `“Å”` would be the bytes of `Ŕ`.
///
/// Damage elsewhere says nothing of them. Their own line has to show it, or a document in which no letter
/// beyond ASCII is sound.
enum SoundLetters {
  /// So many places that are beyond doubt for each sound letter, and the line is damaged for the most part.
  private static let placesForLetter = 4
  /// Places beyond doubt that show that a whole document is damaged.
  private static let placesInDocument = 2

  /// What a line shows.
  private struct Line {
    var end: Int
    /// Edits beyond doubt, and letters beyond ASCII that no edit touches.
    var places = 0
    var letters = 0
    var holdsGuess = false

    var isDamaged: Bool { places > placesForLetter * letters }
  }

  /// Takes back the edits on single letters that have a sound reading, where their line shows no damage.
  ///
  /// `isPartial`: other parts of the document are sound.
  static func exclude(_ edits: inout [EditList], _ texts: [[UInt32]], isPartial: Bool) {
    assert(edits.count == texts.count, "edits for each text")
    for field in edits.indices {
      let (list, text) = (edits[field], texts[field])
      edits[field].entries.removeAll { isQuotedLetter(list.replacement(of: $0), $0.range, text) }
    }
    let hasGuess = zip(edits, texts).contains { list, text in
      list.entries.contains { isGuess(at: $0, text) }
    }
    guard hasGuess else { return }
    let lines = zip(edits, texts).map { Self.lines(of: $1, $0) }
    let all = lines.joined().reduce(into: (places: 0, letters: 0)) { sum, line in
      sum.places += line.places
      sum.letters += line.letters
    }
    let isDamaged = !isPartial && all.letters == 0 && all.places >= placesInDocument
    for field in edits.indices where lines[field].contains(where: \.holdsGuess) {
      let text = texts[field]
      var number = 0
      edits[field].entries.removeAll { edit in
        while lines[field][number].end <= edit.range.lowerBound { number += 1 }
        let line = lines[field][number]
        let shown = line.isDamaged || line.letters == 0 && isDamaged
        return !shown && isGuess(at: edit, text)
      }
    }
  }

  /// The lines of a text, each with what it shows.
  private static func lines(of text: [UInt32], _ list: EditList) -> [Line] {
    var lines: [Line] = []
    var line = Line(end: 0)
    var next = 0
    var index = 0
    while index < text.count {
      if next < list.entries.count, list.entries[next].range.lowerBound == index {
        let edit = list.entries[next]
        next += 1
        if isGuess(at: edit, text) { line.holdsGuess = true } else { line.places += 1 }
        index = edit.range.upperBound
        continue
      }
      if text[index] >= 0x80, Typography.isLetter(text[index]) { line.letters += 1 }
      index += 1
      if text[index - 1] == 0x0A {
        line.end = index
        lines.append(line)
        line = Line(end: 0)
      }
    }
    line.end = max(text.count, index) + 1
    lines.append(line)
    return lines
  }

  /// True for an edit that infers a byte behind one letter that is sound where it stands.
  private static func isGuess(at edit: EditList.Entry, _ text: [UInt32]) -> Bool {
    guard !edit.certain, edit.range.count <= 2 else { return false }
    let first = text[edit.range.lowerBound]
    guard first >= 0x80, Typography.isLetter(first) else { return false }
    if edit.range.count == 2 {
      guard text[edit.range.lowerBound + 1] == 0x20 else { return false }
      // Two blanks: one of them was a byte.
      if edit.range.upperBound < text.count, text[edit.range.upperBound] == 0x20 { return false }
    }
    let word = SoundReading.word(in: text, around: edit.range.lowerBound)
    switch SoundReading.caseShape(text[word]) {
    case .capitalised: return edit.range.lowerBound == word.lowerBound
    case .upper: return true
    case .lower, .mixed, .none: return false
    }
  }

  /// True for a letter between two marks of a quotation, of which the second would be a byte: `“Å”`.
  private static func isQuotedLetter(
    _ replacement: ArraySlice<UInt32>, _ range: Range<Int>, _ text: [UInt32]
  ) -> Bool {
    guard range.count == 2, replacement.count == 1, range.lowerBound > 0,
      Typography.isLetter(text[range.lowerBound]),
      isPair(text[range.lowerBound - 1], text[range.lowerBound + 1])
    else { return false }
    // A letter before the mark is the first byte of it: `Â«`.
    let isOpen = range.lowerBound < 2 || !Typography.isLetter(text[range.lowerBound - 2])
    return isOpen
      && (range.upperBound == text.count || !Typography.isLetter(text[range.upperBound]))
  }

  /// The mark that opens a quotation, and the one that closes it.
  private static func isPair(_ open: UInt32, _ close: UInt32) -> Bool {
    switch close {
    case 0x2018: open == 0x201A
    case 0x2019: open == 0x2018 || open == 0x201A || open == 0x2019
    case 0x201C: open == 0x201E
    case 0x201D: open == 0x201C || open == 0x201E || open == 0x201D
    case 0xBB: open == 0xAB || open == 0xBB
    case 0xAB: open == 0xBB
    case 0x203A: open == 0x2039 || open == 0x203A
    case 0x2039: open == 0x203A
    default: false
    }
  }

  /// The same for an edit as evidence.
  static func isQuotedLetter(_ edit: Edit, _ text: [UInt32]) -> Bool {
    isQuotedLetter(edit.replacement[...], edit.range, text)
  }
}
