/// Years of eras and of other calendars, weeks and days of a year.
extension DateReader {
  /// `令和7年2月12日`
  func eraYearFirst(_ tokens: [DateToken], _ index: Int) -> DateMatch? {
    let word = tokens[index].word
    var number = index + 1
    if number < tokens.count, tokens[number].kind == .blank { number += 1 }
    guard number + 4 < tokens.count, tokens[number].kind == .number,
      let base = DateReader.eras.first(where: { word.suffix(6) == $0.name[...] })?.base
        ?? eraLetter(tokens, word, number)
    else { return nil }
    var rewritten = tokens[index...].prefix(14).map { $0 }
    number -= index
    rewritten[number].value = base + min(rewritten[number].value, 199)
    rewritten[number].digitCount = 4
    guard var match = yearFirst(rewritten, number) else { return nil }
    match.first += index
    match.last += index
    assert(match.last < tokens.count)
    return match
  }

  /// The letter of a Japanese era right before its year: `R8.10.14`.
  private func eraLetter(_ tokens: [DateToken], _ word: [UInt8], _ number: Int) -> Int? {
    guard word.count == 1, language.starts(with: "ja"), tokens[number].digitCount <= 2,
      tokens[number - 1].kind == .word, tokens[number + 1].kind == .mark
    else { return nil }
    switch word[0] {
    case UInt8(ascii: "r"): return 2018
    case UInt8(ascii: "h"): return 1988
    case UInt8(ascii: "s"): return 1925
    default: return nil
    }
  }

  /// The year before the first of Japan's eras and of the Republic of China.
  private static let eras: [(name: [UInt8], base: Int)] = [
    ("令和", 2018), ("平成", 1988), ("昭和", 1925), ("民國", 1911), ("民国", 1911),
  ].map { (Array($0.0.utf8), $0.1) }

  /// `115年10月14日` and, in Taiwan, `115/10/14`: years of the Republic of China.
  func republicYear(_ tokens: [DateToken], _ index: Int) -> DateMatch? {
    guard index + 4 < tokens.count, tokens[index].value >= 79, tokens[index].value <= 160 else {
      return nil
    }
    let isWritten = tokens[index + 1].word == nian && language.starts(with: "zh")
    // Nothing but a date with a time, or a page of Taiwan.
    let isWhole = index == 0 && language.starts(with: "zh") && tokens[index + 1].isMark(0x2F)
    guard isWritten || isWhole || language == "zh-tw" || language.hasPrefix("zh-hant") else {
      return nil
    }
    var rewritten = tokens[index...].prefix(12).map { $0 }
    rewritten[0].value += 1911
    rewritten[0].digitCount = 4
    guard var match = yearFirst(rewritten, 0) else { return nil }
    match.first += index
    match.last += index
    return match
  }

  /// `2026-W42-3` and `2026W423`.
  func isoWeek(_ tokens: [DateToken], _ index: Int) -> DateMatch? {
    var next = index + 1
    if next < tokens.count, tokens[next].isMark(UInt8(ascii: "-")) { next += 1 }
    guard next + 1 < tokens.count, tokens[next].word == [UInt8(ascii: "w")] else { return nil }
    let week = tokens[next + 1]
    if week.kind == .number, week.digitCount == 3,
      let day = DateParts(
        year: tokens[index].value, week: week.value / 10, weekday: week.value % 10)
    {
      return DateMatch(day, tokens: tokens, first: index, last: next + 1)
    }
    guard week.digitCount == 2, next + 3 < tokens.count,
      tokens[next + 2].isMark(UInt8(ascii: "-")), tokens[next + 3].digitCount == 1,
      let day = DateParts(
        year: tokens[index].value, week: week.value, weekday: tokens[next + 3].value)
    else { return nil }
    return DateMatch(day, tokens: tokens, first: index, last: next + 3)
  }

  /// `2026-287`, the day of the year; only where a field holds nothing but a date.
  func dayOfYear(_ tokens: [DateToken]) -> DateMatch? {
    guard tokens.count >= 3, tokens[0].digitCount == 4, tokens[0].value >= 1990,
      tokens[1].isMark(UInt8(ascii: "-")), tokens[2].digitCount == 3,
      tokens.count == 3 || tokens[3].word == [UInt8(ascii: "t")],
      let day = DateParts(year: tokens[0].value, dayOfYear: tokens[2].value)
    else { return nil }
    var match = DateMatch(day, tokens: tokens, first: 0, last: 2)
    attachTime(tokens, &match, from: 0)
    return match
  }

  /// Years 1350 to 1450 in digits are Iranian, but on Arabic pages, which count lunar years.
  func iranian(_ year: Int, _ month: Int, _ day: Int) -> DateParts? {
    guard year >= 1350, year <= 1450, !language.starts(with: "ar") else { return nil }
    return DateParts(iranianYear: year, month: month, day: day)
  }

  /// `۲۲ مهر ۱۴۰۵`
  func iranianDay(_ tokens: [DateToken], _ index: Int, nameAt: Int) -> DateMatch? {
    guard let month = DateNames.iranianMonth(tokens[nameAt].word) else { return nil }
    var cursor = DateCursor(tokens: tokens, index: nameAt + 1)
    cursor.skipSeparators()
    guard let year = cursor.peek, year.digitCount == 4,
      let day = DateParts(iranianYear: year.value, month: month, day: tokens[index].value)
    else { return nil }
    return DateMatch(day, tokens: tokens, first: index, last: cursor.index)
  }
}

private let nian = Array("年".utf8)
