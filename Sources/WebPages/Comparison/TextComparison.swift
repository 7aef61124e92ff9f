internal import Bytes

/// Two texts side by side: which paragraphs stand for each other, and which words are shared, moved, or
/// stand in one of them only.
///
/// Time grows with the product of the paragraphs, and of the words of two that stand for each other.
struct TextComparison {
  /// What a word is, beside the other text.
  enum Mark { case shared, own, moved }

  /// A line of the two columns; nil where a side has nothing.
  struct Row: Equatable {
    var left: Int?
    var right: Int?
    /// The paragraph of the other side that a lone one was moved from or to.
    var counterpart: Int?
  }

  private(set) var left: [ComparedParagraph]
  private(set) var right: [ComparedParagraph]
  private(set) var rows: [Row] = []
  /// The marks of each paragraph's words.
  private(set) var leftMarks: [[Mark]]
  private(set) var rightMarks: [[Mark]]

  /// Paragraphs beyond are not compared.
  static let paragraphLimit = 400
  /// Two paragraphs that share less do not stand for each other.
  private static let likenessFloor = 0.3
  /// One that shares so much with another in a different place was moved.
  private static let moveFloor = 0.55
  /// Words in a row that count as a passage that was moved.
  private static let passageWordCount = 7
  /// The product of words up to which two paragraphs are compared in their order.
  private static let productLimit = 4_000_000

  init(_ left: [String], _ right: [String]) {
    self.left = left.prefix(Self.paragraphLimit).map { ComparedParagraph($0) }
    self.right = right.prefix(Self.paragraphLimit).map { ComparedParagraph($0) }
    leftMarks = self.left.map { Array(repeating: .own, count: $0.words.count) }
    rightMarks = self.right.map { Array(repeating: .own, count: $0.words.count) }
    align()
    findMovedParagraphs()
    for row in rows {
      if let one = row.left, let other = row.right { compare(one, other, as: .shared) }
      if let one = row.left, let other = row.counterpart { compare(one, other, as: .moved) }
    }
    findMovedPassages()
  }

  /// Words of a side with a mark.
  func count(_ mark: Mark, onLeft: Bool) -> Int {
    (onLeft ? leftMarks : rightMarks).reduce(0) { sum, marks in
      sum + marks.count { $0 == mark }
    }
  }

  // MARK: Paragraphs

  /// The pairs in the same order on both sides that are most alike together.
  private mutating func align() {
    let (rowCount, columnCount) = (left.count, right.count)
    let likeness = left.map { one in
      right.map { other in
        let share = one.likeness(with: other)
        // Longer paragraphs decide.
        return share < Self.likenessFloor
          ? 0 : share * Double(1 + min(one.words.count, other.words.count))
      }
    }
    var best = [[Double]](
      repeating: [Double](repeating: 0, count: columnCount + 1), count: rowCount + 1)
    for row in stride(from: rowCount - 1, through: 0, by: -1) {
      for column in stride(from: columnCount - 1, through: 0, by: -1) {
        let pair = likeness[row][column]
        best[row][column] = max(
          best[row + 1][column], best[row][column + 1],
          pair > 0 ? pair + best[row + 1][column + 1] : 0)
      }
    }
    var (row, column) = (0, 0)
    while row < rowCount || column < columnCount {
      if row < rowCount, column < columnCount, likeness[row][column] > 0,
        best[row][column] == likeness[row][column] + best[row + 1][column + 1]
      {
        rows.append(Row(left: row, right: column))
        (row, column) = (row + 1, column + 1)
      } else if row < rowCount, column == columnCount || best[row][column] == best[row + 1][column]
      {
        rows.append(Row(left: row))
        row += 1
      } else {
        rows.append(Row(right: column))
        column += 1
      }
    }
    assert(
      rows.count { $0.left != nil } == rowCount && rows.count { $0.right != nil } == columnCount)
  }

  private mutating func findMovedParagraphs() {
    let freeLeft = rows.indices.filter { rows[$0].right == nil }
    var freeRight = rows.indices.filter { rows[$0].left == nil }
    for index in freeLeft {
      guard let one = rows[index].left, !left[one].words.isEmpty else { continue }
      let found = freeRight.enumerated().map { offset, other in
        (offset, left[one].likeness(with: right[rows[other].right ?? 0]))
      }.max { $0.1 < $1.1 }
      guard let found, found.1 >= Self.moveFloor else { continue }
      let other = freeRight.remove(at: found.0)
      rows[index].counterpart = rows[other].right
      rows[other].counterpart = one
    }
  }

  // MARK: Words

  /// Marks the words that two paragraphs share in the same order.
  private mutating func compare(_ one: Int, _ other: Int, as mark: Mark) {
    let (a, b) = (left[one].words.map(\.key), right[other].words.map(\.key))
    var start = 0
    while start < a.count, start < b.count, a[start] == b[start] {
      leftMarks[one][start] = mark
      rightMarks[other][start] = mark
      start += 1
    }
    var (endA, endB) = (a.count, b.count)
    while endA > start, endB > start, a[endA - 1] == b[endB - 1] {
      (endA, endB) = (endA - 1, endB - 1)
      leftMarks[one][endA] = mark
      rightMarks[other][endB] = mark
    }
    let (rowCount, columnCount) = (endA - start, endB - start)
    guard rowCount > 0, columnCount > 0, rowCount * columnCount <= Self.productLimit else { return }
    // Lengths of the longest common series of what is left, from the ends.
    var lengths = [UInt16](repeating: 0, count: (rowCount + 1) * (columnCount + 1))
    let width = columnCount + 1
    for row in stride(from: rowCount - 1, through: 0, by: -1) {
      for column in stride(from: columnCount - 1, through: 0, by: -1) {
        lengths[row * width + column] =
          a[start + row] == b[start + column]
          ? lengths[(row + 1) * width + column + 1] &+ 1
          : max(lengths[(row + 1) * width + column], lengths[row * width + column + 1])
      }
    }
    var (row, column) = (0, 0)
    while row < rowCount, column < columnCount {
      if a[start + row] == b[start + column] {
        leftMarks[one][start + row] = mark
        rightMarks[other][start + column] = mark
        (row, column) = (row + 1, column + 1)
      } else if lengths[(row + 1) * width + column] >= lengths[row * width + column + 1] {
        row += 1
      } else {
        column += 1
      }
    }
  }

  /// Marks passages that stand in both texts, in paragraphs that do not stand for each other.
  private mutating func findMovedPassages() {
    let length = Self.passageWordCount
    var starts: [UInt64: (paragraph: Int, word: Int)] = [:]
    for (paragraph, marks) in rightMarks.enumerated() {
      for word in marks.indices.dropLast(length - 1)
      where marks[word..<word + length].allSatisfy({ $0 == .own }) {
        let key = Self.key(right[paragraph], word, length)
        if starts[key] == nil { starts[key] = (paragraph, word) }
      }
    }
    guard !starts.isEmpty else { return }
    for paragraph in left.indices {
      var word = 0
      while word + length <= leftMarks[paragraph].count {
        guard leftMarks[paragraph][word..<word + length].allSatisfy({ $0 == .own }),
          let other = starts[Self.key(left[paragraph], word, length)]
        else {
          word += 1
          continue
        }
        var offset = 0
        while word + offset < left[paragraph].words.count,
          other.word + offset < right[other.paragraph].words.count,
          left[paragraph].words[word + offset].key
            == right[other.paragraph].words[other.word + offset].key
        {
          if leftMarks[paragraph][word + offset] == .own {
            leftMarks[paragraph][word + offset] = .moved
          }
          if rightMarks[other.paragraph][other.word + offset] == .own {
            rightMarks[other.paragraph][other.word + offset] = .moved
          }
          offset += 1
        }
        word += max(1, offset)
      }
    }
  }

  private static func key(_ paragraph: ComparedParagraph, _ start: Int, _ count: Int) -> UInt64 {
    paragraph.words[start..<start + count].reduce(7) {
      ($0 ^ $1.key) &* 0x9E37_79B9_7F4A_7C15
    }
  }
}
