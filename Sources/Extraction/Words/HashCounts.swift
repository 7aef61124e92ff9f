/// Counts by hash, open-addressed: for tables that are made anew for every page.
struct HashCounts {
  private var keys: [UInt64]
  private var counts: [Int32]
  private var used = 0
  private var mask: Int

  /// Capacity for about `capacity` different hashes before it grows.
  init(capacity: Int = 32) {
    var size = 64
    while size < capacity * 2 { size *= 2 }
    keys = [UInt64](repeating: 0, count: size)
    counts = [Int32](repeating: 0, count: size)
    mask = size - 1
    assert(size & mask == 0, "the slots are a power of two")
  }

  /// Counts of each of `hashes`.
  static func of(_ hashes: [UInt64]) -> HashCounts {
    var counts = HashCounts(capacity: hashes.count)
    counts.add(hashes)
    return counts
  }

  /// How many different hashes there are.
  var count: Int { used }

  /// True when nothing was counted.
  var isEmpty: Bool { used == 0 }

  /// How often a hash was added.
  @inline(__always)
  subscript(_ hash: UInt64) -> Int { Int(counts[slot(hash)]) }

  /// True when a hash was added at least once.
  @inline(__always)
  func contains(_ hash: UInt64) -> Bool { counts[slot(hash)] > 0 }

  /// Counts a hash once more.
  mutating func add(_ hash: UInt64) {
    let index = slot(hash)
    if counts[index] == 0 {
      keys[index] = hash
      used += 1
    }
    counts[index] += 1
    if used * 2 > keys.count { grow() }
    assert(used < keys.count, "without a free slot a look-up does not end")
  }

  /// Counts each hash once more.
  mutating func add(_ hashes: some Sequence<UInt64>) {
    for hash in hashes { add(hash) }
  }

  /// The slot of a hash, or the free slot where it belongs. A slot is free while its count is 0.
  @inline(__always)
  private func slot(_ hash: UInt64) -> Int {
    var index = Int(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) &>> 20) & mask
    while counts[index] != 0, keys[index] != hash { index = (index &+ 1) & mask }
    return index
  }

  private mutating func grow() {
    let before = used
    let (oldKeys, oldCounts) = (keys, counts)
    keys = [UInt64](repeating: 0, count: oldKeys.count * 2)
    counts = [Int32](repeating: 0, count: oldKeys.count * 2)
    mask = keys.count - 1
    for (key, count) in zip(oldKeys, oldCounts) where count > 0 {
      let index = slot(key)
      keys[index] = key
      counts[index] = count
    }
    assert(used == before && oldCounts.count { $0 > 0 } == used)
  }
}
