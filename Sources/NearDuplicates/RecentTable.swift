/// A map from terms to the places of stories that keeps the latest ones.
///
/// Like `BucketTable`: buckets of 16 four-byte entries, two for a term, answers may be wrong. When there
/// is no room the entry whose place is furthest back gives way.
struct RecentTable {
  private var entries: [UInt32]
  private let bucketMask: Int
  private let placeMask: UInt32
  private let placeBits: UInt32

  private static let width = TaggedEntries.width
  /// Places that answer for one term.
  private static let placeLimit = 24

  /// Room for `postedCount` terms of each of `placeCount` places, a power of two.
  init(placeCount: Int, postedCount: Int) {
    var buckets = 2
    while buckets * Self.width < placeCount * postedCount { buckets *= 2 }
    entries = [UInt32](repeating: 0, count: (buckets + 1) * Self.width)
    bucketMask = buckets - 1
    placeMask = UInt32(placeCount - 1)
    placeBits = UInt32(placeCount.trailingZeroBitCount)
  }

  /// Bytes held.
  var byteCount: Int { entries.count * 4 }
  /// Places that entries can name.
  var placeCount: Int { Int(placeMask) + 1 }

  @inline(__always)
  private func locate(_ term: UInt32) -> (start: Int, tag: UInt32) {
    let mixed = Mixing.mix(UInt64(term))
    let tag = UInt32(truncatingIfNeeded: mixed >> 32) >> placeBits
    return ((Int(truncatingIfNeeded: mixed) & bucketMask) * Self.width, max(tag, 1) << placeBits)
  }

  /// Notes that the story at `place` uses `term`; `next` is the place that will be given next.
  mutating func insert(_ term: UInt32, place: UInt32, next: UInt32) {
    let (start, tag) = locate(term)
    var same = 0
    var free = -1
    var oldest = (same: -1, any: start)
    var age = (same: UInt32(0), any: UInt32(0))
    for index in start..<(start + 2 * Self.width) {
      let entry = entries[index]
      if entry == 0 {
        if free < 0 { free = index }
        continue
      }
      if entry == tag | place { return }
      let back = (next &- 1 &- (entry & placeMask)) & placeMask
      if back >= age.any { (oldest.any, age.any) = (index, back) }
      guard entry & ~placeMask == tag else { continue }
      same += 1
      if back >= age.same { (oldest.same, age.same) = (index, back) }
    }
    let target = same >= Self.placeLimit ? oldest.same : free >= 0 ? free : oldest.any
    entries[target] = tag | place
  }

  /// Calls `body` with each place whose story may use `term`.
  @inline(__always)
  func forEach(_ term: UInt32, _ body: (UInt32) -> Void) {
    let (start, tag) = locate(term)
    TaggedEntries.forEach(
      in: entries, from: start, tag: tag, placeMask: placeMask, body)
  }
}
