import TextEncodings

/// Repairs of what a program did to the form of a text, not to its encoding: accents that were
/// set apart, letters of other widths, spacing around punctuation, comments of templates.
///
/// All of them look for a reason in the text itself, and what is inferred is not certain.
enum Typography {
  /// Repairs one field.
  static func repair(_ log: inout EditLog, isMostlyLatin: Bool) {
    var traits = TextTraits(log.scalars)
    func pass(_ wanted: TextTraits, _ edits: ([UInt32]) -> [Edit]) {
      guard !traits.isDisjoint(with: wanted) else { return }
      let found = edits(log.scalars)
      if found.isEmpty { return }
      log.apply(found)
      traits = TextTraits(log.scalars)
    }
    pass(.less, templateComments)
    pass(.form, compatibilityForms)
    pass(.accent, accents)
    log.apply(spaces(in: log.scalars, traits, isMostlyLatin: isMostlyLatin))
    if isMostlyLatin { log.apply(doubledWords(in: log.scalars)) }
    if traits.contains([.openingQuote, .closingQuote]) { log.apply(quotes(in: log.scalars)) }
  }

  // MARK: Comments

  /// Comments of a template (`<!– … –>`) that a word processor's dashes kept from being hidden.
  private static func templateComments(in scalars: [UInt32]) -> [Edit] {
    var edits: [Edit] = []
    var index = 0
    while index + 6 < scalars.count {
      guard scalars[index] == 0x3C, scalars[index + 1] == 0x21, isDash(scalars[index + 2]) else {
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
  private static func compatibilityForms(in scalars: [UInt32]) -> [Edit] {
    var edits: [Edit] = []
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
      guard plainForm(scalar) != nil else {
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
      let place = (scalar - 0x1D400) % 52
      return place < 26 ? 0x41 + place : 0x61 + place - 26
    }
    if scalar >= 0x1D7CE && scalar < 0x1D800 { return 0x30 + (scalar - 0x1D7CE) % 10 }
    return nil
  }

  // MARK: Accents

  /// Spacing accents before the letter that they belong to (`caf´e`), and those that stand for an
  /// apostrophe (`Edgar´s`).
  private static func accents(in scalars: [UInt32]) -> [Edit] {
    var edits: [Edit] = []
    for index in scalars.indices.dropLast()
    where scalars[index] == 0xB4 || scalars[index] == 0xA8 || scalars[index] == 0x60 {
      guard index + 1 < scalars.count, isLetter(scalars[index + 1]) else { continue }
      let before = index > 0 ? scalars[index - 1] : 0x20
      let mark: UInt32 = scalars[index] == 0xB4 ? 0x301 : scalars[index] == 0xA8 ? 0x308 : 0x300
      if let letter = Composition.composed(dotted(scalars[index + 1]), mark),
        isVowel(scalars[index + 1])
      {
        guard isLetter(before) || scalars[index] != 0x60 && before == 0x20 else { continue }
        edits.append(
          Edit(range: index..<index + 2, replacement: [letter], rule: "accent", certain: false))
      } else if scalars[index] == 0xB4, isLetter(before) {
        edits.append(
          Edit(range: index..<index + 1, replacement: [0x2019], rule: "apostrophe", certain: false))
      }
    }
    return edits
  }

  private static func dotted(_ scalar: UInt32) -> UInt32 { scalar == 0x131 ? 0x69 : scalar }

  private static func isVowel(_ scalar: UInt32) -> Bool {
    let lower = dotted(CaseFolding.lower(scalar))
    return [0x61, 0x65, 0x69, 0x6F, 0x75, 0x79].contains(lower)
  }

  static func isLetter(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 { return (scalar | 0x20) &- 0x61 < 26 }
    return UnicodeScalarProperties.shared.isLetterOrMark(scalar)
  }

  // MARK: Quotes

  /// An opening quotation mark that closes (`NATO.“`), in a text that closes with `”` elsewhere.
  private static func quotes(in scalars: [UInt32]) -> [Edit] {
    guard scalars.contains(0x201D), !scalars.contains(0x201E) else { return [] }
    var edits: [Edit] = []
    for index in scalars.indices where scalars[index] == 0x201C && index > 0 {
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
    return edits
  }
}

/// Canonical composition of a letter and one mark.
enum Composition {
  /// The one scalar that letter and mark compose to, or nil.
  static func composed(_ letter: UInt32, _ mark: UInt32) -> UInt32? {
    let index = order.firstIndex(of: mark) ?? order.endIndex
    guard index < order.endIndex, let forms = table[letter] else { return nil }
    let form = forms[index]
    return form == 0x2D ? nil : form
  }

  /// Grave, acute, diaeresis.
  private static let order: [UInt32] = [0x300, 0x301, 0x308]

  private static let table: [UInt32: [UInt32]] = {
    var table: [UInt32: [UInt32]] = [:]
    for word in "aàáä eèéë iìíï oòóö uùúü y-ýÿ AÀÁÄ EÈÉË IÌÍÏ OÒÓÖ UÙÚÜ Y-ÝŸ".split(separator: " ")
    {
      let scalars = word.unicodeScalars.map(\.value)
      table[scalars[0]] = Array(scalars.dropFirst())
    }
    return table
  }()
}
