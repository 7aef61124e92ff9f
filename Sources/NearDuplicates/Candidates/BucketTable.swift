/// A map from hashes to slots in the hot window that forgets rather than grows.
///
/// Buckets of 16 four-byte entries, each a tag of the hash and a slot. A hash has two neighbouring
/// buckets: at most 32 slots answer for it, the earliest ones. Answers may be wrong (equal tags):
/// the asker compares. 64 bytes a bucket is one line of the processor's cache.
struct BucketTable {
  private var entries: [UInt32]
  private let bucketCount: UInt64
  private let slotBits: UInt32

  private static let width = TaggedEntries.width

  /// Space for `count` entries at most six sevenths full, with slots below 2^`slotBits`.
  init(count: Int, slotBits: Int) {
    precondition((1...24).contains(slotBits), "a tag has eight bits at least")
    bucketCount = UInt64(max(2, (count * 7 / 6 + Self.width - 1) / Self.width))
    entries = [UInt32](repeating: 0, count: Int(bucketCount + 1) * Self.width)
    self.slotBits = UInt32(slotBits)
  }

  /// Bytes held.
  var byteCount: Int { entries.count * 4 }

  @inline(__always)
  private func start(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: ((hash >> 32) &* bucketCount) >> 32) * Self.width
  }

  /// Never 0, so that an entry is never 0, which means free.
  @inline(__always)
  private func tag(_ hash: UInt64) -> UInt32 {
    let tag = UInt32(truncatingIfNeeded: hash) >> slotBits
    return (tag == 0 ? 1 : tag) << slotBits
  }

  /// Notes that `slot` has `hash`, unless `limit` slots have it already or both buckets are full.
  mutating func insert(_ hash: UInt64, slot: UInt32, limit: Int) {
    let start = start(hash)
    let tag = tag(hash)
    let slotMask = (UInt32(1) << slotBits) - 1
    assert(slot <= slotMask, "a slot has no more than its bits")
    assert(tag != 0 && tag & slotMask == 0)
    var free = -1
    var same = 0
    for index in start..<(start + 2 * Self.width) {
      let entry = entries[index]
      if entry == 0 {
        if free < 0 { free = index }
      } else if entry & ~slotMask == tag {
        if entry & slotMask == slot { return }
        same += 1
      }
    }
    guard free >= 0, same < limit else { return }
    assert(entries[free] == 0)
    entries[free] = tag | slot
  }

  /// Forgets that `slot` has `hash`.
  mutating func remove(_ hash: UInt64, slot: UInt32) {
    let start = start(hash)
    assert(slot >> slotBits == 0, "a slot has no more than its bits")
    let entry = tag(hash) | slot
    for index in start..<(start + 2 * Self.width) where entries[index] == entry {
      entries[index] = 0
      return
    }
  }

  /// Calls `body` with each slot that may have `hash`.
  @inline(__always)
  func forEach(_ hash: UInt64, _ body: (UInt32) -> Void) {
    TaggedEntries.forEach(
      in: entries, from: start(hash), tag: tag(hash), slotMask: (UInt32(1) << slotBits) - 1, body)
  }
}
