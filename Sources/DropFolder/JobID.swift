/// Makes the ids of jobs: ULIDs (github.com/ulid/spec), 26 characters of Crockford's base 32, 48
/// bits of milliseconds and 80 bits of chance. Each is greater than the one before it, also within a
/// millisecond and when the clock goes back.
package struct JobIDGenerator: Sendable {
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
  /// The greatest time that a ULID can hold.
  private static let timeLimit: UInt64 = 1 << 48 - 1

  private var time: UInt64 = 0
  private var chance: UInt128 = 0
  private var random: any RandomNumberGenerator & Sendable

  package init(random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()) {
    self.random = random
  }

  /// The next id, for a clock that shows `milliseconds` since 1970.
  package mutating func next(at milliseconds: Int64) -> String {
    let now = min(UInt64(max(0, milliseconds)), Self.timeLimit)
    if now > time {
      time = now
      let high = UInt128(random.next() & 0xFFFF)
      chance = high << 64 | UInt128(random.next())
    } else {
      chance += 1
      if chance >> 80 != 0 {
        // All of a millisecond's ids are used up: go on in the next one.
        chance = 0
        time = min(time + 1, Self.timeLimit)
      }
    }
    var value = UInt128(time) << 80 | chance
    var characters = [UInt8](repeating: 0, count: 26)
    for index in characters.indices.reversed() {
      characters[index] = Self.alphabet[Int(value & 31)]
      value >>= 5
    }
    return String(decoding: characters, as: UTF8.self)
  }

  /// Whether `text` could be an id: 26 characters of the alphabet, no greater than any time allows.
  package static func isJobID(_ text: some StringProtocol) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count == 26 && bytes[0] <= UInt8(ascii: "7")
      && bytes.allSatisfy(alphabet.contains)
  }
}
