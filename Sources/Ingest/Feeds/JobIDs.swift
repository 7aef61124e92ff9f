internal import Synchronization

/// Makes ULIDs (github.com/ulid/spec): 48 bits of milliseconds, 80 random bits, in Crockford's
/// base 32. Ids of one maker grow strictly, also within a millisecond and when the clock goes back.
package final class JobIDs: Sendable {
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  private struct Last {
    var time: UInt64 = 0
    var high: UInt64 = 0
    var low: UInt64 = 0
  }

  private let last = Mutex(Last())

  package init() {}

  /// The next id.
  ///
  /// - Parameter milliseconds: The wall clock, since 1970.
  package func next(at milliseconds: Int64) -> String {
    let now = UInt64(max(0, milliseconds)) & 0xFFFF_FFFF_FFFF
    let value = last.withLock { last in
      if now > last.time {
        // Room above the random part, so that counting up within a millisecond never overflows.
        last = Last(time: now, high: UInt64.random(in: 0..<0x7FFF), low: .random(in: 0..<(1 << 63)))
      } else {
        last.low += UInt64.random(in: 1..<(1 << 32))
        if last.low >> 63 == 1 {
          last.low &= (1 << 63) - 1
          last.high += 1
        }
      }
      return last
    }
    return Self.text(time: value.time, high: value.high, low: value.low)
  }

  /// 26 digits of five bits: 50 bits hold the time, 80 the rest.
  private static func text(time: UInt64, high: UInt64, low: UInt64) -> String {
    var digits = [UInt8](repeating: 0, count: 26)
    var rest = time
    for index in stride(from: 9, through: 0, by: -1) {
      digits[index] = alphabet[Int(rest & 31)]
      rest >>= 5
    }
    var (upper, lower) = (high & 0xFFFF, low)
    for index in stride(from: 25, through: 10, by: -1) {
      digits[index] = alphabet[Int(lower & 31)]
      lower = lower >> 5 | (upper & 31) << 59
      upper >>= 5
    }
    return String(decoding: digits, as: UTF8.self)
  }
}
