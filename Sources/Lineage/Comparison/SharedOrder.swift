/// How far two texts say the same things in the same order, whatever their words: long words and numbers
/// that each has once, and of these the longest series that is in the same order in both.
///
/// Of words in any order about two square roots of their number are such a series.
struct SharedOrder {
  /// Long words and numbers that each text has once.
  private(set) var commonCount = 0
  /// Those of them that are in the same order.
  private(set) var orderedCount = 0
  /// The positions of the ordered ones in the text.
  private(set) var positions: [Int] = []

  init(of text: LineageText, with other: LineageText) {
    let own = Self.single(text)
    let others = Self.single(other)
    let common = own.filter { others[$0.key] != nil }.sorted { $0.value < $1.value }
    commonCount = common.count
    // The smallest last position of a series of each length, and who comes before in it (patience sorting).
    var ends: [Int] = []
    var before = [Int](repeating: -1, count: common.count)
    var lasts: [Int] = []
    for (index, entry) in common.enumerated() {
      let position = others[entry.key] ?? 0
      var (low, high) = (0, ends.count)
      while low < high {
        let middle = (low + high) / 2
        if ends[middle] < position { low = middle + 1 } else { high = middle }
      }
      if low == ends.count {
        ends.append(position)
        lasts.append(index)
      } else {
        ends[low] = position
        lasts[low] = index
      }
      if low > 0 { before[index] = lasts[low - 1] }
    }
    orderedCount = ends.count
    var index = lasts.last ?? -1
    while index >= 0 {
      positions.append(common[index].value)
      index = before[index]
    }
    positions.reverse()
  }

  /// Words that come once, with their positions.
  private static func single(_ text: LineageText) -> [UInt64: Int] {
    var positions: [UInt64: Int] = [:]
    for (position, word) in text.words.enumerated() where word.isLandmark {
      positions[word.key] = positions[word.key] == nil ? position : -1
    }
    return positions.filter { $0.value >= 0 }
  }
}
