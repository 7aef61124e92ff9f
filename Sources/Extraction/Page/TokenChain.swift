/// Scores of an element and all above it.
struct TokenChain {
  var lowest: Int16 = 0
  var highest: Int16 = 0
  var sumBelow: Int32 = 0
  var sumAbove: Int32 = 0

  /// The same with one more element.
  func adding(_ scores: TokenScores) -> TokenChain {
    assert(scores.lowest <= 0 && scores.highest >= 0, "scores lie on both sides of zero")
    return TokenChain(
      lowest: min(lowest, scores.lowest), highest: max(highest, scores.highest),
      sumBelow: sumBelow + Int32(scores.lowest), sumAbove: sumAbove + Int32(scores.highest))
  }
}
