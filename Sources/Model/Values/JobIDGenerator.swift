/// Makes the ids of jobs: each is greater than the one before it, also within a millisecond and when
/// the clock goes back.
package struct JobIDGenerator: Sendable {
  private var last = JobID(rawValue: 0)
  private var random: any RandomNumberGenerator & Sendable

  package init(random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()) {
    self.random = random
  }

  /// The next id, for a clock that shows `time`.
  package mutating func next(at time: Timestamp) -> JobID {
    let fresh = JobID(time: time, random: UInt128(random.next()) << 64 | UInt128(random.next()))
    let isLater = fresh.rawValue >> 80 > last.rawValue >> 80
    // Counting on in the last millisecond may carry into the next one: the order stays.
    let next = isLater ? fresh : JobID(rawValue: last.rawValue + 1)
    assert(next > last, "ids of jobs only grow")
    last = next
    return next
  }
}
