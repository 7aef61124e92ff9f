import Unicode

/// Repairs of what a program did to the form of a text, not to its encoding: accents that were
/// set apart, letters of other widths, spacing around punctuation, comments of templates.
///
/// All of them look for a reason in the text itself, and what is inferred is not certain.
enum Typography {
  /// Repairs one field; `texts` are all of the document as it came, `names` what it shows of names.
  static func repair(
    _ log: inout EditLog, isMostlyLatin: Bool, _ texts: [[UInt8]], _ names: LostCapitals.Names
  ) {
    var marks = TextTraits.Marks(log.scalars)
    func pass(_ wanted: TextTraits, _ edits: ([UInt32], TextTraits.Marks) -> [Edit]) {
      guard !marks.traits.isDisjoint(with: wanted) else { return }
      let found = edits(log.scalars, marks)
      if found.isEmpty { return }
      log.apply(found)
      marks = TextTraits.Marks(log.scalars)
    }
    pass(.less) { scalars, _ in templateComments(in: scalars) }
    pass(.form) { scalars, _ in compatibilityForms(in: scalars) }
    pass(.accent) { scalars, _ in accents(in: scalars) }
    pass([.punctuation, .spaces, .openingQuote, .noBreakSpace, .lineFeed]) {
      spaces(in: $0, $1, isMostlyLatin: isMostlyLatin)
    }
    if isMostlyLatin { pass(.any) { scalars, _ in doubledWords(in: scalars) } }
    pass(.openingQuote) { quotes(in: $0, $1) }
    if marks.traits.contains(.possessive), isMostlyLatin {
      log.apply(LostCapitals.edits(in: log.scalars, texts, names))
    }
  }

  // MARK: Comments

  /// Comments of a template (`<!– … –>`) that a word processor's dashes kept from being hidden.
  private static func templateComments(in scalars: [UInt32]) -> [Edit] {
    var edits: [Edit] = []
    var index = 0
    // Where tags are shown, comments are too.
    let isCode = scalars.indices.dropLast().contains {
      scalars[$0] == 0x3C && (SuspectPairs.isLetter(scalars[$0 + 1]) || scalars[$0 + 1] == 0x2F)
    }
    while index + 6 < scalars.count {
      guard scalars[index] == 0x3C, scalars[index + 1] == 0x21, isDash(scalars[index + 2]),
        !isCode || scalars[index + 2] != 0x2D
      else {
        index += 1
        continue
      }
      guard let end = endOfComment(scalars, from: index + 3) else { break }
      var start = index
      while start > 0, scalars[start - 1] <= 0x20 { start -= 1 }
      var after = end
      while after < scalars.count, scalars[after] == 0x20 || scalars[after] == 0x0A { after += 1 }
      // What separated the neighbours still does.
      let isInside = start > 0 && after < scalars.count
      let gap = isInside ? Array(scalars[start..<index]) : []
      edits.append(
        Edit(
          range: start..<(isInside ? after : end), replacement: gap, rule: "template-comment",
          certain: false))
      index = max(after, end)
    }
    return edits
  }

  private static func isDash(_ scalar: UInt32) -> Bool {
    scalar == 0x2D || scalar == 0x2013 || scalar == 0x2014
  }

  private static func endOfComment(_ scalars: [UInt32], from start: Int) -> Int? {
    var index = start
    let limit = min(scalars.count, start + 2000)
    while index + 1 < limit {
      if isDash(scalars[index]), scalars[index + 1] == 0x3E { return index + 2 }
      index += 1
    }
    return nil
  }

  // MARK: Forms

  /// Ligatures, and runs of full-width or mathematical letters in Latin text, as plain letters.
  /// East Asian text sets them on purpose.
  private static func compatibilityForms(in scalars: [UInt32]) -> [Edit] {
    var edits: [Edit] = []
    let isEastAsian = scalars.contains(where: Segment.isIdeograph)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar >= 0xFB00 && scalar <= 0xFB06 {
        edits.append(
          Edit(
            range: index..<index + 1, replacement: ligatures[Int(scalar - 0xFB00)],
            rule: "ligature"))
        index += 1
        continue
      }
      guard plainForm(scalar) != nil, !isEastAsian || scalar > 0xFFFF else {
        index += 1
        continue
      }
      var end = index
      var plain: [UInt32] = []
      var letters = 0
      while end < scalars.count, let form = plainForm(scalars[end]) {
        plain.append(form)
        if (form | 0x20) &- 0x61 < 26 { letters += 1 }
        end += 1
      }
      if letters >= 2 {
        edits.append(Edit(range: index..<end, replacement: plain, rule: "letter-form"))
      }
      index = end
    }
    return edits
  }

  private static let ligatures: [[UInt32]] = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"].map {
    $0.unicodeScalars.map(\.value)
  }

  /// The ASCII scalar of a full-width or mathematical letter or sign, or nil.
  private static func plainForm(_ scalar: UInt32) -> UInt32? {
    if scalar >= 0xFF01 && scalar <= 0xFF5E { return scalar - 0xFF01 + 0x21 }
    if scalar >= 0x1D400 && scalar < 0x1D6A4 {
      let position = (scalar - 0x1D400) % 52
      return position < 26 ? 0x41 + position : 0x61 + position - 26
    }
    if scalar >= 0x1D7CE && scalar < 0x1D800 { return 0x30 + (scalar - 0x1D7CE) % 10 }
    return nil
  }

  // MARK: Accents

  /// Spacing accents before the letter that they belong to (`caf´e`, `canc¸ão`), and those that stand
  /// for an apostrophe (`Edgar´s`): in more than one word, or where one is a usual word then.
  static func accents(in scalars: [UInt32]) -> [Edit] {
    var edits: [Edit] = []
    for index in scalars.indices.dropLast() {
      guard let accent = SpacingAccent(scalars[index]), isLetter(scalars[index + 1]) else {
        continue
      }
      let before = index > 0 ? scalars[index - 1] : 0x20
      let letter = accent.composed(with: scalars[index + 1])
      let isInWord = isLetter(before)
      if accent.scalar == 0xB4, isInWord, letter.map({ isElision(scalars, index, $0) }) ?? true {
        guard isContraction(scalars, index) else { continue }
        edits.append(
          Edit(range: index..<index + 1, replacement: [0x2019], rule: "apostrophe", certain: false))
      } else if let letter, isInWord || accent.scalar != 0x60 && before == 0x20 {
        edits.append(
          Edit(range: index..<index + 2, replacement: [letter], rule: "accent", certain: false))
      }
    }
    return AccentEvidence.supported(edits, in: scalars)
  }

  /// True where English or French set an apostrophe: before what ends a word (`Edgar´s`, `we´ll`), behind
  /// what begins one (`d´Yves`, `qu´il`).
  private static func isContraction(_ scalars: [UInt32], _ index: Int) -> Bool {
    func lowered(_ range: Range<Int>) -> [UInt32] {
      scalars[range].map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
    }
    let head = lowered(SoundReading.word(in: scalars, around: index - 1))
    let rest = lowered(SoundReading.word(in: scalars, around: index + 1))
    guard let last = head.last, let first = rest.first, max(last, first) < 0x250 else {
      return false
    }
    // Behind `n`: `don´t`. Behind a name or a verb: `Edgar´s`, `geht´s`.
    if rest == [0x74] { return last == 0x6E && head.count > 2 }
    if rest == [0x73] { return head.count > 2 }
    if endings.contains(rest) { return pronouns.contains(head) }
    return elisions.contains(head) && rest.count > 2 && vowels.contains(first)
  }

  private static func words(_ text: String) -> Set<[UInt32]> {
    Set(text.split(separator: " ").map { $0.unicodeScalars.map(\.value) })
  }

  private static let endings = words("ll re ve m d")
  private static let pronouns = words("i you he she it we they who that there")
  private static let elisions = words("l d c j m n s t qu un all dell nell sull dall lorsqu jusqu")
  private static let vowels = Set("aeiouyhàâäáèéêëìíîïòóôöùúûüœæ".unicodeScalars.map(\.value))

  /// Nats by which the letter with its accent has to be likelier.
  private static let elisionLead: Float = 1

  /// True where an acute behind a word of one letter is likelier an apostrophe (`d´Yves`) than part of
  /// `letter` (`d´ebut`).
  private static func isElision(_ scalars: [UInt32], _ index: Int, _ letter: UInt32) -> Bool {
    guard index < 2 || !isLetter(scalars[index - 2]) else { return false }
    let rest = scalars[(index + 2)...].prefix(5).prefix(while: isLetter)
    func cost(_ middle: [UInt32]) -> Float {
      let word = [0x20, scalars[index - 1]] + middle + rest
      return CharacterModel.shared.cost(of: word, in: 2..<word.count)
    }
    return cost([0x2019, scalars[index + 1]]) < cost([letter]) + elisionLead
  }

  static func isLetter(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 { return (scalar | 0x20) &- 0x61 < 26 }
    return UnicodeScalarProperties.shared.isLetterOrMark(scalar)
  }

  // MARK: Quotes

  /// An opening quotation mark that closes (`NATO.“`), in a text that closes with `”` elsewhere.
  private static func quotes(in scalars: [UInt32], _ marks: TextTraits.Marks) -> [Edit] {
    guard marks.traits.contains(.closingQuote) else { return [] }
    var edits: [Edit] = []
    for index in marks.places where scalars[index] == 0x201C && index > 0 {
      let before = scalars[index - 1]
      let after = index + 1 < scalars.count ? scalars[index + 1] : 0x0A
      let closes = before == 0x2E || before == 0x2C || before == 0x21 || before == 0x3F
      if closes && after <= 0x20 {
        edits.append(
          Edit(
            range: index..<index + 1, replacement: [0x201D], rule: "quote-direction",
            certain: false))
      }
    }
    return edits.isEmpty || scalars.contains(0x201E) ? [] : edits
  }
}
