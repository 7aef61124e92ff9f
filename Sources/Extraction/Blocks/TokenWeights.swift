import EmbeddedData

/// How much each word of class and id attributes, or of the text, speaks for or against article text.
///
/// Learned by `scripts/train-extraction` from words that occur on several sites; a word that is not
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

  /// The weights of words by their hashes.
  init(_ entries: [(token: UInt32, weight: Int16)]) {
    var size = 64
    while size < entries.count * 2 { size *= 2 }
    mask = size - 1
    keys = [UInt32](repeating: 0, count: size)
    weights = [Int16](repeating: 0, count: size)
    // 0 stands for a free slot: the one word of that hash says nothing.
    for (token, weight) in entries where token != 0 {
      var slot = Int(token &* 0x9E37_79B1 >> 7) & mask
      while keys[slot] != 0 { slot = (slot + 1) & mask }
      keys[slot] = token
      weights[slot] = weight
    }
    assert(entries.count < size, "without a free slot a look-up does not end")
  }

  /// Five bytes a word: its hash and its weight.
  private init(_ file: EmbeddedFile.Name) {
    var reader = EmbeddedFile(file, version: 1).reader
    precondition(reader.remainingByteCount % 5 == 0)
    var entries: [(token: UInt32, weight: Int16)] = []
    entries.reserveCapacity(reader.remainingByteCount / 5)
    while !reader.isAtEnd {
      entries.append((reader.uint32(), Int16(Int8(bitPattern: reader.uint8()))))
    }
    self.init(entries)
  }

  /// In sixteenths of a natural log-odds; nil for an unknown word.
  @inline(__always)
  func weight(_ token: UInt32) -> Int16? {
    var slot = Int(token &* 0x9E37_79B1 >> 7) & mask
    while keys[slot] != 0 {
      if keys[slot] == token { return weights[slot] }
      slot = (slot + 1) & mask
    }
    return nil
  }
}
