extension DateReader {
  /// The first date among `tokens`, with the time that stands after or before it.
  func firstDate(_ tokens: [DateToken], in range: Range<Int>) -> DateMatch? {
    for index in range {
      let token = tokens[index]
      guard token.kind != .mark, token.kind != .blank else { continue }
      guard var match = dateAt(tokens, index) else { continue }
      attachTime(tokens, &match, from: range.lowerBound)
      return match
    }
    return nil
  }

  private func dateAt(_ tokens: [DateToken], _ index: Int) -> DateMatch? {
    if tokens[index].kind == .number {
      if index > 0, tokens[index - 1].kind == .number { return nil }
      return yearFirst(tokens, index) ?? dayThenMonthName(tokens, index)
        ?? allDigits(tokens, index)
    }
    return monthNameFirst(tokens, index) ?? eraYearFirst(tokens, index)
  }

  /// `2025-02-12`, `2025/2/12`, `2025.02.12.`, `20250212`, `2025年2月12日`, `2025. február 12.`
  func yearFirst(_ tokens: [DateToken], _ index: Int) -> DateMatch? {
    let token = tokens[index]
    if token.digitCount == 8 || token.digitCount == 14 {
      return compact(token, index: index)
    }
    guard token.digitCount == 4 else { return nil }
    var cursor = DateCursor(tokens: tokens, index: index + 1)
    cursor.skipSeparators()
    guard let second = cursor.peek else { return nil }
    let year = gregorian(token.value)
    if second.kind == .number, second.digitCount <= 2 {
      cursor.advance()
      guard cursor.skipSeparators() else { return nil }
      guard let third = cursor.peek, third.kind == .number, third.digitCount <= 2 else {
        return nil
      }
      return DateMatch(
        year: year, month: second.value, day: third.value, from: token, to: third,
        first: index, last: cursor.index)
    }
    guard second.kind == .word, let month = monthValue(second.word) else { return nil }
    cursor.advance()
    cursor.skipSeparators()
    guard let third = cursor.peek, third.kind == .number, third.digitCount <= 2 else {
      return nil
    }
    return DateMatch(
      year: year, month: month, day: third.value, from: token, to: third, first: index,
      last: cursor.index)
  }

  private func compact(_ token: DateToken, index: Int) -> DateMatch? {
    var day = token.value
    var clock = 0
    if token.digitCount == 14 {
      clock = day % 1_000_000
      day /= 1_000_000
    }
    guard day / 10000 >= 1990, day / 10000 <= 2060 else { return nil }
    var match = DateMatch(
      year: day / 10000, month: day / 100 % 100, day: day % 100, from: token, to: token,
      first: index, last: index)
    if token.digitCount == 14, clock / 10000 < 24, clock / 100 % 100 < 60, clock % 100 < 60 {
      match?.parts.hour = clock / 10000
      match?.parts.minute = clock / 100 % 100
      match?.parts.second = clock % 100
    }
    return match
  }

  /// `12 February 2025`, `12. Februar 2025`, `12 de febrero de 2025`, `12-Feb-25`, `12 tháng 2, 2025`
  private func dayThenMonthName(_ tokens: [DateToken], _ index: Int) -> DateMatch? {
    let token = tokens[index]
    guard token.digitCount <= 2, token.value >= 1, token.value <= 31 else { return nil }
    var cursor = DateCursor(tokens: tokens, index: index + 1)
    cursor.skipSeparators(crossingFillers: true)
    guard let name = cursor.peek, name.kind == .word else { return nil }
    var month = monthValue(name.word)
    if month == nil, name.word == thang {
      cursor.advance()
      cursor.skipSeparators()
      if let number = cursor.peek, number.kind == .number, number.value <= 12 {
        month = number.value
      }
    }
    guard let month else { return nil }
    cursor.advance()
    cursor.skipSeparators(crossingFillers: true)
    guard let year = cursor.peek, year.kind == .number else { return nil }
    guard let value = yearValue(year) else { return nil }
    if year.digitCount == 2, cursor.next?.isMark(UInt8(ascii: ":")) == true { return nil }
    return DateMatch(
      year: value, month: month, day: token.value, from: token, to: year, first: index,
      last: cursor.index)
  }

  /// `12.02.2025`, `2/12/2025`, `12-02-25`
  private func allDigits(_ tokens: [DateToken], _ index: Int) -> DateMatch? {
    let first = tokens[index]
    guard first.digitCount <= 2, index + 4 < tokens.count else { return nil }
    var cursor = DateCursor(tokens: tokens, index: index + 1)
    guard let mark = cursor.peek, mark.kind == .mark, isDateMark(mark.value) else { return nil }
    cursor.advance()
    cursor.skipBlank()
    guard let second = cursor.peek, second.kind == .number, second.digitCount <= 2 else {
      return nil
    }
    cursor.advance()
    guard let again = cursor.peek, again.kind == .mark, again.value == mark.value else {
      return nil
    }
    cursor.advance()
    cursor.skipBlank()
    guard let third = cursor.peek, third.kind == .number, let year = yearValue(third) else {
      return nil
    }
    // Two digits are a year only where nothing else can be meant: versions and scores look alike.
    if third.digitCount == 2, first.digitCount != 2 || second.digitCount != 2 { return nil }
    let monthFirst =
      second.value > 12
      || (first.value <= 12 && mark.isMark(UInt8(ascii: "/")) && prefersMonthFirst)
    return DateMatch(
      year: year, month: monthFirst ? first.value : second.value,
      day: monthFirst ? second.value : first.value, from: first, to: third, first: index,
      last: cursor.index)
  }

  /// `February 12, 2025`, `Feb. 12th, 2025`, `Thu Feb 13 11:38:35 EST 2025`
  private func monthNameFirst(_ tokens: [DateToken], _ index: Int) -> DateMatch? {
    guard let month = monthValue(tokens[index].word) else { return nil }
    var cursor = DateCursor(tokens: tokens, index: index + 1)
    cursor.skipSeparators()
    guard let day = cursor.peek, day.kind == .number, day.digitCount <= 2, day.value >= 1,
      day.value <= 31
    else { return nil }
    let dayIndex = cursor.index
    cursor.advance()
    cursor.skipSeparators(crossingFillers: true)
    if let year = cursor.peek, year.kind == .number, year.digitCount == 4,
      let value = yearValue(year)
    {
      return DateMatch(
        year: value, month: month, day: day.value, from: tokens[index], to: year, first: index,
        last: cursor.index)
    }
    // The year may stand after the time.
    for later in dayIndex..<min(dayIndex + 14, tokens.count)
    where tokens[later].kind == .number && tokens[later].digitCount == 4 {
      let before = tokens[max(0, later - 1)]
      guard before.kind == .blank, let value = yearValue(tokens[later]) else { continue }
      var match = DateMatch(
        year: value, month: month, day: day.value, from: tokens[index], to: tokens[later],
        first: index, last: later)
      if let time = clock(tokens, dayIndex + 1, limit: later) { match?.take(time, tokens: tokens) }
      return match
    }
    return nil
  }

  /// `令和7年2月12日`
  private func eraYearFirst(_ tokens: [DateToken], _ index: Int) -> DateMatch? {
    let word = tokens[index].word
    guard index + 6 < tokens.count, tokens[index + 1].kind == .number,
      let base = word.suffix(6) == reiwa ? 2018 : word.suffix(6) == heisei ? 1988 : nil
    else { return nil }
    var rewritten = tokens[index...].prefix(12).map { $0 }
    rewritten[1].value = base + min(rewritten[1].value, 99)
    rewritten[1].digitCount = 4
    guard var match = yearFirst(rewritten, 1) else { return nil }
    match.first += index
    match.last += index
    assert(match.last < tokens.count)
    return match
  }

  private var prefersMonthFirst: Bool {
    language.isEmpty || language == "en" || language.hasPrefix("en-us")
      || language.hasPrefix("en_us")
  }

  private func isDateMark(_ code: Int) -> Bool {
    code == 0x2E || code == 0x2F || code == 0x2D
  }

  private func monthValue(_ word: [UInt8]) -> Int? {
    DateNames.month(word, language: Array(language.utf8))
  }

  /// Buddhist years are written 543 higher.
  private func gregorian(_ year: Int) -> Int { year >= 2443 && year <= 2643 ? year - 543 : year }

  private func yearValue(_ token: DateToken) -> Int? {
    if token.digitCount == 4 { return gregorian(token.value) }
    if token.digitCount == 2 { return token.value < 70 ? 2000 + token.value : 1900 + token.value }
    return nil
  }
}

private let thang = Array("tháng".utf8)

private let reiwa = Array("令和".utf8)[...]

private let heisei = Array("平成".utf8)[...]
