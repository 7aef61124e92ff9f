/// A point of time, in nanoseconds since 1970 in UTC, without leap seconds.
///
/// Times beyond the range (1677 to 2262), which only damaged dates name, are cut to its ends.
package struct Timestamp: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var nanoseconds: Int64

  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// A time in milliseconds since 1970.
  package init(milliseconds: Int64) {
    nanoseconds = Self.cut(milliseconds, by: 1_000_000)
  }

  /// A time in seconds since 1970.
  package init(seconds: Int64) {
    nanoseconds = Self.cut(seconds, by: 1_000_000_000)
  }

  /// The beginning of 1970.
  package static let zero = Timestamp(nanoseconds: 0)
  /// Later than all others.
  package static let latest = Timestamp(nanoseconds: .max)

  /// In milliseconds since 1970, rounded down.
  package var milliseconds: Int64 { Self.floor(nanoseconds, by: 1_000_000) }
  /// In seconds since 1970, rounded down.
  package var seconds: Int64 { Self.floor(nanoseconds, by: 1_000_000_000) }

  /// `2025-02-13T11:38:35Z`.
  package var description: String { iso8601 }

  /// Earlier times are smaller.
  package static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// The time that is so much later.
  package static func + (time: Timestamp, duration: Duration) -> Timestamp {
    let (sum, overflow) = time.nanoseconds.addingReportingOverflow(duration.nanoseconds)
    return Timestamp(nanoseconds: overflow ? (duration < .zero ? .min : .max) : sum)
  }

  /// The time that is so much earlier.
  package static func - (time: Timestamp, duration: Duration) -> Timestamp {
    let (difference, overflow) = time.nanoseconds.subtractingReportingOverflow(duration.nanoseconds)
    return Timestamp(nanoseconds: overflow ? (duration < .zero ? .max : .min) : difference)
  }

  /// How much later `left` is.
  package static func - (left: Timestamp, right: Timestamp) -> Duration {
    .nanoseconds(left.nanoseconds) - .nanoseconds(right.nanoseconds)
  }

  private static func cut(_ value: Int64, by factor: Int64) -> Int64 {
    let (product, overflow) = value.multipliedReportingOverflow(by: factor)
    return overflow ? (value < 0 ? .min : .max) : product
  }

  private static func floor(_ value: Int64, by divisor: Int64) -> Int64 {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}

extension Duration {
  /// In whole nanoseconds, cut to what an integer holds.
  fileprivate var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, carry) = product.addingReportingOverflow(attoseconds / 1_000_000_000)
    return overflow || carry ? (seconds < 0 ? .min : .max) : sum
  }
}
