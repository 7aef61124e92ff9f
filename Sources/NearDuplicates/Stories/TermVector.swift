/// What an article is about, as weights of its terms: heaviest first, of length 1.
struct TermVector: Equatable {
  var terms: [UInt32] = []
  var weights: [Float] = []
}
