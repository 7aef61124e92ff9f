import Testing

@testable import Daemon

@Suite struct MessageThrottleTests {
  private let wire = MessageThrottle.Key(messageClass: .quarantined, source: "wire")
  private let second: UInt64 = 1_000_000_000

  @Test("a burst is written up to the limit, and the rest is said when the minute is over")
  func burst() {
    var throttle = MessageThrottle()
    var admitted: [Int] = []
    for number in 0..<42 where throttle.admit(wire, at: UInt64(number) * second) {
      admitted.append(number)
    }
    #expect(admitted == Array(0..<MessageThrottle.limit))
    let early = throttle.takeSuppressed(at: 59 * second)
    #expect(early.isEmpty)
    let suppressed = throttle.takeSuppressed(at: 60 * second)
    #expect(suppressed.map(\.key) == [wire])
    #expect(suppressed.map(\.count) == [42 - MessageThrottle.limit])
    // Once.
    let again = throttle.takeSuppressed(at: 120 * second)
    #expect(again.isEmpty)
    let isAdmitted = throttle.admit(wire, at: 120 * second)
    #expect(isAdmitted)
  }

  @Test("classes and sources do not count for each other")
  func keys() {
    var throttle = MessageThrottle()
    for _ in 0..<10 { _ = throttle.admit(wire, at: 0) }
    let other = throttle.admit(MessageThrottle.Key(messageClass: .quarantined, source: "b"), at: 0)
    #expect(other)
    let problem = throttle.admit(
      MessageThrottle.Key(messageClass: .sourceProblem, source: "wire"), at: 0)
    #expect(problem)
  }

  @Test("at the end everything is said")
  func end() {
    var throttle = MessageThrottle()
    for _ in 0..<7 { _ = throttle.admit(wire, at: 5 * second) }
    let rest = throttle.takeSuppressed(at: .max)
    #expect(rest.map(\.count) == [2])
  }
}
