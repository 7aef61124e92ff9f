/// Texts counted by their size, in steps of a quarter of a doubling.
package struct SizeCounts: Sendable, Equatable {
  /// Steps to a doubling.
  static let stepsToDouble = 4
  /// Steps that there are: the last one also holds all that is larger.
  static let stepCount = 120
  /// 2^¼, 2^½ and 2^¾ in 65,536ths.
  private static let quarters: [UInt64] = [77_936, 92_682, 110_218]

  /// The step of the first count.
  package private(set) var first = 0
  /// From the first step that has texts to the last one.
  package private(set) var counts: [Int] = []

  package init() {}

  /// Nil where the counts are not as they are made here.
  init?(first: Int, counts: [Int]) {
    guard counts.isEmpty || counts.first != 0 && counts.last != 0,
      first >= 0, first + counts.count <= Self.stepCount
    else { return nil }
    (self.first, self.counts) = (first, counts)
  }

  /// The step of a text with so many bytes; its middle is the step and a half.
  static func step(ofByteCount byteCount: Int) -> Int {
    let value = UInt64(clamping: max(1, byteCount))
    let exponent = 63 - value.leadingZeroBitCount
    let fraction = exponent > 16 ? value >> UInt64(exponent - 16) : value << UInt64(16 - exponent)
    return min(stepCount - 1, exponent * stepsToDouble + quarters.count { fraction >= $0 })
  }

  mutating func add(byteCount: Int) { add(1, at: Self.step(ofByteCount: byteCount)) }

  mutating func add(_ other: SizeCounts) {
    for (index, count) in other.counts.enumerated() where count > 0 {
      add(count, at: other.first + index)
    }
  }

  private mutating func add(_ count: Int, at step: Int) {
    if counts.isEmpty { first = step }
    if step < first {
      counts.insert(contentsOf: repeatElement(0, count: first - step), at: 0)
      first = step
    }
    if step - first >= counts.count {
      counts.append(contentsOf: repeatElement(0, count: step - first - counts.count + 1))
    }
    counts[step - first] += count
  }

  /// The size, in steps, below which a share of the texts lies; 0 without any.
  func quantile(_ share: Double) -> Double {
    let wanted = share * Double(counts.reduce(0, +))
    var sum = 0.0
    for (index, count) in counts.enumerated() where count > 0 {
      let next = sum + Double(count)
      if next >= wanted { return Double(first + index) + (wanted - sum) / Double(count) }
      sum = next
    }
    return Double(first)
  }
}
