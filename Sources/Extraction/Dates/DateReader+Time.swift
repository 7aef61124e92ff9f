extension DateReader {
  /// Adds the time that stands within a few words after, or else before, a date.
  func attachTime(_ tokens: [DateToken], _ match: inout DateMatch, from start: Int) {
    if match.parts.hour != nil {
      var last = match.last
      if match.parts.zone == nil, let zone = zoneAfter(tokens, &last) {
        match.parts.zone = zone
        match.last = last
        match.end = tokens[last].end
      }
      return
    }
    for index in (match.last + 1)..<max(match.last + 1, min(match.last + 9, tokens.count)) {
      let token = tokens[index]
      if token.kind == .number {
        if let time = clock(tokens, index, limit: tokens.count) { match.take(time, tokens: tokens) }
        return attachTimeBefore(tokens, &match, from: start)
      }
      if token.kind == .word, token.word.count > 12 { break }
    }
    attachTimeBefore(tokens, &match, from: start)
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
    guard start + 1 < limit, tokens[start].digitCount <= 2, tokens[start].value < 25 else {
      return nil
    }
    var time = ClockMatch(hour: tokens[start].value, minute: 0, first: start, last: start)
    let next = tokens[start + 1]
    let minuteFollows = start + 2 < limit && isMinute(tokens[start + 2])
    if next.isMark(UInt8(ascii: ":")) || isHourSign(next) || next.isMark(UInt8(ascii: ".")),
      minuteFollows
    {
      time.minute = tokens[start + 2].value
      time.last = start + 2
      readSeconds(tokens, &time, limit: limit)
      let spoken = readHalfDay(tokens, &time) || hourWordFollows(tokens, time.last)
      if next.isMark(UInt8(ascii: ".")) && !spoken { return nil }
    } else if isHourSign(next) {
      time.last = start + 1
    } else if !readHalfDay(tokens, &time) {
      return nil
    }
    guard time.hour < 24 || (time.hour == 24 && time.minute == 0) else { return nil }
    if time.hour == 24 { time.hour = 0 }
    time.zone = zoneAfter(tokens, &time.last)
    return time
  }

  private func isMinute(_ token: DateToken) -> Bool {
    token.kind == .number && token.digitCount == 2 && token.value < 60
  }

  private func isHourSign(_ token: DateToken) -> Bool {
    token.kind == .word && hourSigns.contains(token.word)
  }

  private func hourWordFollows(_ tokens: [DateToken], _ last: Int) -> Bool {
    var index = last + 1
    if index < tokens.count, tokens[index].kind == .blank { index += 1 }
    return index < tokens.count && hourWords.contains(tokens[index].word)
  }

  private func readSeconds(_ tokens: [DateToken], _ time: inout ClockMatch, limit: Int) {
    let mark = time.last + 1
    guard mark + 1 < limit, tokens[mark].isMark(UInt8(ascii: ":")), isMinute(tokens[mark + 1])
    else { return }
    time.second = tokens[mark + 1].value
    time.last = mark + 1
    let point = time.last + 1
    if point + 1 < tokens.count,
      tokens[point].isMark(UInt8(ascii: ".")) || tokens[point].isMark(UInt8(ascii: ",")),
      tokens[point + 1].kind == .number
    {
      time.last = point + 1
    }
  }

  /// `am`, `p.m.`, also without a blank; moves the hour into the 24-hour day.
  private func readHalfDay(_ tokens: [DateToken], _ time: inout ClockMatch) -> Bool {
    var index = time.last + 1
    if index < tokens.count, tokens[index].kind == .blank { index += 1 }
    guard index < tokens.count, tokens[index].kind == .word else { return false }
    var afternoon: Bool
    switch tokens[index].word {
    case halfDay.am: afternoon = false
    case halfDay.pm: afternoon = true
    case halfDay.a, halfDay.p:
      afternoon = tokens[index].word == halfDay.p
      guard index + 2 < tokens.count, tokens[index + 1].isMark(UInt8(ascii: ".")),
        tokens[index + 2].word == halfDay.m
      else { return false }
      index += 2
    default: return false
    }
    guard time.hour <= 12 else {
      time.last = index
      return true
    }
    time.hour = time.hour % 12 + (afternoon ? 12 : 0)
    time.last = index
    return true
  }

  /// The zone after a time: `Z`, `+02:00`, `-0500`, `GMT+1`, `CEST`, `(UTC)`.
  func zoneAfter(_ tokens: [DateToken], _ last: inout Int) -> Int? {
    var index = last + 1
    while index < tokens.count, index - last <= 3,
      tokens[index].kind == .blank || tokens[index].isMark(UInt8(ascii: "."))
        || tokens[index].isMark(UInt8(ascii: "("))
    {
      index += 1
    }
    guard index < tokens.count else { return nil }
    if tokens[index].kind == .word, let minutes = DateNames.zoneMinutes(tokens[index].word) {
      last = index
      if minutes == 0, let offset = offset(tokens, index + 1) {
        last = offset.last
        return offset.minutes
      }
      return minutes
    }
    guard let offset = offset(tokens, index) else { return nil }
    last = offset.last
    return offset.minutes
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

private let hourSigns: Set<[UInt8]> = Set(["h", "時", "시", "点"].map { Array($0.utf8) })

private let hourWords: Set<[UInt8]> = Set(["uhr", "u", "uur"].map { Array($0.utf8) })

private let halfDay = (
  am: Array("am".utf8), pm: Array("pm".utf8), a: Array("a".utf8), p: Array("p".utf8),
  m: Array("m".utf8)
)
