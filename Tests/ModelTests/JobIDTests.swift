import Model
import Testing

/// A generator that always draws the same number.
private struct Constant: RandomNumberGenerator, Sendable {
  var value: UInt64
  mutating func next() -> UInt64 { value }
}

@Suite("Ids of jobs")
struct JobIDTests {
  @Test("the first ten characters are the time as the specification writes it")
  func time() {
    var generator = JobIDGenerator()
    let id = generator.next(at: Timestamp(milliseconds: 1_469_918_176_385))
    #expect(id.description.hasPrefix("01ARYZ6S41"))
    #expect(id.time.milliseconds == 1_469_918_176_385)
  }

  @Test("each id is greater than the one before, within a millisecond and when the clock goes back")
  func monotone() {
    var generator = JobIDGenerator()
    var last = generator.next(at: .zero)
    for step in 0..<2_000 as Range<Int64> {
      let id = generator.next(at: Timestamp(milliseconds: 1_000_000 - step / 10))
      #expect(id > last && id.description > last.description)
      last = id
    }
  }

  @Test("ids that are used up within a millisecond go on in the next one")
  func carry() {
    var generator = JobIDGenerator(random: Constant(value: .max))
    let first = generator.next(at: Timestamp(milliseconds: 5))
    #expect(first.description.hasSuffix("ZZZZZZZZZZZZZZZZ"))
    let second = generator.next(at: Timestamp(milliseconds: 5))
    #expect(second > first && second.time.milliseconds == 6)
  }

  @Test(
    "clocks beyond all bounds neither trap nor break the order", arguments: [Int64.min, -1, .max])
  func extremes(nanoseconds: Int64) {
    var generator = JobIDGenerator()
    let first = generator.next(at: Timestamp(nanoseconds: nanoseconds))
    #expect(generator.next(at: Timestamp(nanoseconds: nanoseconds)) > first)
  }

  @Test("an id comes back from its text, the least and the greatest too")
  func roundTrip() {
    for value: UInt128 in [0, 1, 31, 32, 1 << 80, .max - 1, .max] {
      let id = JobID(rawValue: value)
      #expect(id.description.utf8.count == 26)
      #expect(JobID(id.description) == id)
    }
  }

  @Test(
    "what is no ULID is not taken for one",
    arguments: [
      "", "01ARYZ6S41", "81ARYZ6S410000000000000000", "01ARYZ6S41000000000000000U",
      "01aryz6s410000000000000000", "01ARYZ6S4100000000000000000",
    ])
  func shape(text: String) {
    #expect(JobID(text) == nil)
  }
}
