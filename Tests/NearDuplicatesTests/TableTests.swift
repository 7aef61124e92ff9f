import Testing

@testable import NearDuplicates

/// The tables of the candidate search against maps that keep everything.
@Suite struct BucketTableTests {
  private func slots(_ table: BucketTable, _ hash: UInt64) -> [UInt32] {
    var found: [UInt32] = []
    table.forEach(hash) { found.append($0) }
    return found.sorted()
  }

  @Test("a hash is answered with every slot that was noted for it, and with none that was removed")
  func insertAndRemove() {
    var table = BucketTable(count: 4096, slotBits: 12)
    let hashes = (0..<200).map { Mixing.mix(UInt64($0)) }
    for (index, hash) in hashes.enumerated() {
      table.insert(hash, slot: UInt32(index), limit: 4)
      table.insert(hash, slot: UInt32(index + 1000), limit: 4)
    }
    for (index, hash) in hashes.enumerated() {
      #expect(slots(table, hash) == [UInt32(index), UInt32(index + 1000)])
      table.remove(hash, slot: UInt32(index))
      #expect(slots(table, hash) == [UInt32(index + 1000)])
    }
  }

  @Test("a slot is noted once for a hash, and no more slots than the limit allows")
  func limit() {
    var table = BucketTable(count: 512, slotBits: 10)
    let hash = Mixing.mix(7)
    for _ in 0..<3 { table.insert(hash, slot: 5, limit: 3) }
    #expect(slots(table, hash) == [5])
    for slot in 6..<12 as Range<UInt32> { table.insert(hash, slot: slot, limit: 3) }
    #expect(slots(table, hash) == [5, 6, 7])
    table.remove(hash, slot: 6)
    table.insert(hash, slot: 9, limit: 3)
    #expect(slots(table, hash) == [5, 7, 9])
  }

  @Test("full buckets keep the slots that came first")
  func full() {
    var table = BucketTable(count: 1, slotBits: 10)
    let hash = Mixing.mix(1)
    for slot in 0..<100 as Range<UInt32> { table.insert(hash, slot: slot, limit: 99) }
    #expect(slots(table, hash) == Array(0..<32))
  }

  @Test("removing what was never noted changes nothing")
  func removeUnknown() {
    var table = BucketTable(count: 64, slotBits: 8)
    table.insert(Mixing.mix(1), slot: 3, limit: 4)
    table.remove(Mixing.mix(1), slot: 4)
    table.remove(Mixing.mix(2), slot: 3)
    #expect(slots(table, Mixing.mix(1)) == [3])
  }
}

@Suite struct RecentTableTests {
  private func slots(_ table: RecentTable, _ term: UInt32) -> [UInt32] {
    var found: [UInt32] = []
    table.forEach(term) { found.append($0) }
    return found.sorted()
  }

  @Test("the latest slots of a term stay, whichever way the ring of slots has turned")
  func latest() {
    var table = RecentTable(slotCount: 64, postedCount: 32)
    for step in 0..<40 as Range<UInt32> {
      table.insert(9, slot: (step + 50) & 63, next: (step + 51) & 63)
    }
    // 24 answer for a term: the last 24 of 50, 51, … 63, 0, 1, … 25.
    #expect(slots(table, 9) == (16..<40).map { ($0 + 50) & 63 }.sorted())
  }

  @Test("a slot stands once under a term")
  func once() {
    var table = RecentTable(slotCount: 64, postedCount: 32)
    for _ in 0..<5 { table.insert(3, slot: 11, next: 12) }
    #expect(slots(table, 3) == [11])
    #expect(slots(table, 4).isEmpty)
  }

  @Test("where there is no room, the entry furthest back gives way")
  func crowded() {
    // Room for 80 entries; 192 are noted.
    var table = RecentTable(slotCount: 64, postedCount: 1)
    let terms = { (slot: UInt32) in [slot * 3, slot * 3 + 1, slot * 3 + 2] }
    for slot in 0..<64 as Range<UInt32> {
      for term in terms(slot) { table.insert(term, slot: slot, next: slot + 1) }
    }
    for term in terms(63) { #expect(slots(table, term).contains(63)) }
    let kept = (0..<64 as Range<UInt32>).flatMap { slot in
      terms(slot).filter { slots(table, $0).contains(slot) }.map { _ in slot }
    }
    #expect(kept.count > 40 && kept.count <= 80)
    #expect(kept.count { $0 >= 32 } > kept.count * 3 / 4)
  }
}

@Suite struct TaggedEntriesTests {
  @Test("every entry of two buckets that bears the tag answers, and no other")
  func answers() {
    var entries = [UInt32](repeating: 0, count: 3 * TaggedEntries.width)
    let tag: UInt32 = 5 << 8
    entries[15] = tag | 1
    entries[16] = tag | 200
    entries[31] = tag | 255
    entries[32] = 6 << 8 | 7
    entries[47] = tag | 9
    func found(from start: Int) -> [UInt32] {
      var slots: [UInt32] = []
      TaggedEntries.forEach(in: entries, from: start, tag: tag, slotMask: 0xFF) { slots.append($0) }
      return slots
    }
    #expect(found(from: 0) == [1, 200, 255])
    #expect(found(from: 16) == [200, 255, 9])
  }
}

@Suite struct LargestKeysTests {
  @Test("the largest keys are kept in order", arguments: [1, 2, 7, 40])
  func largest(limit: Int) {
    var news = MadeUpNews(seed: 51)
    let keys = (0..<300).map { _ in UInt64(news.next(below: 1_000)) }
    var largest = LargestKeys(limit: limit)
    for key in keys { largest.offer(key) }
    #expect(largest.keys == Array(keys.sorted(by: >).prefix(limit)))
  }

  @Test("fewer keys than asked for are all kept, and a limit of none keeps one")
  func few() {
    var largest = LargestKeys(limit: 5)
    for key in [3, 9, 1] as [UInt64] { largest.offer(key) }
    #expect(largest.keys == [9, 3, 1])
    var one = LargestKeys(limit: 0)
    for key in [3, 9, 1] as [UInt64] { one.offer(key) }
    #expect(one.keys == [9])
  }
}

@Suite struct FrequencySketchTests {
  @Test("a hash is never counted too low, and no higher than fifteen")
  func counts() {
    var sketch = FrequencySketch(documentCount: 1024)
    for hash in (0..<500).map({ Mixing.mix(UInt64($0)) }) {
      for count in 1...20 {
        sketch.add(hash)
        #expect(sketch.count(hash) >= min(count, 15))
        #expect(sketch.count(hash) <= 15)
      }
    }
  }

  @Test("most hashes that were never added count nothing")
  func unknown() {
    var sketch = FrequencySketch(documentCount: 1024)
    for number in 0..<1_000 as Range<UInt64> { sketch.add(Mixing.mix(number)) }
    let wrong = (1_000..<2_000 as Range<UInt64>).filter { sketch.count(Mixing.mix($0)) > 0 }
    #expect(wrong.count < 100)
  }

  @Test("what has not been seen for two generations is forgotten")
  func forgetting() {
    // A generation is 24 additions a document.
    var sketch = FrequencySketch(documentCount: 2)
    let hash = Mixing.mix(1)
    for _ in 0..<48 { sketch.add(hash) }
    #expect(sketch.count(hash) == 15)
    let other = (2..<1_000 as Range<UInt64>).lazy.map(Mixing.mix)
      .first { sketch.count($0) == 0 }
    guard let other else { return }
    for _ in 0..<96 { sketch.add(other) }
    #expect(sketch.count(hash) < 15)
  }
}

@Suite struct ScratchTableTests {
  @Test("a table says what a dictionary says, round after round")
  func agreement() {
    var news = MadeUpNews(seed: 52)
    var table = ScratchTable<Int>(zero: 0, capacity: 16)
    for round in 0..<5 {
      table.removeAll()
      var expected: [UInt32: Int] = [:]
      for _ in 0..<(50 + 100 * round) {
        let key = UInt32(news.next(below: 90))
        let isNew = table.update(key) { $0 += 1 }
        #expect(isNew == (expected[key] == nil))
        expected[key, default: 0] += 1
      }
      #expect(table.order.count == expected.count)
      for key in 0..<90 as Range<UInt32> { #expect(table.value(of: key) == expected[key]) }
    }
  }

  @Test("keys come in the order in which they were first used, also after growing")
  func order() {
    var table = ScratchTable<Bool>(zero: false, capacity: 16)
    let keys = (0..<100 as Range<UInt32>).map { $0 &* 2_654_435_761 }
    for key in keys + keys.reversed() { table.update(key) { $0 = true } }
    #expect(table.order == keys)
  }
}
