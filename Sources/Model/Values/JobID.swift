internal import Bytes

/// The id of a job: a ULID (github.com/ulid/spec), 48 bits of milliseconds since 1970 and 80 random
/// bits, written as 26 characters of Crockford's base 32. Later ids are greater.
package struct JobID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The 128 bits.
  package let rawValue: UInt128

  package init(rawValue: UInt128) { self.rawValue = rawValue }

  /// An id of a time, which is cut to what 48 bits of milliseconds hold, and of the lowest 80 bits
  /// of `random`.
  package init(time: Timestamp, random: UInt128) {
    let milliseconds = UInt128(min(max(0, time.milliseconds), Self.timeLimit))
    rawValue = milliseconds << 80 | random & Self.randomMask
  }

  /// Reads the 26 characters, capitals only; `nil` for anything else.
  package init?(_ text: some StringProtocol) {
    self.init(Array(text.utf8))
  }

  /// Reads the 26 characters from bytes, such as a file's name.
  package init?(_ name: [UInt8]) {
    // 26 characters hold 130 bits: the first must leave the upper two of them clear.
    guard name.count == 26, name[0] <= UInt8(ascii: "7") else { return nil }
    var value: UInt128 = 0
    for character in name {
      guard let digit = Self.alphabet.firstIndex(of: character) else { return nil }
      value = value << 5 | UInt128(digit)
    }
    rawValue = value
  }

  /// When the id was made, to the millisecond.
  package var time: Timestamp { Timestamp(milliseconds: Int64(rawValue >> 80)) }

  /// The 26 characters.
  package var description: String {
    var rest = rawValue
    var characters = [UInt8](repeating: 0, count: 26)
    for index in characters.indices.reversed() {
      characters[index] = Self.alphabet[Int(rest & 31)]
      rest >>= 5
    }
    assert(rest == 0)
    return String(decoding: characters, as: UTF8.self)
  }

  /// The upper 20 of the random bits. On a node of a cluster they are the node's (`mark(ofNode:)`), so
  /// that it knows its own jobs among those of others; else they are random as the rest.
  package var mark: UInt32 {
    UInt32(truncatingIfNeeded: rawValue >> UInt128(Self.markShift)) & Self.markMask
  }

  /// What the ids of that node bear. Two nodes have the same once in a million pairs.
  package static func mark(ofNode name: String) -> UInt32 {
    let hash = FNV1a.hash64(name.utf8)
    return UInt32(truncatingIfNeeded: hash ^ hash >> 20 ^ hash >> 40) & markMask
  }

  static let markShift = 60
  static let markMask: UInt32 = 1 << 20 - 1

  /// Earlier ids are smaller, and so are their texts.
  package static func < (left: JobID, right: JobID) -> Bool { left.rawValue < right.rawValue }

  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
  /// The greatest time that fits, in milliseconds since 1970.
  static let timeLimit: Int64 = 1 << 48 - 1
  /// The random bits.
  static let randomMask: UInt128 = 1 << 80 - 1
}
