/// Tells when the disk runs low and when syncs of the journal become slow, and when that is over.
struct ResourceWatch: Sendable {
  /// What has changed.
  enum Change: Equatable {
    case lowDisk(freeBytes: Int64, lowWaterBytes: Int64)
    case enoughDisk(freeBytes: Int64)
    case slowSync(milliseconds: Double)
    case fastSync
  }

  /// A sync that takes so long is slow.
  static let slowMilliseconds = 1_000.0
  /// Looks without a slow sync after which it is over.
  static let fastLookCount = 12
  private var isLow = false
  private var isSlow = false
  private var fastLooks = 0

  /// What has changed with the disk; `lowWaterBytes`: below it nothing is taken.
  mutating func disk(freeBytes: Int64, lowWaterBytes: Int64) -> Change? {
    if !isLow, freeBytes < lowWaterBytes {
      isLow = true
      return .lowDisk(freeBytes: freeBytes, lowWaterBytes: lowWaterBytes)
    }
    // A little more than the mark, so that a disk at the mark writes no line every few seconds.
    if isLow, freeBytes >= lowWaterBytes + lowWaterBytes / 50 {
      isLow = false
      return .enoughDisk(freeBytes: freeBytes)
    }
    return nil
  }

  /// What has changed with the journal, whose newest sync took so long.
  mutating func sync(milliseconds: Double) -> Change? {
    if milliseconds >= Self.slowMilliseconds {
      fastLooks = 0
      if isSlow { return nil }
      isSlow = true
      return .slowSync(milliseconds: milliseconds)
    }
    guard isSlow else { return nil }
    fastLooks += 1
    if fastLooks < Self.fastLookCount { return nil }
    (isSlow, fastLooks) = (false, 0)
    return .fastSync
  }
}
