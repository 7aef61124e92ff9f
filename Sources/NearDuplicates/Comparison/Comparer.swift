import Model

/// Compares one newer document with older ones of the hot window.
///
/// Holds what is the same for all comparisons: where the newer document's shingles lie, and what each
/// of them weighs. Reused from document to document so that it allocates nothing on the way.
struct Comparer {
  private var shingles: [UInt32] = []
  private var positions: [UInt32] = []
  private(set) var weights: [Double] = []
  private var samplingShift: UInt8 = 0
  private var numbers: [PlacedFeature] = []
  private var names: [UInt16] = []
  private var textSlots: [TextSlot] = []
  /// Open-addressing table from shingle to its index plus one.
  private var slots: [UInt16] = []
  private var mask = 0
  /// For each newer shingle, the comparison in which it was last found shared.
  private var sharedIn: [UInt32] = []
  private var comparison: UInt32 = 0

  /// Makes `signature` the newer document.
  mutating func begin(_ signature: Signature, frequencies: FrequencySketch) {
    assert(signature.shingles.count == signature.positions.count)
    assert(signature.shingles.count < Int(UInt16.max), "an index and one more fits a slot")
    shingles = signature.shingles
    positions = signature.positions
    samplingShift = signature.samplingShift
    numbers = signature.numbers
    names = signature.names
    textSlots = signature.slots
    weights.removeAll(keepingCapacity: true)
    var size = 64
    while size < shingles.count * 2 { size *= 2 }
    slots.removeAll(keepingCapacity: true)
    slots.append(contentsOf: repeatElement(0, count: size))
    mask = size - 1
    sharedIn.removeAll(keepingCapacity: true)
    sharedIn.append(contentsOf: repeatElement(0, count: shingles.count))
    comparison = 0
    for (index, shingle) in shingles.enumerated() {
      weights.append(Self.weight(frequencies.count(CopyIndex.postingKey(shingle))))
      var slot = Int(shingle) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt16(truncatingIfNeeded: index + 1)
    }
  }

  /// What a shingle weighs that was seen in `count` clusters: nothing to speak of from three on,
  /// because then it is boilerplate or a stock phrase.
  static func weight(_ count: Int) -> Double {
    weightTable[min(count, 15)]
  }

  /// A pair that shares less than one in so many shingles of the smaller is not looked at any further.
  private static let leastShare = 12

  private static let weightTable: [Double] = (0..<16).map { 1 / Double(max(1, $0)) }

  @inline(__always)
  private func index(of shingle: UInt32) -> Int? {
    var slot = Int(shingle) & mask
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      if shingles[index] == shingle { return index }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Compares with one older document.
  mutating func compare(
    _ older: HotDocument, in window: HotWindow, frequencies: FrequencySketch
  ) -> PairComparison {
    comparison += 1
    var result = PairComparison()
    let shift = UInt32(max(samplingShift, older.samplingShift))
    let limit = shift == 0 ? UInt32.max : (1 << (32 - shift)) - 1
    // Most candidates share little: they are dropped before anything is weighed.
    var sharedCount = 0
    var olderCount = 0
    window.forEachShingle(older) { shingle, _ in
      guard shingle <= limit else { return }
      olderCount += 1
      if index(of: shingle) != nil { sharedCount += 1 }
    }
    guard sharedCount >= 2, sharedCount * Self.leastShare >= min(olderCount, shingles.count) else {
      return result
    }
    var olderScan = StretchScan()
    var sharedWeight = 0.0
    window.forEachShingle(older) { shingle, position in
      guard shingle <= limit else { return }
      if let index = index(of: shingle) {
        sharedIn[index] = comparison
        result.sharedCount += 1
        sharedWeight += weights[index]
        olderScan.append(weight: weights[index], isShared: true, word: position)
      } else {
        let weight = Self.weight(frequencies.count(CopyIndex.postingKey(shingle)))
        olderScan.append(weight: weight, isShared: false, word: position)
      }
    }
    guard result.sharedCount > 0 else { return result }
    var newerScan = StretchScan()
    for (index, shingle) in shingles.enumerated() where shingle <= limit {
      newerScan.append(
        weight: weights[index], isShared: sharedIn[index] == comparison, word: positions[index])
    }
    assert(newerScan.total > 0 && olderScan.total > 0, "what is shared has weight")
    result.newerShare = min(1, sharedWeight / newerScan.total)
    result.olderShare = min(1, sharedWeight / olderScan.total)
    result.newerStretch = newerScan.stretch
    result.olderStretch = olderScan.stretch
    compareFeatures(older, in: window, &result)
    assert((0...1).contains(result.newerShare) && (0...1).contains(result.olderShare))
    assert(result.sharedCount <= min(shingles.count, olderCount))
    return result
  }

  private func compareFeatures(
    _ older: HotDocument, in window: HotWindow, _ result: inout PairComparison
  ) {
    let features = window.features(older)
    let left = Self.values(numbers, in: result.newerStretch)
    let right = Self.values(features.numbers, in: result.olderStretch)
    (result.sharedNumberCount, result.numberCount) = Self.share(left, right)
    (result.allSharedNumberCount, result.allNumberCount) = Self.share(
      numbers.map(\.value).sorted(), features.numbers.map(\.value).sorted())
    (result.sharedNameCount, result.nameCount) = Self.share(names, features.names)
  }

  /// Compares the slots of the newer document with those of an older one.
  func compareSlots(_ older: HotDocument, in window: HotWindow) -> SlotComparison {
    SlotComparison(textSlots, window.slots(older))
  }

  private static func values(_ features: [PlacedFeature], in stretch: Stretch) -> [UInt16] {
    features.lazy.filter { $0.word >= stretch.firstWord && $0.word <= stretch.lastWord + 6 }
      .map(\.value).sorted()
  }

  /// How many values of the smaller of two ascending sets the other one holds, and its size.
  private static func share(_ left: [UInt16], _ right: [UInt16]) -> (Int, Int) {
    assert(zip(left, left.dropFirst()).allSatisfy { $0 <= $1 }, "values ascend")
    var shared = 0
    var at = 0
    for value in left {
      while at < right.count, right[at] < value { at += 1 }
      if at < right.count, right[at] == value { shared += 1 }
    }
    return (shared, min(left.count, right.count))
  }
}
