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
