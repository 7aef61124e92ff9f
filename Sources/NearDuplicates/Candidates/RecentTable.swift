/// A map from terms to the slots of stories that keeps the latest ones.
///
/// Like `BucketTable`: buckets of 16 four-byte entries, two for a term, answers may be wrong. When there
/// is no space the entry whose slot is furthest back gives way.
struct RecentTable {
  private var entries: [UInt32]
  private let bucketMask: Int
  private let slotMask: UInt32
  private let slotBits: UInt32

  private static let width = TaggedEntries.width
  /// Places that answer for one term.
  private static let slotLimit = 24

  /// Space for `postedCount` terms of each of `slotCount` slots, a power of two.
  init(slotCount: Int, postedCount: Int) {
    precondition(slotCount > 1 && slotCount & (slotCount - 1) == 0, "slots are a power of two")
    precondition(slotCount <= 1 << 24 && postedCount > 0)
    var buckets = 2
    while buckets * Self.width < slotCount * postedCount { buckets *= 2 }
    entries = [UInt32](repeating: 0, count: (buckets + 1) * Self.width)
    bucketMask = buckets - 1
    slotMask = UInt32(slotCount - 1)
    slotBits = UInt32(slotCount.trailingZeroBitCount)
  }

  /// Bytes held.
  var byteCount: Int { entries.count * 4 }
  /// Places that entries can name.
  var slotCount: Int { Int(slotMask) + 1 }

  @inline(__always)
  private func locate(_ term: UInt32) -> (start: Int, tag: UInt32) {
    let mixed = Mixing.mix(UInt64(term))
    let tag = UInt32(truncatingIfNeeded: mixed >> 32) >> slotBits
    return ((Int(truncatingIfNeeded: mixed) & bucketMask) * Self.width, max(tag, 1) << slotBits)
  }

  /// Notes that the story at `slot` uses `term`; `next` is the slot that will be given next.
  mutating func insert(_ term: UInt32, slot: UInt32, next: UInt32) {
    assert(slot <= slotMask, "a slot has no more than its bits")
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
      if entry == tag | slot { return }
      let back = (next &- 1 &- (entry & slotMask)) & slotMask
      if back >= age.any { (oldest.any, age.any) = (index, back) }
      guard entry & ~slotMask == tag else { continue }
      same += 1
      if back >= age.same { (oldest.same, age.same) = (index, back) }
    }
    let target = same >= Self.slotLimit ? oldest.same : free >= 0 ? free : oldest.any
    assert(target >= start && target < start + 2 * Self.width)
    entries[target] = tag | slot
  }

  /// Calls `body` with each slot whose story may use `term`.
  @inline(__always)
  func forEach(_ term: UInt32, _ body: (UInt32) -> Void) {
    let (start, tag) = locate(term)
    TaggedEntries.forEach(
      in: entries, from: start, tag: tag, slotMask: slotMask, body)
  }
}
