/// How much of two documents is the same, by their sketches.
struct PairComparison: Equatable {
  /// Weighted share of the newer document that the older one holds, 0…1.
  var newerShare = 0.0
  /// Weighted share of the older document that the newer one holds, 0…1.
  var olderShare = 0.0
  /// Sampled shingles shared.
  var sharedCount = 0
  /// Sampled shingles at the common rate.
  var newerCount = 0
  var olderCount = 0
  /// Shares of numbers: shared ones of those of the document that has fewer.
  var numberShare = 1.0
  var numberCount = 0
  var nameShare = 1.0
  var nameCount = 0
  /// Share of eighths of the smaller document in which something is shared.
  var coverage = 0.0

  /// Share of the smaller document in the larger.
  var containment: Double { max(newerShare, olderShare) }
  /// Share of the larger document in the smaller.
  var ratio: Double { min(newerShare, olderShare) }
}
