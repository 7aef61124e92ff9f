/// An index among tokens that moves forward.
struct DateCursor {
  let tokens: [DateToken]
  var index: Int

  var peek: DateToken? { index < tokens.count ? tokens[index] : nil }
  var next: DateToken? { index + 1 < tokens.count ? tokens[index + 1] : nil }

  mutating func advance() { index += 1 }

  mutating func skipBlank() {
    if peek?.kind == .blank { index += 1 }
  }

  /// Moves over blanks and the marks and calendar signs between the parts of a date.
  ///
  /// At most six tokens; answers whether anything was there. `crossingFillers` moves over words
  /// such as `de`, too.
  @discardableResult
  mutating func skipSeparators(crossingFillers: Bool = false) -> Bool {
    let start = index
    while let token = peek, index - start < 8 {
      switch token.kind {
      case .blank: index += 1
      case .mark where [0x2C, 0x2D, 0x2E, 0x2F, 0x5F].contains(token.value): index += 1
      case .word where isDateSign(token.word): index += 1
      case .word where crossingFillers && DateNames.isFiller(token.word): index += 1
      default: return index > start
      }
    }
    return index > start
  }

  private func isDateSign(_ word: [UInt8]) -> Bool { word.count == 3 && dateSigns.contains(word) }
}

private let dateSigns: Set<[UInt8]> = Set("年月년월".map { Array(String($0).utf8) })
