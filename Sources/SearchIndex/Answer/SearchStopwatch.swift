import Glibc

/// How much of its time a search has used.
///
/// Processor time counts, so that a busy machine makes answers later and not worse; where a disk is waited
/// for, ten times as much by the clock is the limit.
struct SearchStopwatch {
  private static let waitFactor = 10
  private let time: SearchTime
  private let start = ContinuousClock.now
  private let used = Self.processorTime()

  init(_ time: SearchTime) { self.time = time }

  /// True when the time is over for a search that has found so many, where `enough` are enough.
  func isOver(found: Int, enough: Int) -> Bool {
    let limit = found >= enough ? time.enough : found > 0 ? time.few : time.none
    return Self.processorTime() - used > limit
      || start.duration(to: .now) > limit * Self.waitFactor
  }

  /// Of this thread, since its begin.
  private static func processorTime() -> Duration {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}
