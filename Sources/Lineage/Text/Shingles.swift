/// Words side by side, as numbers, and where they stand in one text.
struct Shingles {
  /// Words in each.
  static let wordCount = 4

  /// The number of the words from each position on; shorter than the text by `wordCount` less one.
  private(set) var values: [UInt64] = []
  /// The first position of each, one more, by an open table; 0 for an empty slot.
  private var slots: [Int32] = []
  /// The next position with the same number; −1 for none.
  private var following: [Int32] = []
  private let mask: Int

  init(_ words: [LineageWord]) {
    let count = max(0, words.count - Self.wordCount + 1)
    var size = 16
    while size < count * 2 { size *= 2 }
    mask = size - 1
    slots = [Int32](repeating: 0, count: size)
    following = [Int32](repeating: -1, count: count)
    values.reserveCapacity(count)
    for position in 0..<count {
      var value: UInt64 = 0
      for offset in 0..<Self.wordCount {
        value = (value ^ words[position + offset].key) &* 0x9E37_79B9_7F4A_7C15
      }
      values.append(value ^ value >> 29)
    }
    // From the end, so that each list begins with the first position.
    for position in stride(from: count - 1, through: 0, by: -1) {
      var slot = Int(truncatingIfNeeded: values[position]) & mask
      while slots[slot] != 0, values[Int(slots[slot]) - 1] != values[position] {
        slot = (slot + 1) & mask
      }
      if slots[slot] != 0 { following[position] = slots[slot] - 1 }
      slots[slot] = Int32(position + 1)
    }
  }

  /// The position of a shingle that is nearest at or after `wanted`, or else the first; nil where it is not
  /// in the text.
  func position(of value: UInt64, near wanted: Int) -> Int? {
    var slot = Int(truncatingIfNeeded: value) & mask
    while slots[slot] != 0 {
      let first = Int(slots[slot]) - 1
      if values[first] == value {
        var position = first
        while position < wanted, following[position] >= 0 { position = Int(following[position]) }
        return position >= wanted ? position : first
      }
      slot = (slot + 1) & mask
    }
    return nil
  }
}
