extension DateReader {
  /// `am`, `p.m.`, `p. m.`, `μ.μ.`, `م`, `de la tarde`, `po południu`; moves the hour into the 24-hour
  /// day.
  func readHalfDay(_ tokens: [DateToken], _ time: inout ClockMatch) -> Bool {
    var index = time.last + 1
    var blanks = 0
    while index < tokens.count, blanks < 6,
      tokens[index].kind == .blank || halfDayFillers.contains(tokens[index].word)
    {
      index += 1
      blanks += 1
    }
    guard index < tokens.count, tokens[index].kind == .word else { return false }
    if let phrase = halfDayPhrase(tokens, beginningAt: index) {
      time.move(to: phrase.part)
      time.last = phrase.last
      return true
    }
    guard index + 2 < tokens.count, tokens[index + 1].isMark(UInt8(ascii: ".")) else {
      return false
    }
    var second = index + 2
    if tokens[second].kind == .blank { second += 1 }
    guard second < tokens.count, tokens[second].kind == .word else { return false }
    let letters = tokens[index].word + tokens[second].word
    guard let part = dottedHalfDay(letters) else { return false }
    time.move(to: part)
    time.last = second
    return true
  }

  /// The half-day that a word or a phrase, its words parted by blanks, names in the page's language.
  func halfDay(_ phrase: [UInt8]) -> ClockMatch.HalfDay? {
    HalfDayNames.shared.part(phrase, language: language)
  }

  /// The longest half-day of up to three words from a token on.
  private func halfDayPhrase(_ tokens: [DateToken], beginningAt index: Int) -> (
    last: Int, part: ClockMatch.HalfDay
  )? {
    var phrase = tokens[index].word
    var last = index
    var found = halfDay(phrase).map { (last: index, part: $0) }
    for _ in 0..<2 {
      var next = last + 1
      while next < tokens.count, next - last <= 2, joinsWords(tokens[next]) { next += 1 }
      guard next > last + 1, next < tokens.count, tokens[next].kind == .word else { break }
      phrase += [0x20] + tokens[next].word
      last = next
      if let part = halfDay(phrase) { found = (last, part) }
    }
    return found
  }

  /// A half-day of two or three words whose last is the token at `index`: `öğleden sonra 3:05`.
  func halfDayPhrase(_ tokens: [DateToken], endingAt index: Int) -> (
    first: Int, part: ClockMatch.HalfDay?
  )? {
    var phrase = tokens[index].word
    var first = index
    for _ in 0..<2 {
      var before = first - 1
      while before >= 0, first - before <= 2, joinsWords(tokens[before]) { before -= 1 }
      guard before < first - 1, before >= 0, tokens[before].kind == .word else { break }
      phrase = tokens[before].word + [0x20] + phrase
      first = before
      if let part = halfDay(phrase) { return (first, part) }
    }
    return nil
  }

  private func joinsWords(_ token: DateToken) -> Bool {
    token.kind == .blank || token.isMark(UInt8(ascii: "-")) || token.isMark(UInt8(ascii: "'"))
      || token.isMark(UInt8(ascii: ","))
  }

  /// Letters that a full stop parts: of the page's language, or one of those that all know.
  private func dottedHalfDay(_ letters: [UInt8]) -> ClockMatch.HalfDay? {
    if morningLetters.contains(letters) { return .morning }
    if afternoonLetters.contains(letters) { return .afternoon }
    return HalfDayNames.shared.isOwn(letters, language: language) ? halfDay(letters) : nil
  }
}

private let halfDayFillers = DateWords.set("de la da di del della in the")

private let morningLetters = DateWords.set("am πμ قظ")

private let afternoonLetters = DateWords.set("pm μμ بظ")
