/// Finds a stretch in one pass over the shingles of a document: Kadane's scan for the highest sum of
/// (shared − floor) × weight.
struct StretchScan {
  private(set) var total = 0.0
  private var sum = 0.0
  private var inside = 0.0
  private var shared = 0.0
  private var before = 0.0
  private var from: UInt32 = 0
  private var isOpen = false
  private var best = 0.0
  private var bestInside = 0.0
  private var bestShared = 0.0
  private var bestBefore = 0.0
  private var bestFrom: UInt32 = 0
  private var bestTo: UInt32 = 0

  @inline(__always)
  mutating func append(weight: Double, isShared: Bool, word: UInt32) {
    assert(weight > 0, "each shingle weighs something")
    if !isOpen {
      isOpen = true
      (from, before, sum, inside, shared) = (word, total, 0, 0, 0)
    }
    total += weight
    inside += weight
    if isShared { shared += weight }
    sum += (isShared ? 1 - Stretch.floor : -Stretch.floor) * weight
    if sum <= 0 {
      isOpen = false
    } else if isShared, sum > best {
      best = sum
      (bestInside, bestShared, bestBefore) = (inside, shared, before)
      (bestFrom, bestTo) = (from, word)
    }
  }

  /// The best stretch of what was appended.
  var stretch: Stretch {
    guard best > 0, total > 0 else { return Stretch() }
    assert(bestFrom <= bestTo, "a stretch ends behind its beginning")
    assert(bestShared <= bestInside && bestInside <= total)
    return Stretch(
      share: bestInside / total, density: bestShared / bestInside, before: bestBefore / total,
      firstWord: bestFrom, lastWord: bestTo)
  }
}
