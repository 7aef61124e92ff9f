import EmbeddedData

/// How much each word of class and id attributes, or of the text, speaks for or against article text.
///
/// Learnt by `scripts/train-extraction` from words that occur on several sites; a word that is not
/// in the table says nothing.
struct TokenWeights {
  /// Of class and id words.
  static let shared = TokenWeights(.classWords)
  /// Of words and pairs of words of the text; see `TextScores`.
  static let ofText = TokenWeights(.textWords)

  /// Open-addressed: a key of 0 is a free slot.
  private var keys: [UInt32]
  private var weights: [Int16]
  private let mask: Int

  /// Five bytes a word: its hash and its weight.
  private init(_ file: EmbeddedFile.Name) {
    var reader = EmbeddedFile(file, version: 1).reader
    precondition(reader.remainingByteCount % 5 == 0)
    var size = 64
    while size < reader.remainingByteCount / 5 * 2 { size *= 2 }
    mask = size - 1
    keys = [UInt32](repeating: 0, count: size)
    weights = [Int16](repeating: 0, count: size)
    while !reader.isAtEnd {
      let token = reader.uint32()
      let weight = Int16(Int8(bitPattern: reader.uint8()))
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
}
