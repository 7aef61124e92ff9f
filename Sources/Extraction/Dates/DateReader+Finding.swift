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
    if token.digitCount == 8 || token.digitCount == 12 || token.digitCount == 14 {
      return compact(token, index: index)
    }
    if token.digitCount == 3 { return republicYear(tokens, index) }
    guard token.digitCount == 4 else { return nil }
    if let match = colonDate(tokens, index) { return match }
    if let week = isoWeek(tokens, index) { return week }
    var cursor = DateCursor(tokens: tokens, index: index + 1)
    let isNamed = passYearWord(&cursor)
    cursor.skipSeparators()
    guard let second = cursor.peek else { return nil }
    let year = gregorian(token.value)
    if second.kind == .number, second.digitCount <= 2 {
      cursor.advance()
      guard cursor.skipSeparators() else { return nil }
      // `2025. gada 14. februāris`
      if isNamed, let (month, last) = monthAt(tokens, cursor.index) {
        return DateMatch(
          year: year, month: month, day: second.value, from: token, to: tokens[last],
          first: index, last: last)
      }
      if isNamed { passMonthSigns(&cursor) }
      guard let third = cursor.peek, third.kind == .number, third.digitCount <= 2 else {
        return nil
      }
      if let iranian = iranian(token.value, second.value, third.value) {
        return DateMatch(iranian, tokens: tokens, first: index, last: cursor.index)
      }
      return DateMatch(
        year: year, month: second.value, day: third.value, from: token, to: third,
        first: index, last: cursor.index)
    }
    guard let (month, last) = monthAt(tokens, cursor.index) else { return nil }
    cursor.index = last + 1
    cursor.skipSeparators()
    guard let third = cursor.peek, third.kind == .number, third.digitCount <= 2 else {
      return nil
    }
    return DateMatch(
      year: year, month: month, day: third.value, from: token, to: third, first: index,
      last: cursor.index)
  }

  /// Passes the word for a year behind its number: `2025. gada`, `2025 m.`, `2025(e)ko`; answers whether
  /// there was one of the page's language.
  private func passYearWord(_ cursor: inout DateCursor) -> Bool {
    var here = cursor
    here.skipSeparators()
    if here.peek?.isMark(0x28) == true, here.next?.word == [0x65],
      here.index + 2 < here.tokens.count
    {
      here.index += 3
    }
    guard let word = here.peek?.word, !word.isEmpty,
      yearWords.contains(word) || yearWords.contains(Array(language.utf8.prefix(2)) + [0x3A] + word)
    else { return false }
    here.advance()
    cursor = here
    return true
  }

  /// Passes the words between a month's number and a day: `2 сарын 14`, `2-р сарын 14`.
  private func passMonthSigns(_ cursor: inout DateCursor) {
    for _ in 0..<2 {
      guard let word = cursor.peek?.word, monthSigns.contains(word) else { return }
      cursor.advance()
      cursor.skipSeparators()
    }
  }

  /// `2026:10:14`, as cameras write it.
  private func colonDate(_ tokens: [DateToken], _ index: Int) -> DateMatch? {
    guard index + 4 < tokens.count, tokens[index].value >= 1990, tokens[index].value <= 2060,
      tokens[index + 1].isMark(0x3A), tokens[index + 2].digitCount == 2,
      tokens[index + 3].isMark(0x3A), tokens[index + 4].digitCount == 2
    else { return nil }
    return DateMatch(
      year: tokens[index].value, month: tokens[index + 2].value, day: tokens[index + 4].value,
      from: tokens[index], to: tokens[index + 4], first: index, last: index + 4)
  }

  private func compact(_ token: DateToken, index: Int) -> DateMatch? {
    var day = token.value
    var clock = 0
    if token.digitCount > 8 {
      clock = token.digitCount == 14 ? day % 1_000_000 : day % 10_000 * 100
      day /= token.digitCount == 14 ? 1_000_000 : 10_000
    }
    guard day / 10000 >= 1990, day / 10000 <= 2060 else { return nil }
    var match = DateMatch(
      year: day / 10000, month: day / 100 % 100, day: day % 100, from: token, to: token,
      first: index, last: index)
    if token.digitCount > 8, clock / 10000 < 24, clock / 100 % 100 < 60, clock % 100 < 60 {
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
    cursor.skipSeparators()
    if let match = numberedMonth(tokens, index, at: cursor.index) { return match }
    // A filler may be the beginning of a name: `พ.ค.`
    if monthAt(tokens, cursor.index) == nil { cursor.skipSeparators(crossingFillers: true) }
    let before = dashes(tokens, index + 1..<cursor.index)
    guard let name = cursor.peek, name.kind == .word else { return nil }
    if let iranian = iranianDay(tokens, index, nameAt: cursor.index) { return iranian }
    var month: Int?
    if let (value, last) = monthAt(tokens, cursor.index) {
      month = value
      cursor.index = last
    } else if name.word == thang || name.word == thg {
      cursor.advance()
      cursor.skipSeparators()
      if let number = cursor.peek, number.kind == .number, number.value <= 12 {
        month = number.value
      } else if let (number, last) = vietnameseNumber(tokens, cursor.index) {
        month = number
        cursor.index = last
      }
    }
    guard let month else { return nil }
    let monthEnd = cursor.index + 1
    cursor.advance()
    cursor.skipSeparators(crossingFillers: true)
    // Arabic pages name the month twice: `فبراير/ شباط`, `فبراير (شباط)`.
    let isBracketed = cursor.peek?.isMark(UInt8(ascii: "(")) == true
    if let (again, last) = monthAt(tokens, cursor.index + (isBracketed ? 1 : 0)), again == month {
      cursor.index = last + 1
      if isBracketed, cursor.peek?.isMark(UInt8(ascii: ")")) == true { cursor.advance() }
      cursor.skipSeparators(crossingFillers: true)
    }
    guard let year = cursor.peek, year.kind == .number else { return nil }
    guard var value = yearValue(year) else { return nil }
    // `18 - April 30` is the end of one date and another: a year of two digits stands as the day does.
    if year.digitCount == 2, before != dashes(tokens, monthEnd..<cursor.index) { return nil }
    // Thai writes two digits of the Buddhist year.
    if year.digitCount == 2,
      name.word.starts(with: [0xE0, 0xB8]) || name.word.starts(with: [0xE0, 0xB9])
    {
      value = 1957 + year.value
    }
    if year.digitCount == 2, cursor.next?.isMark(UInt8(ascii: ":")) == true { return nil }
    return DateMatch(
      year: value, month: month, day: token.value, from: token, to: year, first: index,
      last: cursor.index)
  }

  /// `11 2月 2025` and `11 2월 2025`, as feeds of East Asia put their names into RFC 822's form.
  private func numberedMonth(_ tokens: [DateToken], _ index: Int, at monthIndex: Int) -> DateMatch?
  {
    guard monthIndex + 1 < tokens.count, monthIndex > index + 1,
      tokens[monthIndex].kind == .number, tokens[monthIndex].digitCount <= 2,
      tokens[monthIndex + 1].word == yue || tokens[monthIndex + 1].word == wol
    else { return nil }
    var cursor = DateCursor(tokens: tokens, index: monthIndex + 2)
    cursor.skipSeparators()
    guard let year = cursor.peek, year.digitCount == 4 else { return nil }
    return DateMatch(
      year: gregorian(year.value), month: tokens[monthIndex].value, day: tokens[index].value,
      from: tokens[index], to: year, first: index, last: cursor.index)
  }

  /// The marks in a range but for stops and commas: dashes, slashes and the like.
  private func dashes(_ tokens: [DateToken], _ range: Range<Int>) -> [Int] {
    guard range.upperBound <= tokens.count else { return [] }
    return tokens[range].filter { $0.kind == .mark && !$0.isMark(0x2E) && !$0.isMark(0x2C) }
      .map(\.value)
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
    guard let again = cursor.peek, again.kind == .mark, again.value == mark.value,
      !isPartOfNumber(tokens, before: index)
    else { return nil }
    cursor.advance()
    cursor.skipBlank()
    guard let third = cursor.peek, third.kind == .number, let year = yearValue(third) else {
      return nil
    }
    if isPartOfNumber(tokens, after: cursor.index, mark: mark.value) { return nil }
    // Two digits are a year only where nothing else can be meant: versions and scores look alike.
    if third.digitCount == 2, first.digitCount != 2 || second.digitCount != 2,
      !isFollowedByClock(tokens, cursor.index)
    {
      return nil
    }
    let monthFirst =
      second.value > 12
      || (first.value <= 12 && mark.isMark(UInt8(ascii: "/")) && prefersMonthFirst)
    return DateMatch(
      year: year, month: monthFirst ? first.value : second.value,
      day: monthFirst ? second.value : first.value, from: first, to: third, first: index,
      last: cursor.index)
  }

  /// True where an hour with its word or its minutes stands behind `27.3.23`: then it is a day.
  private func isFollowedByClock(_ tokens: [DateToken], _ last: Int) -> Bool {
    for index in (last + 1)..<max(last + 1, min(last + 5, tokens.count))
    where tokens[index].kind == .number {
      return clock(tokens, index, limit: tokens.count) != nil
    }
    return false
  }

  /// The month in `Tháng Ba` and `Tháng Mười Hai`, and its last token.
  private func vietnameseNumber(_ tokens: [DateToken], _ index: Int) -> (Int, last: Int)? {
    guard index < tokens.count, let number = vietnameseNumbers[tokens[index].word] else {
      return nil
    }
    if number == 10, index + 2 < tokens.count, tokens[index + 1].kind == .blank,
      let more = vietnameseNumbers[tokens[index + 2].word], more <= 2
    {
      return (10 + more, index + 2)
    }
    return (number, index)
  }

  /// `February 12, 2025`, `Feb. 12th, 2025`, `Thu Feb 13 11:38:35 EST 2025`
  private func monthNameFirst(_ tokens: [DateToken], _ index: Int) -> DateMatch? {
    guard let (month, last) = monthAt(tokens, index) else { return nil }
    var cursor = DateCursor(tokens: tokens, index: last + 1)
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
    // Of two names of months the first is a weekday: `mar` is Tuesday in Romance languages. So is a
    // name before a comma, or before a word and a year: that word is a month that is not known.
    if monthAt(tokens, cursor.index) != nil { return nil }
    if tokens[last + 1..<dayIndex].contains(where: { $0.isMark(0x2C) })
      || isBeforeYear(tokens, cursor.index)
    {
      return nil
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

  /// True for a word that a number of four digits follows.
  private func isBeforeYear(_ tokens: [DateToken], _ index: Int) -> Bool {
    guard index < tokens.count, tokens[index].kind == .word else { return false }
    var cursor = DateCursor(tokens: tokens, index: index + 1)
    cursor.skipSeparators()
    return cursor.peek?.digitCount == 4
  }

  /// True where digits and a mark stand right before: a telephone number, a version.
  private func isPartOfNumber(_ tokens: [DateToken], before index: Int) -> Bool {
    guard index >= 1, tokens[index - 1].kind == .mark else { return false }
    let mark = tokens[index - 1]
    if mark.isMark(UInt8(ascii: "+")) { return true }
    return index >= 2 && isDateMark(mark.value) && tokens[index - 2].kind == .number
  }

  /// True where the numbers go on behind a date's last part.
  private func isPartOfNumber(_ tokens: [DateToken], after index: Int, mark: Int) -> Bool {
    guard index + 2 < tokens.count, tokens[index + 1].kind == .mark,
      tokens[index + 2].kind == .number
    else { return false }
    let next = tokens[index + 1].value
    return next == mark || (tokens[index].digitCount == 2 && isDateMark(next))
  }

  /// The month named at a token, and the last of its tokens.
  private func monthAt(_ tokens: [DateToken], _ index: Int) -> (month: Int, last: Int)? {
    guard index < tokens.count, tokens[index].kind == .word else { return nil }
    if index + 2 < tokens.count, tokens[index + 2].kind == .word {
      let between = tokens[index + 1]
      if between.kind == .blank || between.isMark(UInt8(ascii: ".")),
        let month = DateNames.month(
          tokens[index].word, tokens[index + 2].word, dotted: between.kind == .mark,
          language: Array(language.utf8))
      {
        return (month, index + 2)
      }
    }
    if let month = monthValue(tokens[index].word) { return (month, index) }
    guard language.starts(with: "hu") || language.starts(with: "pl") else { return nil }
    return romanMonths[tokens[index].word].map { ($0, index) }
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

private let thang = Array("thang".utf8)

private let thg = Array("thg".utf8)

/// Accents are folded away: `tư` and `tám`, `ba` and `bảy` stay apart.
private let vietnameseNumbers: [[UInt8]: Int] = {
  let names = "mot giêng;hai;ba;tu bốn;nam;sau;bay;tam;chin;muoi;;chap"
  var found: [[UInt8]: Int] = [:]
  for (index, spellings) in names.split(separator: ";", omittingEmptySubsequences: false)
    .enumerated()
  {
    for word in DateWords.set(String(spellings)) { found[word] = index + 1 }
  }
  return found
}()

/// Months in Roman digits, as Hungarian and Polish write them.
private let romanMonths: [[UInt8]: Int] = {
  var found: [[UInt8]: Int] = [:]
  for (index, name) in "i ii iii iv v vi vii viii ix x xi xii".split(separator: " ").enumerated() {
    found[Array(name.utf8)] = index + 1
  }
  return found
}()

private let yue = Array("月".utf8)

private let wol = Array("월".utf8)

private let monthSigns = DateWords.set("р сар сарын")

/// By the word, or `lt:` and the word.
private let yearWords: Set<[UInt8]> = Set(
  RuleFile.dates["behind the year"].map { DateWords.folded($0.utf8.filter { $0 != 0x20 }) })
