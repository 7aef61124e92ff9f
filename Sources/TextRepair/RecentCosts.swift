import Synchronization

/// What the character model said lately, by the three scalars that it was asked about.
///
/// A search asks for the same trigrams again and again, in each reading and for each reader, and the
/// model's table is larger than the processor's near caches. This one is direct-mapped and holds
/// 128 KiB; what it answers never depends on what was asked before.
///
/// Unchecked: one is in the hands of one repair at a time, from `take` to `putBack`.
@safe final class RecentCosts: @unchecked Sendable {
  private struct Entry {
    /// The three scalars, 21 bits each.
    var key = UInt64.max
    var cost: Float = 0
  }

  private static let indexBitCount: UInt64 = 13
  // Allocated and freed with the object; every index into it has `indexBitCount` bits.
  private let entries: UnsafeMutablePointer<Entry>
  private let model = CharacterModel.shared

  /// Those that no repair uses: as many as there were repairs at once.
  private static let idle = Mutex<[RecentCosts]>([])

  /// One to use until it is put back.
  static func take() -> RecentCosts { idle.withLock { $0.popLast() } ?? RecentCosts() }

  /// Puts one back, for the next repair.
  static func putBack(_ costs: RecentCosts) { idle.withLock { $0.append(costs) } }

  private init() {
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
    if unsafe entries[index].key == key { return unsafe entries[index].cost }
    let cost = model.cost(a, b, c)
    unsafe entries[index] = Entry(key: key, cost: cost)
    return cost
  }
}
