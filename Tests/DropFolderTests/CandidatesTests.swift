import Testing

@testable import DropFolder

@Suite("names that may be looked at next")
struct CandidatesTests {
  private func name(_ number: Int) -> [UInt8] { Array("n\(number)".utf8) }

  @Test("names come in the order they were offered, each once, and no more than the limit are kept")
  func keepsOrder() {
    var candidates = Candidates(limit: 3)
    for number in [1, 2, 1, 3] {
      let isTaken = candidates.offer(name(number), at: 0)
      #expect(isTaken)
    }
    let isTaken = candidates.offer(name(4), at: 0)
    #expect(!isTaken && candidates.count == 3 && candidates.freeCount == 0)
    var found: [[UInt8]] = []
    while let next = candidates.next() { found.append(next) }
    #expect(found == [name(1), name(2), name(3)])
  }

  @Test("sources take turns, each in the order its names came")
  func turns() {
    var candidates = Candidates(limit: 100)
    for number in 1...5 { _ = candidates.offer(Array("flood/".utf8) + name(number), at: 0) }
    for path in ["wire/a", "x", "wire/b"] { _ = candidates.offer(Array(path.utf8), at: 0) }
    var found: [String] = []
    while let next = candidates.next() { found.append(String(decoding: next, as: UTF8.self)) }
    #expect(
      found == [
        "flood/n1", "wire/a", "x", "flood/n2", "wire/b", "flood/n3", "flood/n4", "flood/n5",
      ])
  }

  @Test("several names at once are in the order they came, and of each source in turn")
  func several() {
    var candidates = Candidates(limit: 100)
    for path in ["flood/1", "flood/2", "flood/3", "wire/a", "flood/4", "wire/b", "x"] {
      _ = candidates.offer(Array(path.utf8), at: 0)
    }
    let first = candidates.next(4).map { String(decoding: $0, as: UTF8.self) }
    #expect(first == ["flood/1", "flood/2", "wire/a", "x"])
    let rest = candidates.next(9).map { String(decoding: $0, as: UTF8.self) }
    #expect(rest == ["flood/3", "flood/4", "wire/b"])
  }

  @Test("where the list is full the source with the most gives way, down to an equal share")
  func givesWay() {
    var candidates = Candidates(limit: 10)
    for number in 1...10 { _ = candidates.offer(Array("flood/".utf8) + name(number), at: 0) }
    // False: a name had to be left out, and the next scan is to find it.
    let isFree = (1...8).map { candidates.offer(Array("wire/".utf8) + name($0), at: 0) }
    #expect(isFree == Array(repeating: false, count: 8))
    #expect(candidates.count == 10 && candidates.heldBySource == ["flood": 5, "wire": 5])
    let more = candidates.offer(Array("flood/more".utf8), at: 0)
    #expect(!more && candidates.heldBySource["flood"] == 5)
    _ = candidates.written(Array("late/a".utf8), lookAt: 5)
    #expect(candidates.heldBySource["late"] == 1)
    let isWoken = candidates.wake(at: 5)
    #expect(!isWoken && candidates.count == 10 && candidates.heldBySource["late"] == 1)
    var found: [[UInt8]] = []
    while let next = candidates.next() { found.append(next) }
    #expect(found.count == 10 && found.prefix(3).contains(Array("late/a".utf8)))
    candidates.forget(Array("late/a".utf8))
    #expect(candidates.heldBySource.isEmpty)
  }

  @Test("a paused name is passed over until its time, and then comes by itself")
  func pauses() {
    var candidates = Candidates(limit: 3)
    candidates.pause(name(1), until: 10)
    #expect(!candidates.wants(name(1), at: 9) && candidates.wants(name(1), at: 10))
    _ = candidates.offer(name(1), at: 9)
    #expect(candidates.next() == nil && candidates.nextDue == 10)
    let isFree = candidates.wake(at: 10)
    #expect(isFree && candidates.next() == name(1))
  }

  @Test("a name that rested unchanged through its pause has settled, whatever the clocks say")
  func settles() {
    var candidates = Candidates(limit: 3)
    let first = candidates.pause(name(1), until: 10, changed: 99, at: 0)
    let early = candidates.pause(name(1), until: 15, changed: 99, at: 5)
    let changed = candidates.pause(name(1), until: 25, changed: 100, at: 15)
    let rested = candidates.pause(name(1), until: 35, changed: 100, at: 25)
    #expect(!first && !early && !changed && rested)
  }

  @Test("a name in flight does not come again before it has landed")
  func departs() {
    var candidates = Candidates(limit: 3)
    candidates.depart([name(1)])
    _ = candidates.offer(name(1), at: 0)
    #expect(candidates.next() == nil && candidates.isInFlight(name(1)))
    candidates.land([name(1)])
    _ = candidates.offer(name(1), at: 0)
    #expect(candidates.next() == name(1))
  }

  @Test("a name that came by rename is whole until it is claimed or gone")
  func arrives() {
    var candidates = Candidates(limit: 3)
    candidates.pause(name(1), until: 1_000)
    _ = candidates.arrived(name(1))
    #expect(candidates.isWhole(name(1)) && candidates.next() == name(1))
    candidates.depart([name(1)])
    #expect(!candidates.isWhole(name(1)))
  }

  @Test("pauses are bounded by the list's limit, and what is beyond is found by the next scan")
  func boundsPauses() {
    var candidates = Candidates(limit: 2)
    for number in 0..<100 { candidates.pause(name(number), until: 50) }
    #expect(candidates.pausedCount == 8)
    let isTaken = candidates.written(name(200), lookAt: 60)
    #expect(!isTaken && candidates.wants(name(200), at: 0))
  }

  @Test("events are read from the bytes that inotify(7) describes, and a cut one is left out")
  func readsEvents() {
    func event(_ watch: UInt8, _ mask: UInt8, _ name: String, padding: Int) -> [UInt8] {
      let length = UInt8(name.utf8.count + padding)
      return [watch, 0, 0, 0, mask, 0, 0, 0, 0, 0, 0, 0, length, 0, 0, 0] + Array(name.utf8)
        + [UInt8](repeating: 0, count: padding)
    }
    let bytes = event(3, 8, "a.html", padding: 2) + event(4, 2, "", padding: 0)
    for cut in [bytes.count, bytes.count - 1] {
      var seen: [String] = []
      InotifyEvent.forEach(in: bytes, count: cut) {
        seen.append("\($0.watch) \($0.has(8)) \(String(decoding: $0.name, as: UTF8.self))")
      }
      #expect(seen == (cut == bytes.count ? ["3 true a.html", "4 false "] : ["3 true a.html"]))
    }
  }
}

extension Candidates {
  /// The next name alone.
  fileprivate mutating func next() -> [UInt8]? { next(1).first }
}
