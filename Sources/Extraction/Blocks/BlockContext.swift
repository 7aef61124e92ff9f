import HTMLTree

/// What a first reading of a page says of the surroundings of each of its blocks, for a second reading of those
/// that the first is not sure of.
///
/// A block is judged by its neighbours, by blocks built alike and by what holds it: how likely the article's they
/// are, weighed by their bytes. `scripts/train-extraction` computes the same of its own first reading.
struct BlockContext {
  private let page: PageBlocks
  /// The blocks that were judged, in the page's order.
  private let candidates: [Int]
  /// Log-odds of each, within ±8.
  private let odds: [Float]
  /// Bytes of each, and how many of them are the article's by the first reading.
  private let bytes: [Double]
  private let mass: [Double]
  /// The sums of those before each one; the last is that of all.
  private let bytesBefore: [Double]
  private let massBefore: [Double]
  /// By container, what it holds.
  private let held: [Sum]
  /// By signature on the page, and by signature in one parent.
  private let alike: [UInt64: Sum]
  private let siblings: [UInt64: Sum]
  /// What lies before and behind each one.
  private let before: [Side]
  private let behind: [Side]

  private struct Sum {
    var mass = 0.0
    var bytes = 0.0

    mutating func add(_ mass: Double, _ bytes: Double) {
      self.mass += mass
      self.bytes += bytes
    }
  }

  /// What lies on one side of a block.
  private struct Side {
    /// Blocks to the nearest that is surely the article's, and to the nearest that surely is not; at most 60.
    var toKept = 60
    var toOther = 60
    /// Bytes up to the former that are not the article's.
    var gap = 0.0
    /// Log-odds of the nearest of some length; -9 without one.
    var odds: Float = -9
  }

  /// The order of the numbers that `append` gives; the training script names its columns by them.
  static let names: [String] = {
    var all = ["odds", "p1", "n1", "p2", "n2", "p3", "n3", "longBefore", "longBehind"]
    all += ["total", "shareBefore", "shareBehind"]
    all += ["alike", "siblings", "own", "parent", "grand"].flatMap { [$0 + "Mean", $0 + "Share"] }
    all += ["keptBefore", "keptBehind", "otherBefore", "otherBehind", "gapBefore", "gapBehind"]
    return (all + ["near", "wide"]).map { "first" + $0.prefix(1).uppercased() + $0.dropFirst() }
  }()

  static let count = names.count

  private static let keptOdds: Float = 1.5
  private static let otherOdds: Float = -2
  private static let longByteCount = 80.0
  private static let otherByteCount = 40.0
  private static let reach = 60

  /// `odds` are those of the blocks `candidates`.
  init(_ page: PageBlocks, candidates: [Int], odds: [Float]) {
    assert(candidates.count == odds.count)
    self.page = page
    self.candidates = candidates
    self.odds = odds.map { max(-8, min(8, $0)) }
    bytes = candidates.map { Double(page.blocks[$0].count) }
    mass = zip(self.odds, bytes).map { max(0, min(1, (Double($0) + 3) / 6)) * $1 }
    bytesBefore = BlockContext.sums(bytes)
    massBefore = BlockContext.sums(mass)
    var held = [Sum](repeating: Sum(), count: page.containers.count)
    var (alike, siblings): ([UInt64: Sum], [UInt64: Sum]) = ([:], [:])
    for (number, index) in candidates.enumerated() {
      let container = page.blocks[index].container
      held[container].add(mass[number], bytes[number])
      let entry = page.containers[container]
      alike[entry.signature, default: Sum()].add(mass[number], bytes[number])
      siblings[BlockContext.siblingKey(entry), default: Sum()].add(mass[number], bytes[number])
    }
    // A container stands behind the one around it.
    for container in page.containers.indices.dropFirst().reversed() {
      held[page.containers[container].parent].add(held[container].mass, held[container].bytes)
    }
    (self.held, self.alike, self.siblings) = (held, alike, siblings)
    before = BlockContext.sides(Array(candidates.indices), candidates, self.odds, bytes)
    behind = BlockContext.sides(candidates.indices.reversed(), candidates, self.odds, bytes)
      .reversed()
  }

  private static func siblingKey(_ entry: PageContainer) -> UInt64 {
    WordScanner.combine(entry.signature, UInt64(entry.parent))
  }

  private static func sums(_ values: [Double]) -> [Double] {
    var sums = [0.0]
    sums.reserveCapacity(values.count + 1)
    for value in values { sums.append(sums[sums.count - 1] + value) }
    return sums
  }

  /// What lies on the side that `order` comes from, in that order.
  private static func sides(
    _ order: [Int], _ candidates: [Int], _ odds: [Float], _ bytes: [Double]
  ) -> [Side] {
    var out: [Side] = []
    out.reserveCapacity(order.count)
    var (kept, other): (Int?, Int?)
    var side = Side()
    for number in order {
      side.toKept = kept.map { min(reach, abs(candidates[number] - $0)) } ?? reach
      side.toOther = other.map { min(reach, abs(candidates[number] - $0)) } ?? reach
      out.append(side)
      if odds[number] > keptOdds {
        kept = candidates[number]
        side.gap = 0
      } else {
        side.gap += bytes[number] * (1 - max(0, min(1, (Double(odds[number]) + 3) / 6)))
      }
      if odds[number] < otherOdds, bytes[number] >= otherByteCount { other = candidates[number] }
      if bytes[number] >= longByteCount { side.odds = odds[number] }
    }
    return out
  }

  /// Appends the numbers of the candidate at `number`.
  func append(_ number: Int, to row: inout [Float]) {
    let start = row.count
    row.append(odds[number])
    for offset in [-1, 1, -2, 2, -3, 3] {
      row.append(odds.indices.contains(number + offset) ? odds[number + offset] : -9)
    }
    row.append(before[number].odds)
    row.append(behind[number].odds)
    let all = massBefore[odds.count]
    let total = max(1, all)
    row.append(log2(Float(total + 1)))
    row.append(Float(massBefore[number] / total))
    row.append(Float((all - massBefore[number + 1]) / total))
    let own = page.blocks[candidates[number]].container
    let entry = page.containers[own]
    let grand = page.containers[entry.parent].parent
    let groups = [
      alike[entry.signature], siblings[BlockContext.siblingKey(entry)], held[own],
      held[entry.parent], held[grand],
    ]
    for group in groups {
      let others = (group?.bytes ?? 0) - bytes[number]
      let mass = (group?.mass ?? 0) - mass[number]
      row.append(others > 1 ? Float(mass / others) : -1)
      row.append(Float(mass / total))
    }
    let (before, behind) = (before[number], behind[number])
    row.append(Float(before.toKept))
    row.append(Float(behind.toKept))
    row.append(Float(before.toOther))
    row.append(Float(behind.toOther))
    row.append(log2(Float(before.gap + 1)))
    row.append(log2(Float(behind.gap + 1)))
    row.append(likely(around: number, within: 5))
    row.append(likely(around: number, within: 15))
    assert(row.count - start == BlockContext.count, "as many numbers as there are names")
    assert(row[start...].allSatisfy { $0.isFinite }, "a number that is none")
  }

  /// The share of the bytes around a block that are the article's.
  private func likely(around number: Int, within reach: Int) -> Float {
    let low = max(0, number - reach)
    let high = min(odds.count, number + reach + 1)
    let bytes = bytesBefore[high] - bytesBefore[low] - self.bytes[number]
    return Float((massBefore[high] - massBefore[low] - mass[number]) / max(1, bytes))
  }
}
