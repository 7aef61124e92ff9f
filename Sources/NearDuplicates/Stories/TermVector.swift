/// What an article is about, as weights of its terms: heaviest first, of length 1.
struct TermVector: Equatable {
  var terms: [UInt32] = []
  var weights: [Float] = []

  /// A term and its weight in 21 and 11 bits.
  func packed(_ index: Int) -> UInt32 {
    let weight = max(1, (weights[index] * StoryMembers.unit).rounded())
    return terms[index] | UInt32(min(weight, StoryMembers.unit)) << StoryTerm.hashBitCount
  }
}
