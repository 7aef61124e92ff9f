/// A small map from 32-bit keys to values that is emptied in no time: for work that is done anew for
/// every document.
///
/// Open addressing with linear probing; a slot counts only if it bears the stamp of this round.
struct ScratchTable<Value> {
  private struct Slot {
    var key: UInt32
    var stamp: UInt32
    var value: Value
  }

  private var slots: [Slot]
  private var stamp: UInt32 = 1
  private var mask: Int
  private let zero: Value
  /// Keys of this round, in the order in which they came.
  private(set) var order: [UInt32] = []

  /// An empty table whose values start out as `zero`.
  init(zero: Value, capacity: Int = 256) {
    var size = 16
    while size < capacity { size *= 2 }
    slots = [Slot](repeating: Slot(key: 0, stamp: 0, value: zero), count: size)
    mask = size - 1
    self.zero = zero
    order.reserveCapacity(size / 2)
  }

  /// Forgets everything.
  mutating func removeAll() {
    order.removeAll(keepingCapacity: true)
    if stamp == .max {
      stamp = 0
      for index in slots.indices { slots[index].stamp = 0 }
    }
    stamp += 1
  }

  @inline(__always)
  private func slot(of key: UInt32) -> Int {
    var slot = Int(truncatingIfNeeded: (UInt64(key) &* 0x9E37_79B9_7F4A_7C15) >> 40) & mask
    while slots[slot].stamp == stamp, slots[slot].key != key { slot = (slot + 1) & mask }
    return slot
  }

  /// The value of a key; nil when it has none.
  @inline(__always)
  func value(of key: UInt32) -> Value? {
    let slot = slot(of: key)
    return slots[slot].stamp == stamp ? slots[slot].value : nil
  }

  /// Changes the value of a key, which starts out as zero. Returns whether the key is new.
  @inline(__always) @discardableResult
  mutating func update(_ key: UInt32, _ change: (inout Value) -> Void) -> Bool {
    if order.count * 2 > mask { grow() }
    let slot = slot(of: key)
    let isNew = slots[slot].stamp != stamp
    if isNew {
      slots[slot] = Slot(key: key, stamp: stamp, value: zero)
      order.append(key)
    }
    assert(order.count * 2 <= slots.count, "at most half full, so that a search ends")
    change(&slots[slot].value)
    return isNew
  }

  private mutating func grow() {
    var larger = ScratchTable(zero: zero, capacity: (mask + 1) * 2)
    for key in order {
      guard let value = value(of: key) else { continue }
      larger.update(key) { $0 = value }
    }
    self = larger
  }
}
