/// Lets a few lines of a class and source through in a minute, and counts the rest.
struct MessageThrottle: Sendable {
  /// What is counted together.
  struct Key: Hashable, Sendable {
    var messageClass: MessageClass
    var source: String
  }

  private struct Window {
    /// Nanoseconds of the monotonic clock.
    var start: UInt64
    var count = 0
  }

  /// Lines of one key in a minute.
  static let limit = 5
  private static let length: UInt64 = 60_000_000_000
  private var windows: [Key: Window] = [:]

  /// True when a line may be written at `now`. What an earlier minute left out is to be taken with
  /// `takeSuppressed` before.
  mutating func admit(_ key: Key, at now: UInt64) -> Bool {
    windows[key, default: Window(start: now)].count += 1
    return windows[key, default: Window(start: now)].count <= Self.limit
  }

  /// How many lines were left out, of the minutes that are over.
  mutating func takeSuppressed(at now: UInt64) -> [(key: Key, count: Int)] {
    let over = windows.filter { now - min(now, $0.value.start) >= Self.length }
    for key in over.keys { windows[key] = nil }
    return over.filter { $0.value.count > Self.limit }
      .map { ($0.key, $0.value.count - Self.limit) }
      .sorted {
        ($0.key.messageClass.rawValue, $0.key.source) < (
          $1.key.messageClass.rawValue, $1.key.source
        )
      }
  }
}
