/// What is known about one folded word besides its hash.
struct WordTraits: OptionSet {
  var rawValue: UInt16
  /// Written with a capital letter first.
  static let capital = WordTraits(rawValue: 1)
  /// Two or more digits.
  static let number = WordTraits(rawValue: 2)
  /// First of a sentence or line, where a capital letter says nothing.
  static let opensSentence = WordTraits(rawValue: 4)
  /// Holds at least one digit.
  static let digit = WordTraits(rawValue: 8)
  /// Follows the word before it with nothing but one space between.
  static let adjoins = WordTraits(rawValue: 16)
  /// Two or more letters, all of them capital.
  static let shouted = WordTraits(rawValue: 32)
  /// One letter of a script that is written without spaces and whose letters are words or parts of
  /// words: Han, Kana.
  static let ideograph = WordTraits(rawValue: 64)
  /// One letter of an alphabet that is written without spaces: Thai, Lao, Burmese, Khmer.
  static let unspaced = WordTraits(rawValue: 128)
  /// Holds syllables of Hangul, where endings are syllables of their own.
  static let hangul = WordTraits(rawValue: 256)
  /// Begins with a capital letter outside of ASCII.
  static let foldedCapital = WordTraits(rawValue: 512)
}
