/// A piece of a written date: a number, a word, or one mark of punctuation.
struct DateToken {
  enum Kind: Equatable {
    case number, word, mark, blank
  }

  var kind: Kind
  /// Value of a number (saturating), or the mark's ASCII code.
  var value: Int
  /// Digits of a number.
  var digitCount: Int
  /// A word in lower case, as UTF-8; empty for the others.
  var word: [UInt8]
  /// Where the token stands in the text, in UTF-8 bytes.
  var start: Int
  var end: Int

  func isMark(_ code: UInt8) -> Bool { kind == .mark && value == Int(code) }
}
