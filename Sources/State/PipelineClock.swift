internal import Glibc

/// The times that the pipeline goes by, and its only way to wait.
package protocol PipelineClock: Sendable {
  /// The monotonic clock, in nanoseconds.
  func monotonic() -> UInt64
  /// The wall clock, in milliseconds since 1970.
  func wall() -> Int64
  /// Returns after `seconds`; throws `CancellationError` when the task is cancelled meanwhile.
  func sleep(seconds: Double) async throws
}

/// The machine's own clocks.
package struct SystemClock: PipelineClock {
  package init() {}

  /// As `PipelineClock` says.
  package func monotonic() -> UInt64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// As `PipelineClock` says.
  package func wall() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }

  /// As `PipelineClock` says.
  package func sleep(seconds: Double) async throws {
    try await Task.sleep(for: .milliseconds(Int64(seconds * 1_000)))
  }
}
