extension DateReader {
  /// Adds the time that stands within a few words after, or else before, a date.
  func attachTime(_ tokens: [DateToken], _ match: inout DateMatch, from start: Int) {
    if match.parts.hour != nil {
      var last = match.last
      if match.parts.zone == nil, let zone = zoneAfter(tokens, &last) {
        match.parts.zone = DateMatch.settled(zone, on: match.parts)
        match.last = last
        match.end = tokens[last].end
      }
      return
    }
    if let time = argumentClock(tokens, match) { return match.take(time, tokens: tokens) }
    for index in (match.last + 1)..<max(match.last + 1, min(match.last + 10, tokens.count)) {
      let token = tokens[index]
      if token.kind == .word, let time = namedHour(token.word, at: index) {
        match.take(time, tokens: tokens)
        break
      }
      if token.kind == .number {
        if let time = clock(tokens, index, limit: tokens.count) { match.take(time, tokens: tokens) }
        return attachTimeBefore(tokens, &match, from: start)
      }
      if token.kind == .word, token.word.count > 12, token.word.count > 36 || token.word[0] < 0xE0 {
        break
      }
    }
    attachTimeBefore(tokens, &match, from: start)
  }

  /// The hour and minute in `datetime.datetime(2026, 10, 14, 12, 5)`.
  private func argumentClock(_ tokens: [DateToken], _ match: DateMatch) -> ClockMatch? {
    guard match.first >= 2, tokens[match.first - 1].isMark(0x28),
      tokens[match.first - 2].word == Array("datetime".utf8)
    else { return nil }
    var values: [(value: Int, index: Int)] = []
    for index in (match.last + 1)..<min(match.last + 10, tokens.count) {
      if tokens[index].isMark(0x29) { break }
      if tokens[index].kind == .number { values.append((tokens[index].value, index)) }
      if tokens[index].kind == .word { break }
    }
    guard let hour = values.first, let last = values.prefix(3).last, hour.value < 24,
      values.prefix(3).allSatisfy({ $0.value < 60 })
    else { return nil }
    var time = ClockMatch(hour: hour.value, minute: 0, first: hour.index, last: last.index)
    if values.count > 1 { time.minute = values[1].value }
    if values.count > 2 { time.second = values[2].value }
    return time
  }

  /// `noon` and `midnight` in place of a time.
  private func namedHour(_ word: [UInt8], at index: Int) -> ClockMatch? {
    if word == Array("noon".utf8) {
      return ClockMatch(hour: 12, minute: 0, first: index, last: index)
    }
    if word == Array("midnight".utf8) {
      return ClockMatch(hour: 0, minute: 0, first: index, last: index)
    }
    return nil
  }

  private func attachTimeBefore(
    _ tokens: [DateToken], _ match: inout DateMatch, from start: Int
  ) {
    guard match.parts.hour == nil else { return }
    for index in max(start, match.first - 14)..<max(start, match.first)
    where tokens[index].kind == .number {
      if let time = clock(tokens, index, limit: match.first), match.first - time.last <= 6 {
        return match.take(time, tokens: tokens)
      }
    }
  }

  /// `11:38`, `11:38:35.000+01:00`, `10.30 Uhr`, `9h05`, `5 p.m. ET`; the number stands at or after
  /// `index`, before `limit`.
  func clock(_ tokens: [DateToken], _ index: Int, limit: Int) -> ClockMatch? {
    var start = index
    while start < limit, tokens[start].kind != .number { start += 1 }
    guard start < limit else { return nil }
    if let time = basicClock(tokens, start) { return time }
    guard tokens[start].digitCount <= 2, tokens[start].value < 25 else { return nil }
    var time = ClockMatch(hour: tokens[start].value, minute: 0, first: start, last: start)
    let opener = clockOpener(tokens, before: start)
    guard readMinutes(tokens, &time, limit: limit, isOpened: opener != nil) else { return nil }
    if let opener {
      time.first = opener.first
      if let part = opener.part { time.move(to: part) }
    }
    guard time.hour < 24 || (time.hour == 24 && time.minute == 0 && time.second == 0) else {
      return nil
    }
    time.zone = zoneAfter(tokens, &time.last)
    return time
  }

  /// What follows the hour: minutes, seconds, a half-day, a word for hours; false when nothing does.
  private func readMinutes(
    _ tokens: [DateToken], _ time: inout ClockMatch, limit: Int, isOpened: Bool
  ) -> Bool {
    let start = time.last
    guard start + 1 < limit else { return isOpened && isAtClockWord(tokens, before: start) }
    let next = tokens[start + 1]
    let isDot = next.isMark(UInt8(ascii: "."))
    let minuteFollows = start + 2 < limit && isMinute(tokens[start + 2])
    if minuteFollows, next.isMark(UInt8(ascii: ":")) || isDot || isHourSign(next) {
      time.minute = tokens[start + 2].value
      time.last = start + 2
      readSeconds(tokens, &time, limit: limit, mark: isDot ? 0x2E : 0x3A)
      let isSpoken = readHalfDay(tokens, &time)
      return passHourWord(tokens, &time.last) || isSpoken || isOpened || !isDot
        || endsDottedTime(tokens, after: time.last)
    }
    if let minute = spokenMinute(tokens, after: start, limit: limit) {
      time.minute = tokens[minute].value
      time.last = minute
      if minute + 1 < tokens.count, tokens[minute + 1].kind == .word { time.last += 1 }
      passMinuteSign(tokens, &time.last)
      _ = readHalfDay(tokens, &time)
      return true
    }
    if readHalfDay(tokens, &time) { return true }
    if passHourWord(tokens, &time.last) { return true }
    return isOpened && isAtClockWord(tokens, before: start)
  }

  /// True where `21.05` beside a date can be nothing but a time: a zone follows, or nothing does on a
  /// page of a language that writes times so.
  private func endsDottedTime(_ tokens: [DateToken], after last: Int) -> Bool {
    var index = last + 1
    if index < tokens.count, tokens[index].kind == .blank { index += 1 }
    if index < tokens.count, tokens[index].kind == .word {
      return index > last + 1 && plainZones.contains(tokens[index].word)
    }
    guard !language.isEmpty, !language.starts(with: "en") else { return false }
    guard index < tokens.count else { return true }
    return tokens[index].kind == .mark && !tokens[index].isMark(0x2E) && !tokens[index].isMark(0x25)
      && !tokens[index].isMark(0x2F)
  }

  /// True where a word such as `klo` or `오후` stands right before the hour.
  private func isAtClockWord(_ tokens: [DateToken], before index: Int) -> Bool {
    clockOpener(tokens, before: index) != nil
  }

  /// The minute behind a sign for hours: `9時5分`, `9시 5분`, `9 h 05`.
  private func spokenMinute(_ tokens: [DateToken], after hour: Int, limit: Int) -> Int? {
    var index = hour + 1
    if index < limit, tokens[index].kind == .blank { index += 1 }
    guard index < limit, hoursBetween.contains(tokens[index].word) else { return nil }
    index += 1
    // `20 ч. 30 мин.`
    if index < limit, tokens[index].isMark(0x2E), tokens[index - 1].word.count <= 6 { index += 1 }
    if index < limit, tokens[index].kind == .blank { index += 1 }
    guard index < limit, tokens[index].kind == .number, tokens[index].digitCount <= 2,
      tokens[index].value < 60
    else { return nil }
    if tokens[index].digitCount == 2 { return index }
    let sign = index + (index + 1 < tokens.count && tokens[index + 1].kind == .blank ? 2 : 1)
    guard sign < tokens.count, minuteSigns.contains(tokens[sign].word) else { return nil }
    return index
  }

  /// Passes the word for minutes behind a blank: `9 giờ 05 phút`.
  private func passMinuteSign(_ tokens: [DateToken], _ last: inout Int) {
    guard last + 2 < tokens.count, tokens[last + 1].kind == .blank,
      minuteSigns.contains(tokens[last + 2].word)
    else { return }
    last += 2
  }

  /// `T120500` and `T1205`: ISO 8601 without colons, and four or six digits behind eight.
  private func basicClock(_ tokens: [DateToken], _ index: Int) -> ClockMatch? {
    let number = tokens[index]
    guard number.digitCount == 4 || number.digitCount == 6, index >= 2,
      tokens[index - 1].word == [UInt8(ascii: "t")]
        || (tokens[index - 1].kind == .blank && tokens[index - 2].digitCount == 8),
      tokens[index - 1].kind == .blank || tokens[index - 2].kind == .number
    else { return nil }
    let value = number.digitCount == 4 ? number.value * 100 : number.value
    let second = min(value % 100, 59)
    guard value / 10_000 <= 24, value / 100 % 100 < 60, value % 100 <= 60 else { return nil }
    var time = ClockMatch(
      hour: value / 10_000, minute: value / 100 % 100, second: second, first: index, last: index)
    if time.hour == 24, time.minute > 0 || time.second > 0 { return nil }
    skipFraction(tokens, &time)
    time.zone = zoneAfter(tokens, &time.last)
    return time
  }

  /// The word before an hour: a half-day as in `오후 3:05`, or `klo`, `kl.`, `ore` and the like.
  private func clockOpener(_ tokens: [DateToken], before start: Int) -> (
    first: Int, part: ClockMatch.HalfDay?
  )? {
    var index = start - 1
    while index >= 0, start - index <= 3,
      tokens[index].kind == .blank || tokens[index].isMark(UInt8(ascii: "."))
    {
      index -= 1
    }
    guard index >= 0, tokens[index].kind == .word else { return nil }
    let word = tokens[index].word
    if let part = HalfDayNames.shared.part(endOf: word) { return (index, part) }
    if let phrase = halfDayPhrase(tokens, endingAt: index) { return phrase }
    if clockWords.contains(word) { return (index, nil) }
    // One letter behind a year is the sign of an era, `am` before a day is German.
    let isPreposition = word == [0x61, 0x6D] || word == [0x65, 0x6D]
    let isLong = word.count > 2 || (word.count == 2 && word[0] < 0x80)
    if isLong || HalfDayNames.shared.isOwn(word, language: language), !isPreposition,
      let part = halfDay(word)
    {
      return (index, part)
    }
    return nil
  }

  private func isMinute(_ token: DateToken) -> Bool {
    token.kind == .number && token.digitCount == 2 && token.value < 60
  }

  private func isHourSign(_ token: DateToken) -> Bool {
    token.kind == .word && hourSigns.contains(token.word)
  }

  /// Passes a word such as `Uhr`, `uur` or `h` behind a time.
  private func passHourWord(_ tokens: [DateToken], _ last: inout Int) -> Bool {
    var index = last + 1
    if index < tokens.count, tokens[index].kind == .blank { index += 1 }
    guard index < tokens.count, tokens[index].kind == .word,
      hourWords.contains(tokens[index].word) || isHourSign(tokens[index])
        || indonesianZones.contains(tokens[index].word)
    else { return false }
    // Indonesia's zones stand where others write a word for hours; they are read as zones.
    if !indonesianZones.contains(tokens[index].word) { last = index }
    return true
  }

  private func readSeconds(
    _ tokens: [DateToken], _ time: inout ClockMatch, limit: Int, mark sign: UInt8
  ) {
    let mark = time.last + 1
    guard mark + 1 < limit, tokens[mark].isMark(sign),
      tokens[mark + 1].digitCount == 2, tokens[mark + 1].value <= 60
    else { return }
    // A leap second belongs to the minute it ends.
    time.second = min(tokens[mark + 1].value, 59)
    time.last = mark + 1
    skipFraction(tokens, &time)
  }

  private func skipFraction(_ tokens: [DateToken], _ time: inout ClockMatch) {
    let point = time.last + 1
    if point + 1 < tokens.count,
      tokens[point].isMark(UInt8(ascii: ".")) || tokens[point].isMark(UInt8(ascii: ",")),
      tokens[point + 1].kind == .number
    {
      time.last = point + 1
    }
  }

  /// The zone after a time: `Z`, `+02:00`, `-0500`, `GMT+1`, `CEST`, `(UTC)`.
  func zoneAfter(_ tokens: [DateToken], _ last: inout Int) -> Int? {
    var index = last + 1
    while index < tokens.count, index - last <= 6,
      tokens[index].kind == .blank || tokens[index].isMark(UInt8(ascii: "."))
        || tokens[index].isMark(UInt8(ascii: "(")) || hourWords.contains(tokens[index].word)
    {
      index += 1
    }
    guard index < tokens.count else { return nil }
    if tokens[index].kind == .word, language.isEmpty || language.starts(with: "en"),
      let minutes = DateNames.americanZone(tokens[index].word)
    {
      last = index
      return minutes
    }
    if tokens[index].kind == .word, let minutes = DateNames.zoneMinutes(tokens[index].word) {
      last = index
      if minutes == 0, let offset = offset(tokens, index + 1) ?? offset(tokens, index + 2) {
        last = offset.last
        return offset.minutes
      }
      return minutes
    }
    if tokens[index].kind == .word, !isWord(tokens, after: index),
      let minutes = DateNames.closingZone(tokens[index].word, language: Array(language.utf8))
    {
      last = index
      return minutes
    }
    guard let offset = offset(tokens, index) else { return nil }
    last = offset.last
    return offset.minutes
  }

  /// True where a word follows, behind a blank or not.
  private func isWord(_ tokens: [DateToken], after index: Int) -> Bool {
    tokens.dropFirst(index + 1).first { $0.kind != .blank }?.kind == .word
  }

  private func offset(_ tokens: [DateToken], _ index: Int) -> (minutes: Int, last: Int)? {
    guard index + 1 < tokens.count, tokens[index + 1].kind == .number else { return nil }
    assert(index > 0, "an offset follows a time")
    let sign: Int
    if tokens[index].isMark(UInt8(ascii: "+")) {
      sign = 1
    } else if tokens[index].isMark(UInt8(ascii: "-")) {
      sign = -1
    } else {
      return nil
    }
    let number = tokens[index + 1]
    if number.digitCount == 4, number.value / 100 <= 14, number.value % 100 < 60 {
      return (sign * (number.value / 100 * 60 + number.value % 100), index + 1)
    }
    guard number.digitCount <= 2, number.value <= 14 else { return nil }
    if index + 3 < tokens.count, tokens[index + 2].isMark(UInt8(ascii: ":")),
      isMinute(tokens[index + 3])
    {
      return (sign * (number.value * 60 + tokens[index + 3].value), index + 3)
    }
    return (sign * number.value * 60, index + 1)
  }
}

private let hourSigns = DateWords.set("h 時 时 시 點 点")

private let minuteSigns = words("minutes")

private let hourWords = words("behind the time")

private let indonesianZones = DateWords.set("wib wita wit")

/// Words before an hour. A full stop may be the sign between hour and minute behind them.
private let clockWords = words("before the hour")

private let hoursBetween = words("hours between")

/// Zones that are no words of the languages that part hour and minute by a full stop.
private let plainZones = DateWords.set("gmt utc bst cet cest mez mesz eet eest msk мск wib wita")

private func words(_ section: String) -> Set<[UInt8]> {
  RuleFile.dates[section].reduce(into: []) { $0.formUnion(DateWords.set($1)) }
}
