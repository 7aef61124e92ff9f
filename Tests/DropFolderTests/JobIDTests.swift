import Storage
import Testing

@testable import DropFolder

@Suite struct JobIDTests {
  @Test("the first ten characters are the time as the specification writes it")
  func time() {
    var generator = JobIDGenerator(random: SeededGenerator(seed: 1))
    #expect(generator.next(at: 1_469_918_176_385).hasPrefix("01ARYZ6S41"))
  }

  @Test("each id is greater than the one before, within a millisecond and when the clock goes back")
  func monotone() {
    var generator = JobIDGenerator(random: SeededGenerator(seed: 2))
    var last = ""
    for step in 0..<2_000 as Range<Int64> {
      let id = generator.next(at: 1_000_000 - step / 10)
      #expect(id > last && JobIDGenerator.isJobID(id))
      last = id
    }
  }

  @Test(
    "clocks beyond all bounds neither trap nor break the order", arguments: [Int64.min, -1, .max])
  func extremes(milliseconds: Int64) {
    var generator = JobIDGenerator(random: SeededGenerator(seed: 3))
    let first = generator.next(at: milliseconds)
    #expect(generator.next(at: milliseconds) > first)
  }

  @Test(
    "what is no ULID is not taken for one",
    arguments: ["", "01ARYZ6S41", "81ARYZ6S410000000000000000", "01ARYZ6S41000000000000000U"])
  func shape(text: String) {
    #expect(!JobIDGenerator.isJobID(text))
  }
}
