/// Cuts a text into numbers, words, marks and blanks. Digits of any script are read as numbers.
///
/// At most `limit` tokens are made, so a long text costs no more than its beginning.
func dateTokens(_ text: some StringProtocol, limit: Int = 400) -> [DateToken] {
  var tokens: [DateToken] = []
  var position = 0
  for scalar in text.unicodeScalars {
    let width = UTF8.width(scalar)
    defer { position += width }
    if tokens.count >= limit { break }
    if isDirection(scalar), let last = tokens.indices.last {
      tokens[last].end = position + width
      continue
    }
    let (kind, value) = isGeresh(scalar, behind: tokens.last) ? (.word, 0) : classify(scalar)
    if kind == .number, let last = tokens.last, last.kind == .number, last.end == position {
      tokens[tokens.count - 1].value = min(last.value, 1 << 50) * 10 + value
      tokens[tokens.count - 1].digitCount += 1
      tokens[tokens.count - 1].end = position + width
    } else if kind == .word, let last = tokens.last, last.kind == .word, last.end == position,
      !endsWord(tokens, scalar) && !partsWrittenNumber(&tokens, scalar)
    {
      tokens[tokens.count - 1].word += isApostrophe(scalar) ? geresh : lowered(scalar)
      tokens[tokens.count - 1].end = position + width
    } else if kind == .blank, tokens.last?.kind == .blank {
      tokens[tokens.count - 1].end = position + width
    } else {
      tokens.append(
        DateToken(
          kind: kind, value: value, digitCount: kind == .number ? 1 : 0,
          word: kind == .word ? lowered(scalar) : [], start: position, end: position + width))
    }
  }
  for index in tokens.indices where tokens[index].kind == .word {
    tokens[index].word = DateWords.folded(tokens[index].word)
  }
  assert(tokens.allSatisfy { $0.start < $0.end })
  assert(zip(tokens, tokens.dropFirst()).allSatisfy { $0.end == $1.start }, "a gap between tokens")
  return tokens
}

/// True for an apostrophe right behind a Hebrew letter, where keyboards have no geresh: `פבר'`.
private func isGeresh(_ scalar: Unicode.Scalar, behind last: DateToken?) -> Bool {
  guard isApostrophe(scalar), let last, last.kind == .word, last.word.count >= 2 else {
    return false
  }
  // U+05D0 to U+05EA.
  return last.word[last.word.count - 2] == 0xD7
    && (0x90...0xAA).contains(last.word[last.word.count - 1])
}

private func isApostrophe(_ scalar: Unicode.Scalar) -> Bool { scalar == "'" || scalar == "’" }

private let geresh = Array("׳".utf8)

/// 年, 月 and 日 (and Korean's 년, 월, 일) end a word of their own; so do the signs of hours and
/// minutes behind a number. Letters that combine with the sign before go on with the word.
private func endsWord(_ tokens: [DateToken], _ next: Unicode.Scalar) -> Bool {
  guard let last = tokens.last, last.word.count == 3 || last.word.count == 6 || last.word.count == 9
  else { return false }
  if DateWords.isConjoining(next) { return false }
  let word = last.word.count == 3 ? last.word : DateWords.folded(last.word)
  if calendarSigns.contains(word) { return true }
  return clockSigns.contains(word) && tokens.dropLast().last?.kind == .number
}

/// Makes a number of the written digits at the end of the last word, where a sign of dates follows:
/// `二〇二五年十二月`; answers whether there were any.
private func partsWrittenNumber(_ tokens: inout [DateToken], _ next: Unicode.Scalar) -> Bool {
  guard next.value >= 0x5206, writtenSigns.contains(next), var last = tokens.popLast() else {
    return false
  }
  var count = 0
  while count < 4, count * 3 < last.word.count,
    writtenDigits[Array(last.word.dropLast(count * 3).suffix(3))] != nil
  {
    count += 1
  }
  let digits = (0..<count).compactMap {
    let end = last.word.count - (count - $0 - 1) * 3
    return writtenDigits[Array(last.word[(end - 3)..<end])]
  }
  guard count > 0, let value = writtenNumber(digits) else {
    tokens.append(last)
    return false
  }
  let start = last.end - count * 3
  if last.start < start {
    last.word = Array(last.word.dropLast(count * 3))
    tokens.append(
      DateToken(
        kind: .word, value: 0, digitCount: 0, word: last.word, start: last.start, end: start))
  }
  tokens.append(
    DateToken(
      kind: .number, value: value, digitCount: digits.count == 4 ? 4 : value < 10 ? 1 : 2,
      word: [], start: start, end: last.end))
  return true
}

/// `二〇二五` digit by digit, `二十三` by tens.
private func writtenNumber(_ digits: [Int]) -> Int? {
  guard let ten = digits.firstIndex(of: 10) else { return digits.reduce(0) { $0 * 10 + $1 } }
  guard digits.count <= 3, ten <= 1, digits.count - ten <= 2 else { return nil }
  return (ten == 1 ? digits[0] : 1) * 10 + (digits.count > ten + 1 ? digits[ten + 1] : 0)
}

private let writtenSigns = Set("年月日号號时時点點分".unicodeScalars)

private let writtenDigits: [[UInt8]: Int] = {
  var found: [[UInt8]: Int] = [:]
  for (index, digit) in "〇一二三四五六七八九十".enumerated() { found[Array(String(digit).utf8)] = index }
  found[Array("零".utf8)] = 0
  found[Array("○".utf8)] = 0
  return found
}()

private let clockSigns: Set<[UInt8]> = Set("時时點点分秒시분초".map { Array(String($0).utf8) })

private let calendarSigns: Set<[UInt8]> = Set("年月日년월일".map { Array(String($0).utf8) })

private func lowered(_ scalar: Unicode.Scalar) -> [UInt8] {
  if scalar.isASCII {
    let code = UInt8(scalar.value)
    return [code >= 0x41 && code <= 0x5A ? code | 0x20 : code]
  }
  // Turkish capitals: the dotted one is the plain letter.
  if scalar.value == 0x130 { return [UInt8(ascii: "i")] }
  return Array(scalar.properties.lowercaseMapping.utf8)
}

/// Marks of the direction of writing: they stand inside numbers and between them and say nothing.
private func isDirection(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x200E, 0x200F, 0x61C, 0x202A...0x202E, 0x2066...0x2069: true
  default: false
  }
}

/// The zeros of the digits of Indian and South-East Asian scripts; nine more digits follow each.
private let zeros: [UInt32] = [
  0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20, 0x1040,
  0x17E0, 0x1810,
]

private func classify(_ scalar: Unicode.Scalar) -> (DateToken.Kind, Int) {
  switch scalar.value {
  case 0x30...0x39: return (.number, Int(scalar.value) - 0x30)
  case 0x41...0x5A, 0x61...0x7A: return (.word, 0)
  case 0x09...0x0D, 0x20, 0xA0, 0x61C, 0x2000...0x200F, 0x202A...0x202F, 0x2066...0x2069, 0x3000,
    0xFEFF:
    return (.blank, 0)
  case 0x21...0x7E: return (.mark, Int(scalar.value))
  case 0x660...0x669: return (.number, Int(scalar.value) - 0x660)
  case 0x6F0...0x6F9: return (.number, Int(scalar.value) - 0x6F0)
  case 0x970: return (.mark, Int(UInt8(ascii: ".")))
  case 0x104A, 0x104B, 0x1361...0x1363: return (.mark, Int(UInt8(ascii: ",")))
  case 0x966...0x1819:
    let zero = zeros.last { $0 <= scalar.value } ?? 0
    return scalar.value - zero < 10 ? (.number, Int(scalar.value - zero)) : (.word, 0)
  case 0xFF10...0xFF19: return (.number, Int(scalar.value) - 0xFF10)
  case 0x2010...0x2015, 0x2212: return (.mark, Int(UInt8(ascii: "-")))
  case 0xFF1A: return (.mark, Int(UInt8(ascii: ":")))
  case 0xFF0F: return (.mark, Int(UInt8(ascii: "/")))
  case 0x2022, 0xB7, 0x2019, 0x2018, 0x201C, 0x201D, 0xAB, 0xBB, 0x2026, 0x3001, 0x3002, 0xFF0C:
    return (.mark, Int(UInt8(ascii: ",")))
  case 0x5F3, 0x5F4: return (.word, 0)
  case 0x60C, 0x66B, 0x66C: return (.mark, Int(UInt8(ascii: ",")))
  case 0xFF0E, 0xFF61: return (.mark, Int(UInt8(ascii: ".")))
  case 0xFF08: return (.mark, Int(UInt8(ascii: "(")))
  case 0xFF09: return (.mark, Int(UInt8(ascii: ")")))
  case 0x80...0xBF where scalar.value != 0xAA && scalar.value != 0xBA && scalar.value != 0xB5:
    return (.mark, Int(UInt8(ascii: ",")))
  default: return (.word, 0)
  }
}
