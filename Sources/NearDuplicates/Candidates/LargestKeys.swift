/// The largest few of many 64-bit keys, largest first.
struct LargestKeys {
  private(set) var keys: [UInt64] = []
  private let limit: Int

  /// Keeps at most `limit` keys, at least one.
  init(limit: Int) {
    self.limit = max(1, limit)
    keys.reserveCapacity(self.limit + 1)
  }

  /// Offers a key.
  @inline(__always)
  mutating func offer(_ key: UInt64) {
    if keys.count == limit {
      if key <= keys[limit - 1] { return }
      keys.removeLast()
    }
    var at = keys.count
    keys.append(key)
    while at > 0, keys[at - 1] < key {
      keys[at] = keys[at - 1]
      at -= 1
    }
    keys[at] = key
    assert(keys.count <= limit, "no more keys than are asked for")
    assert(at == 0 || keys[at - 1] >= key, "largest first")
    assert(at + 1 == keys.count || keys[at + 1] < key, "the earlier of equals stays first")
  }
}
