import Unicode

/// Spaces that programs lost, doubled or put in: around punctuation, quotation marks and line ends.
extension Typography {
  static func spaces(
    in scalars: [UInt32], _ marks: TextTraits.Marks, isMostlyLatin: Bool
  ) -> [Edit] {
    let traits = marks.traits
    var edits: [Edit] = []
    if traits.contains(.punctuation) {
      edits = punctuation(in: scalars, marks, isMostlyLatin: isMostlyLatin)
    }
    if traits.contains(.spaces) { edits += runs(in: scalars) }
    if isMostlyLatin, traits.contains([.openingQuote, .closingQuote]) {
      edits += spacedQuotes(in: scalars, marks)
    }
    if traits.contains(.noBreakSpace) { edits += noBreakSpaces(in: scalars, marks) }
    if traits.contains(.lineFeed) { edits += lineBreaks(in: scalars, marks) }
    return edits.isEmpty ? [] : withoutOverlaps(edits)
  }

  /// Commas and periods without their space, doubled, or behind one.
  private static func punctuation(
    in scalars: [UInt32], _ marks: TextTraits.Marks, isMostlyLatin: Bool
  ) -> [Edit] {
    var edits: [Edit] = []
    let norm = Norm(scalars, marks)
    // Of the languages at hand, English is the one where no one sets a space before a comma.
    var isEnglish: Bool? = isMostlyLatin ? nil : false
    for index in marks.places {
      let scalar = scalars[index]
      guard scalar == 0x2C || scalar == 0x2E else { continue }
      let before = index > 0 ? scalars[index - 1] : 0x0A
      let after = index + 1 < scalars.count ? scalars[index + 1] : 0x0A
      if scalar == 0x2E {
        if norm.spacedPeriods > 0, isSentenceBreak(scalars, at: index) {
          edits.append(edit(index + 1..<index + 1, [0x20], "space-after-period"))
        }
      } else if before == 0x20 {
        guard index > 1, isLetter(scalars[index - 2]), scalars[index - 2] < 0x250 else { continue }
        let isWrong = isEnglish ?? Self.isEnglish(scalars)
        isEnglish = isWrong
        if isWrong { edits.append(edit(index - 1..<index, [], "space-before-comma")) }
      } else if isLetter(before) {
        if after == 0x2C {
          // `growing,, and`
          if index + 2 < scalars.count, scalars[index + 2] == 0x20 {
            edits.append(edit(index + 1..<index + 2, [], "doubled-comma"))
          }
        } else if isLetter(after), norm.losesCommas || CaseFolding.isUpper(after),
          isPlainWord(scalars, at: index)
        {
          edits.append(edit(index + 1..<index + 1, [0x20], "space-after-comma"))
        }
      }
    }
    return edits
  }

  private static func edit(_ range: Range<Int>, _ replacement: [UInt32], _ rule: String) -> Edit {
    Edit(range: range, replacement: replacement, rule: rule, certain: false)
  }

  /// True when one word in forty is one that English uses all the time, and no other language at hand.
  static func isEnglish(_ scalars: [UInt32]) -> Bool {
    let scalars = scalars.span
    var index = 0
    var count = (words: 0, english: 0)
    while index < scalars.count {
      guard scalars[index] == 0x20 else {
        index &+= 1
        continue
      }
      // Up to four ASCII letters, the first lowest.
      var end = index &+ 1
      var word: UInt32 = 0
      while end < scalars.count, scalars[end] &- 0x61 < 26, end &- index <= 4 {
        word |= scalars[end] &<< (8 &* UInt32(end &- index &- 1))
        end &+= 1
      }
      count.words &+= 1
      if word != 0, end < scalars.count, scalars[end] == 0x20, englishWords.contains(word) {
        count.english &+= 1
      }
      index = end
    }
    return count.english > 0 && count.english * 40 >= count.words
  }

  private static let englishWords = [
    "the", "and", "that", "with", "what", "they", "from", "our", "you", "his",
  ].map(packed)

  /// Up to four ASCII letters as one number, the first lowest.
  private static func packed(_ word: String) -> UInt32 {
    word.unicodeScalars.reversed().reduce(0) { $0 << 8 | $1.value }
  }

  private static func withoutOverlaps(_ edits: [Edit]) -> [Edit] {
    var kept: [Edit] = []
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      if let last = kept.last, edit.range.lowerBound < last.range.upperBound { continue }
      kept.append(edit)
    }
    assert(zip(kept, kept.dropFirst()).allSatisfy { $0.range.upperBound <= $1.range.lowerBound })
    return kept
  }

  /// How the text itself handles spaces after punctuation.
  private struct Norm {
    /// Periods with a space and a capital after them.
    var spacedPeriods = 0
    /// Commas between two letters, the words that hold some, and those with a space behind them.
    var lostCommas = 0
    var wordsWithLostCommas = 0
    var spacedCommas = 0

    /// True where spaces are missing again and again, and not only inside one list.
    var losesCommas: Bool {
      lostCommas >= 2 && (wordsWithLostCommas >= 2 || spacedCommas == 0)
    }

    init(_ scalars: [UInt32], _ marks: TextTraits.Marks) {
      var last: Int?
      for index in marks.places where index > 0 && index + 1 < scalars.count {
        guard scalars[index] == 0x2E || scalars[index] == 0x2C else { continue }
        let (before, after) = (scalars[index - 1], scalars[index + 1])
        if scalars[index] == 0x2E, after == 0x20, index + 2 < scalars.count,
          CaseFolding.isUpper(scalars[index + 2]) || scalars[index + 2] > 0x2000
        {
          spacedPeriods += 1
        }
        if scalars[index] == 0x2E, index + 2 < scalars.count, after == 0x20 { spacedPeriods += 1 }
        if scalars[index] == 0x2C, Typography.isLetter(before) {
          if after == 0x20 { spacedCommas += 1 }
          if Typography.isLetter(after) {
            lostCommas += 1
            let isSameWord = last.map { !scalars[$0..<index].contains(0x20) } ?? false
            if !isSameWord { wordsWithLostCommas += 1 }
            last = index
          }
        }
      }
    }
  }

  /// True where the words on both sides of a comma are words, and no address, call or list of codes.
  private static func isPlainWord(_ scalars: [UInt32], at index: Int) -> Bool {
    var (start, end) = (index, index + 1)
    while start > 0, index - start < 40, isLetter(scalars[start - 1]) { start -= 1 }
    while end < scalars.count, end - index < 40, isLetter(scalars[end]) { end += 1 }
    // A sign on its own is no word.
    guard index - start >= 2, end - index > 2, scalars[index - 1] < 0x2E80 else { return false }
    let properties = UnicodeScalarProperties.shared
    let script = properties.script(scalars[index + 1])
    return script != .common && script == properties.script(scalars[index + 2])
      && !holdsCode(scalars, around: index)
  }

  /// True when signs of code or of an address stand between the blanks around a comma.
  private static func holdsCode(_ scalars: [UInt32], around index: Int) -> Bool {
    var start = index
    while start > 0, index - start < 120, scalars[start - 1] > 0x20 { start -= 1 }
    return scalars[start...].prefix(240).prefix { $0 > 0x20 }.contains { codeSigns.contains($0) }
  }

  private static let codeSigns = Set("/@=&#\\_<>({}[];|$%^*+~`".unicodeScalars.map(\.value))

  /// `world.Current`: a word in lower case, and a capitalized one of some length.
  private static func isSentenceBreak(_ scalars: [UInt32], at index: Int) -> Bool {
    guard index >= 4, index + 4 < scalars.count, CaseFolding.isUpper(scalars[index + 1]) else {
      return false
    }
    // A word of four small letters or more: `Rocket.Chat` is a name, `src.Close` a program's.
    var before = index
    while before > 0, index - before < 40, isLetter(scalars[before - 1]) { before -= 1 }
    guard index - before >= 4, !scalars[before..<index].contains(where: CaseFolding.isUpper) else {
      return false
    }
    var end = index + 2
    while end < scalars.count, isLetter(scalars[end]), !CaseFolding.isUpper(scalars[end]) {
      end += 1
    }
    guard end - index >= 4, end < scalars.count else { return false }
    // A name with a period of its own, an address or a file is no sentence.
    guard scalars[end] <= 0x20 || scalars[end] == 0x2C || scalars[end] > 0x7F else { return false }
    var start = index
    while start > 0, index - start < 60, scalars[start - 1] > 0x20 {
      start -= 1
      if scalars[start] == 0x2F || scalars[start] == 0x40 || scalars[start] == 0x2E { return false }
    }
    return true
  }

  /// Three and more spaces between words.
  private static func runs(in scalars: [UInt32]) -> [Edit] {
    var edits: [Edit] = []
    var index = 0
    while index < scalars.count {
      guard scalars[index] == 0x20 else {
        index += 1
        continue
      }
      var end = index
      while end < scalars.count, scalars[end] == 0x20 { end += 1 }
      let before = index > 0 ? scalars[index - 1] : 0x0A
      let after = end < scalars.count ? scalars[end] : 0x0A
      // Words whose letters stand apart have longer blanks between them; ideographs stand as they do.
      if end - index >= 3, isLetter(before) || before == 0x2C || before == 0x2E, isLetter(after),
        !Segment.isIdeograph(before), !isSpacedOut(scalars, before: index)
      {
        edits.append(edit(index..<end, [0x20], "space-run"))
      }
      index = end
    }
    return edits
  }

  /// True where the last letters before a blank stand apart from each other.
  private static func isSpacedOut(_ scalars: [UInt32], before end: Int) -> Bool {
    guard end > 3 else { return false }
    return isLetter(scalars[end - 1]) && scalars[end - 2] == 0x20 && isLetter(scalars[end - 3])
      && (end == 4 || scalars[end - 4] == 0x20)
  }

  /// `“ text, ”`: spaces inside both marks of a pair.
  private static func spacedQuotes(in scalars: [UInt32], _ marks: TextTraits.Marks) -> [Edit] {
    var edits: [Edit] = []
    var opening: Int?
    for index in marks.places {
      if scalars[index] == 0x0A { opening = nil }
      if scalars[index] == 0x201C {
        opening = index + 1 < scalars.count && scalars[index + 1] == 0x20 ? index : nil
      } else if scalars[index] == 0x201D, let open = opening {
        let isSpaced = index - open > 3 && scalars[index - 1] == 0x20
        if isSpaced, !isLetter(scalars[index - 2]) {
          edits.append(edit(open + 1..<open + 2, [], "space-in-quotes"))
          edits.append(edit(index - 1..<index, [], "space-in-quotes"))
        }
        opening = nil
      }
    }
    return edits
  }

  /// NBSP between ordinary words, again and again: a program's, not an author's.
  private static func noBreakSpaces(in scalars: [UInt32], _ marks: TextTraits.Marks) -> [Edit] {
    var places: [Int] = []
    for index in marks.places
    where scalars[index] == 0xA0 && index > 2 && index + 1 < scalars.count {
      let isWord =
        isLetter(scalars[index - 1]) && isLetter(scalars[index - 2]) && isLetter(scalars[index - 3])
        || scalars[index - 1] == 0x2014
        || scalars[index - 1] == 0x2C && isLetter(scalars[index - 2])
      if isWord, isLetter(scalars[index + 1]) || scalars[index + 1] == 0x2014 {
        places.append(index)
      }
    }
    guard places.count >= 3 else { return [] }
    return marks.places.filter { scalars[$0] == 0xA0 }.map {
      edit($0..<$0 + 1, [0x20], "no-break-space")
    }
  }

  /// Lines that were broken to a width: a hyphen at the end of the line, or no end of a sentence
  /// there and a small letter after it; and then the breaks after it where a word did not fit.
  private static func lineBreaks(in scalars: [UInt32], _ marks: TextTraits.Marks) -> [Edit] {
    var edits: [Edit] = []
    var start = 0
    // The width of the paragraph, once a line of it proved to be broken.
    var width = 0
    for index in marks.places where scalars[index] == 0x0A {
      let length = index - start
      start = index + 1
      guard length >= 20, index + 1 < scalars.count else {
        width = 0
        continue
      }
      let (before, after) = (scalars[index - 1], scalars[index + 1])
      let isLower = isLetter(after) && !CaseFolding.isUpper(after)
      let word = scalars[(index + 1)...].prefix(40).firstIndex { $0 <= 0x20 } ?? scalars.count
      if before == 0x2D, isLetter(scalars[index - 2]), isLower, after < 0x590 {
        edits.append(edit(index - 1..<index + 1, [], "hyphen-at-line-end"))
      } else if length <= 100, length >= 45, isLower, CaseFolding.upper(after) != nil,
        isLetter(before) || before == 0x2C
      {
        edits.append(edit(index..<index + 1, [0x20], "line-break"))
        width = max(width, length)
      } else if width > 0, length <= width + 6, length + word - index > width, after > 0x20 {
        edits.append(edit(index..<index + 1, [0x20], "line-break"))
      } else {
        width = 0
      }
    }
    return edits
  }

  /// English words of grammar that stand twice (`the the`).
  static func doubledWords(in scalars: [UInt32]) -> [Edit] {
    var edits: [Edit] = []
    let text = scalars
    let scalars = scalars.span
    var index = 0
    while index + 5 < scalars.count {
      guard scalars[index] == 0x20 else {
        index += 1
        continue
      }
      // Up to four ASCII letters, the first lowest.
      var second = index + 1
      var word: UInt32 = 0
      while second < scalars.count, scalars[second] &- 0x61 < 26, second - index <= 4 {
        word |= scalars[second] &<< (8 * UInt32(second - index - 1))
        second += 1
      }
      let count = second - index - 1
      if count >= 2, second + count + 1 < scalars.count, scalars[second] == 0x20,
        scalars[second + 1] == scalars[index + 1], doublable.contains(word),
        (2...count).allSatisfy({ text[second + $0] == text[index + $0] }),
        scalars[second + 1 + count] == 0x20
      {
        edits.append(edit(second..<second + 1 + count, [], "doubled-word"))
        index = second + count
      } else {
        index = second
      }
    }
    return edits.isEmpty || isEnglish(text) ? edits : []
  }

  private static let doublable = [
    "the", "and", "of", "to", "for", "with", "from", "by", "is", "in", "it", "on", "at", "as",
    "was",
    "are",
  ].map(packed)
}
