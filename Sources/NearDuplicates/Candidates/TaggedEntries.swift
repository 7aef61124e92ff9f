/// Entries of a table of buckets: four bytes each, a tag in the high bits and a slot in the low ones, 16
/// to a bucket, which is one line of the processor's cache. A key has two neighbouring buckets.
enum TaggedEntries {
  /// Entries in a bucket.
  static let width = 16

  /// Calls `body` with the slots of all entries in the two buckets from `start` on that bear `tag`.
  @inline(__always)
  static func forEach(
    in entries: [UInt32], from start: Int, tag: UInt32, slotMask: UInt32, _ body: (UInt32) -> Void
  ) {
    let count = 2 * width
    precondition(start >= 0 && start + count <= entries.count)
    assert(tag != 0 && tag & slotMask == 0, "a tag is never 0, which means an empty entry")
    let entries = entries.span
    // Most keys have no slot: one look at all entries at once, a bit for each that answers.
    var answers: UInt32 = 0
    for offset in 0..<count {
      // Inside of the entries, as was made sure above.
      let entry = unsafe entries[unchecked: start &+ offset]
      answers |= (entry ^ tag <= slotMask ? 1 : 0) &<< UInt32(offset)
    }
    while answers != 0 {
      body(entries[start &+ answers.trailingZeroBitCount] & slotMask)
      answers &= answers &- 1
    }
  }
}
