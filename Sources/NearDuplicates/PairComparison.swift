/// How much of two documents is the same, by their sketches.
///
/// All shares are by weight: a shingle that many clusters hold says little.
struct PairComparison: Equatable {
  /// Share of the newer document that the older one holds, 0…1.
  var newerShare = 0.0
  /// Share of the older document that the newer one holds, 0…1.
  var olderShare = 0.0
  /// Sampled shingles shared, at the common rate.
  var sharedCount = 0
  /// The densest shared stretch of each.
  var newerStretch = Stretch()
  var olderStretch = Stretch()
  /// Of the numbers in the two stretches: how many the stretch with fewer has, and how many of these
  /// the other one has too.
  var numberCount = 0
  var sharedNumberCount = 0
  /// The same for the numbers of the whole documents.
  var allNumberCount = 0
  var allSharedNumberCount = 0
  var nameCount = 0
  var sharedNameCount = 0

  /// Share of the smaller document in the larger.
  var containment: Double { max(newerShare, olderShare) }
  /// Share of the larger document in the smaller.
  var ratio: Double { min(newerShare, olderShare) }
  /// Share of the numbers; 1 when there are none.
  var numberShare: Double {
    numberCount == 0 ? 1 : Double(sharedNumberCount) / Double(numberCount)
  }
  var nameShare: Double { nameCount == 0 ? 1 : Double(sharedNameCount) / Double(nameCount) }
}

/// The stretch of a document in which most is shared with another, by weight.
struct Stretch: Equatable {
  /// Share of the document's weight that lies in the stretch.
  var share = 0.0
  /// Share of the stretch's weight that is shared.
  var density = 0.0
  /// Share of the document's weight that lies before the stretch.
  var before = 0.0
  /// First word of the stretch, and first word of its last shingle.
  var firstWord: UInt32 = 0
  var lastWord: UInt32 = 0

  /// Whether two stretches of a document overlap by less than a third of the shorter.
  func isApart(from other: Stretch) -> Bool {
    let overlap =
      Int(min(lastWord, other.lastWord)) - Int(max(firstWord, other.firstWord))
    let shorter = min(lastWord - firstWord, other.lastWord - other.firstWord)
    return overlap * 3 < Int(shorter)
  }

  /// The density below which a stretch does not go on.
  static let floor = 0.25
}

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
    return Stretch(
      share: bestInside / total, density: bestShared / bestInside, before: bestBefore / total,
      firstWord: bestFrom, lastWord: bestTo)
  }
}
