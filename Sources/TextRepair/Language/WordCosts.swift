import TextEncodings

/// What letters cost in words of the language that a text is in: told from the words at hand, so that a
/// letter that only other languages have is a surprise.
struct WordCosts {
  /// What a letter and the two scalars behind it cost at most, in fifths of a bit: in a word that can
  /// be no other, in a usual one, in one that may be.
  static let surest = 45
  static let natural = 78
  static let likely = 105
  /// The same as `natural` for a word of one letter.
  static let naturalLetter = 90

  private let model = LanguageModel.shared
  private let language: Int

  /// Letters that tell a language.
  private static let leastLetters = 12
  /// Scalars by which a language is told.
  private static let sampleLimit = 600

  /// The costs in the language of `stays`, or of `changes` where that is too little or in another script.
  init(stays: [UInt32], changes: [UInt32]) {
    let own = model.bestLanguage(for: Array(changes.prefix(Self.sampleLimit)))?.language ?? 0
    let stays = Array(stays.prefix(Self.sampleLimit))
    let isTold = stays.count(where: Typography.isLetter) >= Self.leastLetters
    let told = isTold ? model.bestLanguage(for: stays)?.language ?? own : own
    // Foreign names may stay of a text in another script.
    language = model.languages[told].script == model.languages[own].script ? told : own
  }

  /// What three scalars of a run and the two behind it cost on average in their word.
  func cost(of scalars: [UInt32], _ run: Range<Int>, in word: Range<Int>) -> Int {
    let end = min(scalars.count, run.upperBound + 2)
    let head = [0x20] + Array(scalars[word.lowerBound..<run.lowerBound])
    let cost =
      model.cost(of: head + scalars[run.lowerBound..<end], in: language)
      - model.cost(of: head, in: language)
    return 3 * cost / (run.count + 2)
  }

  /// What a whole word costs.
  func cost(of word: [UInt32]) -> Int { model.cost(of: [0x20] + word, in: language) }
}
