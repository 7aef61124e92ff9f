import Unicode

/// Whether what a repair would change may be meant as it stands.
///
/// Signs beside letters and digits, names with a foreign letter and single letters of any script are
/// written by people every day; what an encoding did shows in more than one place, or where no text
/// has such a sequence: a sign inside a word, a capital behind a small letter.
enum SoundReading {
  /// How much a place speaks for damage: what is meant counts nothing, what may be a half.
  enum Weight {
    static let none: Float = 0
    static let half: Float = 0.5
    static let full: Float = 1
  }

  /// How much the scalar at `index` of a line, which a single-byte page would change to a letter or a
  /// sign, speaks for damage.
  static func weight(of line: [UInt32], at index: Int) -> Float {
    let scalar = line[index]
    let before = index > 0 ? line[index - 1] : 0x20
    let after = index + 1 < line.count ? line[index + 1] : 0x20
    // No text holds C1 controls.
    if scalar &- 0x80 < 0x20 { return Weight.full }
    if Typography.isLetter(scalar), !isSign(scalar) { return weightOfLetter(line, at: index) }
    // A run of signs is judged by what stands around it.
    let (left, right) = (isLetter(before), isLetter(after))
    if left, right { return isWrittenBetweenLetters(scalar) ? Weight.half : Weight.full }
    let isBesideSign = isForeignSign(before) && index > 1 || isForeignSign(after)
    if left || right {
      return isBesideSign && holdsLetters(line, around: index) ? Weight.full : Weight.half
    }
    return Weight.none
  }

  /// A letter inside a word in small letters has no business there if another is likelier; a name may
  /// have any.
  private static func weightOfLetter(_ line: [UInt32], at index: Int) -> Float {
    let word = word(in: line, around: index)
    // A capital alone is a letter that is spoken of, an initial or a mark.
    if word.count == 1 { return CaseFolding.isUpper(line[index]) ? Weight.none : Weight.full }
    switch caseShape(line[word]) {
    case .capitalised, .upper: return Weight.half
    case .lower, .none:
      return isOfOneForeignScript(line[word]) || isDigraph(line, index, in: word)
        ? Weight.half : Weight.full
    case .mixed: return Weight.full
    }
  }

  /// `æ` or `œ` beside letters of ASCII only, as English and French write words from Latin and Greek:
  /// `encyclopædia`, `fœtus`.
  private static func isDigraph(_ line: [UInt32], _ index: Int, in word: Range<Int>) -> Bool {
    func isOne(_ scalar: UInt32) -> Bool { scalar == 0xE6 || scalar == 0x153 }
    return isOne(line[index]) && line[word].allSatisfy { $0 < 0x80 || isOne($0) }
  }

  /// True where letters stand on both sides of the signs around a place.
  private static func holdsLetters(_ line: [UInt32], around index: Int) -> Bool {
    var (start, end) = (index, index + 1)
    while start > 0, isForeignSign(line[start - 1]), index - start < 4 { start -= 1 }
    while end < line.count, isForeignSign(line[end]), end - index < 4 { end += 1 }
    return start > 0 && end < line.count && isLetter(line[start - 1]) && isLetter(line[end])
  }

  private static func isLetter(_ scalar: UInt32) -> Bool {
    Typography.isLetter(scalar) && !isSign(scalar)
  }

  /// `ª`, `º`, `µ`, `ƒ` and spacing accents are letters by their property, and signs by their use.
  private static func isSign(_ scalar: UInt32) -> Bool {
    scalar == 0xAA || scalar == 0xBA || scalar == 0xB5 || scalar == 0x192 || scalar &- 0x2B0 < 0x50
  }

  private static func isForeignSign(_ scalar: UInt32) -> Bool {
    scalar >= 0x80 && !isLetter(scalar)
  }

  /// True for a run of letters of another script, or of signs to draw with, inside a word: no one writes so.
  static func isImpossible(_ line: [UInt32], _ run: Range<Int>) -> Bool {
    guard run.lowerBound > 0, run.upperBound < line.count else { return false }
    let properties = UnicodeScalarProperties.shared
    let (before, after) = (line[run.lowerBound - 1], line[run.upperBound])
    guard isLetter(before), isLetter(after) else { return false }
    let script = properties.script(before)
    return line[run].allSatisfy {
      isLetter($0) && $0 >= 0x370 && properties.script($0) != script || $0 &- 0x2500 < 0x100
    }
  }

  /// Signs that people set between the letters of two words or of one.
  private static func isWrittenBetweenLetters(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x201A, 0x201E: false
    case 0xB4, 0xB7, 0xD7, 0xA0, 0xAD, 0x2010...0x2015, 0x2018...0x201F, 0x2022, 0x2026, 0x2027,
      0x2039, 0x203A, 0xAB, 0xBB, 0x2044, 0x2190...0x21FF:
      true
    default: false
    }
  }

  /// Signs that people set at the start or end of a word or number.
  static func isWrittenAtWords(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xA1...0xA7, 0xA9...0xAE, 0xB0...0xB7, 0xB9...0xBF, 0xD7, 0xF7, 0x2010...0x2044: true
    case 0x20A0...0x20CF, 0x2100...0x214F, 0x2190...0x21FF: true
    default: false
    }
  }

  /// The letters around `index`.
  static func word(in scalars: [UInt32], around index: Int) -> Range<Int> {
    var (start, end) = (index, index + 1)
    while start > 0, index - start < 40, Typography.isLetter(scalars[start - 1]) { start -= 1 }
    while end < scalars.count, end - index < 40, Typography.isLetter(scalars[end]) { end += 1 }
    return start..<end
  }

  /// True for words in letters of one script other than Latin.
  static func isOfOneForeignScript(_ word: ArraySlice<UInt32>) -> Bool {
    let properties = UnicodeScalarProperties.shared
    guard let first = word.first else { return false }
    let script = properties.script(first)
    guard script != .latin, script != .common, script != .other else { return false }
    return word.allSatisfy {
      let own = properties.script($0)
      return own == script || own == .inherited
    }
  }

  /// How a word mixes capitals and small letters.
  enum CaseShape {
    case lower, capitalised, upper, mixed, none
  }

  /// The case shape of a run of letters.
  static func caseShape(_ word: ArraySlice<UInt32>) -> CaseShape {
    var (upper, lower) = (0, 0)
    var isUpperAfterLower = false
    for scalar in word {
      if CaseFolding.isUpper(scalar) {
        upper += 1
        isUpperAfterLower = isUpperAfterLower || lower > 0
      } else if CaseFolding.upper(scalar) != nil {
        lower += 1
      }
    }
    if upper == 0 { return lower == 0 ? .none : .lower }
    if isUpperAfterLower { return .mixed }
    if lower == 0 { return .upper }
    return upper == 1 ? .capitalised : .mixed
  }

  // MARK: Sequences

  /// True when what an edit would take for UTF-8 may be meant: a word or an abbreviation in one script,
  /// a quotation mark behind it, a sign inside a word that is whole without it; or when what it becomes
  /// is nothing that stands there.
  ///
  /// In a text that `isLatin` words of other scripts are meant too, but a sign or a Latin letter is likelier
  /// than a letter or two of them.
  static func isMeant(_ edit: Edit, in scalars: [UInt32], isLatin: Bool) -> Bool {
    let range = edit.range
    if scalars[range].contains(where: { $0 &- 0x80 < 0x20 }) { return false }
    let properties = UnicodeScalarProperties.shared
    let holdsForeign = edit.replacement.contains {
      Typography.isLetter($0) && properties.script($0) != .latin || SpacingAccent($0) != nil
    }
    return (holdsForeign || !isLatin) && isWordOfOneScript(scalars, range)
      || isSignInsideWord(scalars, range) || isOfNoText(edit.replacement)
      || isForeignInWord(edit, scalars)
  }

  /// A word in letters that have case, of one script beyond Latin, capitals only where they belong; with
  /// the quotation marks around it.
  private static func isWordOfOneScript(_ scalars: [UInt32], _ range: Range<Int>) -> Bool {
    var (start, end) = (range.lowerBound, range.upperBound)
    while end > start, isBlankOrMark(scalars[end - 1]) { end -= 1 }
    while start < end, isBlankOrMark(scalars[start]) { start += 1 }
    guard start < end, scalars[start..<end].allSatisfy(Typography.isLetter) else { return false }
    let word = word(in: scalars, around: start)
    // Behind the mark of a quotation no word goes on.
    if end < range.upperBound, range.upperBound < scalars.count,
      Typography.isLetter(scalars[range.upperBound]), scalars[range.upperBound - 1] != 0x20
    {
      return false
    }
    guard word.upperBound >= end, isOfOneForeignScript(scalars[word]) else { return false }
    switch caseShape(scalars[word]) {
    case .lower, .capitalised, .upper: return true
    case .mixed, .none: return false
    }
  }

  /// Marks that open or close what is quoted, and those that Greek sets behind letters that count.
  private static func isBlankOrMark(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x20, 0xA0, 0xAB, 0xB4, 0xB7, 0xBB, 0x374, 0x384, 0x2018...0x201F, 0x2026, 0x2039, 0x203A:
      true
    default: false
    }
  }

  /// What a letter behind a letter costs at most in a word, in nats.
  private static let costInWord: Float = 5.5

  /// Signs set into letters that belong to the letters around them.
  private static func isSignInsideWord(_ scalars: [UInt32], _ range: Range<Int>) -> Bool {
    guard range.count >= 2, range.count <= 4, range.lowerBound > 1, range.upperBound < scalars.count
    else { return false }
    // Lines of boxes are drawn, not written.
    if scalars[range].contains(where: { $0 &- 0x2500 < 0x100 }) { return false }
    let letters = scalars[range].filter(isLetter)
    let isEnough = range.count == 2 ? !isLetter(scalars[range.lowerBound]) : letters.count > 1
    guard !letters.isEmpty, letters.count < range.count, isEnough,
      isLetter(scalars[range.lowerBound - 1])
    else { return false }
    let model = CharacterModel.shared
    var (a, b) = (scalars[range.lowerBound - 2], scalars[range.lowerBound - 1])
    for letter in letters + [scalars[range.upperBound]] {
      guard model.cost(a, b, letter) <= costInWord else { return false }
      (a, b) = (b, letter)
    }
    return true
  }

  /// Scalars that do not show; letters of which most are in no text of the languages at hand.
  private static func isOfNoText(_ scalars: [UInt32]) -> Bool {
    var unseen = 0
    for scalar in scalars {
      switch scalar {
      case 0x61C, 0x2060...0x206F, 0xE000...0xF8FF: return true
      case 0x590..<0x1E00, 0x3400..<0x4E00, 0x20000...0x3FFFF:
        if CharacterModel.shared.cost(of: scalar) == nil { unseen += 1 }
      default: break
      }
    }
    return unseen * 2 > scalars.count
  }

  /// A letter of one script at the letters of another.
  private static func isForeignInWord(_ edit: Edit, _ scalars: [UInt32]) -> Bool {
    guard edit.range.count < 3, edit.replacement.count == 1,
      Typography.isLetter(edit.replacement[0])
    else { return false }
    let (start, end) = (edit.range.lowerBound, edit.range.upperBound)
    let properties = UnicodeScalarProperties.shared
    let script = properties.script(edit.replacement[0])
    // Greek letters are signs of measures and of science.
    if script == .inherited || script == .common || script == .greek { return false }
    let damaged = scalars[edit.range].filter(Typography.isLetter).map(properties.script)
    func isOther(_ index: Int) -> Bool {
      guard index >= 0, index < scalars.count, Typography.isLetter(scalars[index]) else {
        return false
      }
      let other = properties.script(scalars[index])
      return other != script && damaged.contains(other)
    }
    return isOther(start - 1) || isOther(end)
  }
}
