internal import State
internal import Synchronization

/// What the stages had done at points of time, for rates over the last 1, 5 and 15 minutes.
final class RateHistory: Sendable {
  private struct Sample {
    /// Nanoseconds of the monotonic clock.
    var time: UInt64
    var done: [StageName: Int]
    var freeBytes: Int64
    /// Something was there to be worked on.
    var isBusy: Bool
  }

  private static let windows: [UInt64] = [60, 300, 900]
  /// Over less than five minutes, free space says nothing about the trend.
  private static let shortestTrend: UInt64 = 300_000_000_000
  private let samples = Mutex<[Sample]>([])

  /// Takes a sample; older ones than the longest window are removed.
  func record(
    _ readings: [StageReading], freeBytes: Int64, isBusy: Bool = false, at time: UInt64
  ) {
    let done = Dictionary(uniqueKeysWithValues: readings.map { ($0.name, $0.done) })
    samples.withLock { samples in
      samples.append(Sample(time: time, done: done, freeBytes: freeBytes, isBusy: isBusy))
      let oldest = time &- 900_000_000_000
      if time > 900_000_000_000 { samples.removeAll { $0.time < oldest } }
    }
  }

  /// Pieces a second over each window, as far as it reaches back.
  func rates(of reading: StageReading, at time: UInt64) -> [Double] {
    samples.withLock { samples in
      Self.windows.map { window in
        let begin = time > window * 1_000_000_000 ? time - window * 1_000_000_000 : 0
        guard let first = samples.first(where: { $0.time >= begin }), time > first.time else {
          return 0
        }
        let count = reading.done - (first.done[reading.name] ?? 0)
        return Double(count) * 1e9 / Double(time - first.time)
      }
    }
  }

  /// Pieces a second of a stage while there was something to do, over the last five minutes of that; nil
  /// where nothing was done. What is left is done at this rate, however long nothing came before.
  func busyRate(of stage: StageName) -> Double? {
    samples.withLock { samples in
      var (count, nanoseconds) = (0, UInt64(0))
      for (first, next) in zip(samples, samples.dropFirst()).reversed()
      where first.isBusy && nanoseconds < Self.shortestTrend {
        count += (next.done[stage] ?? 0) - (first.done[stage] ?? 0)
        nanoseconds += next.time - first.time
      }
      return count > 0 && nanoseconds > 0 ? Double(count) * 1e9 / Double(nanoseconds) : nil
    }
  }

  /// Bytes a second by which the free space shrinks; nil while it does not.
  func fillRate() -> Double? {
    samples.withLock { samples in
      guard let first = samples.first, let last = samples.last,
        last.time >= first.time + Self.shortestTrend,
        first.freeBytes > last.freeBytes
      else { return nil }
      return Double(first.freeBytes - last.freeBytes) * 1e9 / Double(last.time - first.time)
    }
  }
}
