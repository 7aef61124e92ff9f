/// How much each word of class and id attributes speaks for or against article text.
///
/// Learnt by `scripts/train-extraction` from words that occur on several sites; a word that is not
/// in the table says nothing.
struct TokenWeights {
  static let shared = TokenWeights()

  /// Open-addressed: a key of 0 is a free slot.
  private var keys: [UInt32]
  private var weights: [Int16]
  private let mask: Int

  init(_ table: [(token: UInt32, weight: Int16)] = TokenWeights.learnt) {
    var size = 64
    while size < table.count * 2 { size *= 2 }
    mask = size - 1
    keys = [UInt32](repeating: 0, count: size)
    weights = [Int16](repeating: 0, count: size)
    for (token, weight) in table {
      var place = Int(token &* 0x9E37_79B1 >> 7) & mask
      while keys[place] != 0 { place = (place + 1) & mask }
      keys[place] = token
      weights[place] = weight
    }
  }

  /// In sixteenths of a natural log-odds; nil for an unknown word.
  @inline(__always)
  func weight(_ token: UInt32) -> Int16? {
    var place = Int(token &* 0x9E37_79B1 >> 7) & mask
    while keys[place] != 0 {
      if keys[place] == token { return weights[place] }
      place = (place + 1) & mask
    }
    return nil
  }

  /// The hash under which a word stands in the table.
  static func hash(_ word: some Sequence<UInt8>) -> UInt32 {
    word.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
  }
}
