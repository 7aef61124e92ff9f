/// Makes the ids of jobs: each is greater than the one before it, also within a millisecond and when
/// the clock goes back.
package struct JobIDGenerator: Sendable {
  private var last = JobID(rawValue: 0)
  private let mark: UInt128?
  private var random: any RandomNumberGenerator & Sendable

  /// `mark`: What all ids bear (`JobID.mark`); nil for nothing.
  package init(
    mark: UInt32? = nil,
    random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) {
    self.mark = mark.map { UInt128($0 & JobID.markMask) << JobID.markShift }
    self.random = random
  }

  /// The next id, for a clock that shows `time`.
  package mutating func next(at time: Timestamp) -> JobID {
    var bits = UInt128(random.next()) << 64 | UInt128(random.next())
    if let mark { bits = bits & ~(UInt128(JobID.markMask) << JobID.markShift) | mark }
    let fresh = JobID(time: time, random: bits)
    let isLater = fresh.rawValue >> 80 > last.rawValue >> 80
    // Counting on in the last millisecond may carry into the next one: the order stays.
    let next = isLater ? fresh : JobID(rawValue: last.rawValue + 1)
    assert(next > last, "ids of jobs only grow")
    last = next
    return next
  }
}
