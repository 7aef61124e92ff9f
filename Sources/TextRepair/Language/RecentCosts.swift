import Model

/// What the character model said lately, by the three scalars that it was asked about.
///
/// A search asks for the same trigrams again and again, in each reading and for each encoding, and the
/// model's table is larger than the processor's near caches. This one is direct-mapped and holds
/// 32 KiB. One repair has one of its own; not to be shared between threads.
@safe final class RecentCosts {
  private struct Entry {
    /// The three scalars, 21 bits each.
    var key = UInt64.max
    var cost: Float = 0
  }

  private static let indexBitCount: UInt64 = 11
  // Allocated and freed with the object; every index into it has `indexBitCount` bits.
  private let entries: UnsafeMutablePointer<Entry>
  private let model = CharacterModel.shared
  /// What the repair may take; asked for each segment and search.
  let budget: WorkBudget

  init(budget: WorkBudget = WorkBudget()) {
    self.budget = budget
    unsafe entries = .allocate(capacity: 1 << Self.indexBitCount)
    unsafe entries.initialize(repeating: Entry(), count: 1 << Self.indexBitCount)
  }

  deinit { unsafe entries.deallocate() }

  /// What `CharacterModel.cost` says.
  @inline(__always)
  func cost(_ a: UInt32, _ b: UInt32, _ c: UInt32) -> Float {
    let key = UInt64(a) &<< 42 ^ UInt64(b) &<< 21 ^ UInt64(c)
    let index = Int(
      truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> (64 &- Self.indexBitCount))
    assert(index >= 0 && index < 1 << Self.indexBitCount)
    if unsafe entries[index].key == key { return unsafe entries[index].cost }
    let cost = model.cost(a, b, c)
    unsafe entries[index] = Entry(key: key, cost: cost)
    return cost
  }
}
