import Testing

@testable import Daemon

@Suite struct SurgeTests {
  private let minute: UInt64 = 60_000_000_000

  @Test("refusals surge against what was before, and end")
  func refusals() {
    var surge = RefusalSurge()
    for number in 0..<30 { surge.note(refused: 1, of: 20, at: UInt64(number) * minute) }
    let change1 = surge.change(at: 30 * minute)
    #expect(change1 == nil)
    for number in 30..<40 { surge.note(refused: 15, of: 20, at: UInt64(number) * minute) }
    let change2 = surge.change(at: 39 * minute)
    #expect(change2 == .begun(refused: 150, of: 200))
    let change3 = surge.change(at: 39 * minute)
    #expect(change3 == nil)
    for number in 40..<50 { surge.note(refused: 1, of: 20, at: UInt64(number) * minute) }
    let change4 = surge.change(at: 49 * minute)
    #expect(change4 == .ended)
  }

  @Test("some refused files, or many where that is usual, are no surge")
  func usual() {
    var few = RefusalSurge()
    few.note(refused: 40, of: 40, at: 0)
    let change5 = few.change(at: minute)
    #expect(change5 == nil)
    var always = RefusalSurge()
    for number in 0..<60 { always.note(refused: 12, of: 20, at: UInt64(number) * minute) }
    _ = always.change(at: 30 * minute)
    _ = always.change(at: 59 * minute)
    #expect(!always.isSurging)
  }

  @Test("low space is told once, and again when there is room")
  func disk() {
    var watch = ResourceWatch()
    let change6 = watch.disk(freeBytes: 2_000, lowWaterBytes: 1_000)
    #expect(change6 == nil)
    let change7 = watch.disk(freeBytes: 900, lowWaterBytes: 1_000)
    #expect(change7 == .lowDisk(freeBytes: 900, lowWaterBytes: 1_000))
    let change8 = watch.disk(freeBytes: 800, lowWaterBytes: 1_000)
    #expect(change8 == nil)
    let change9 = watch.disk(freeBytes: 1_001, lowWaterBytes: 1_000)
    #expect(change9 == nil)
    let change10 = watch.disk(freeBytes: 1_020, lowWaterBytes: 1_000)
    #expect(change10 == .enoughDisk(freeBytes: 1_020))
  }

  @Test("a slow sync is told once, and its end after a minute of fast ones")
  func sync() {
    var watch = ResourceWatch()
    let change11 = watch.sync(milliseconds: 40)
    #expect(change11 == nil)
    let change12 = watch.sync(milliseconds: 1_500)
    #expect(change12 == .slowSync(milliseconds: 1_500))
    let change13 = watch.sync(milliseconds: 1_600)
    #expect(change13 == nil)
    for _ in 1..<ResourceWatch.fastLookCount {
      let early = watch.sync(milliseconds: 2)
      #expect(early == nil)
    }
    let change14 = watch.sync(milliseconds: 2)
    #expect(change14 == .fastSync)
  }
}
