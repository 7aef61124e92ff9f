/// How much an element's class and id words speak for or against article text.
///
/// In sixteenths of a natural log-odds, from `TokenWeights`.
struct TokenScores {
  var lowest: Int16 = 0
  var highest: Int16 = 0

  /// Takes a word's weight into account.
  mutating func add(_ weight: Int16) {
    lowest = min(lowest, weight)
    highest = max(highest, weight)
  }
}
