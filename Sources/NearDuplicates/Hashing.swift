/// Mixing of 64-bit values.
///
/// Multiply-xor-shift finalizers (the "Stafford 13" constants): fast, well spread, and the same on
/// every machine and in every version, because hashes are stored in the ledger. Not keyed: a hostile
/// writer may provoke collisions of 32-bit sketch values, which costs a comparison; equal text is
/// decided by 128 bits.
enum Mixing {
  /// A bijection of 64-bit values in which every output bit depends on every input bit.
  @inline(__always)
  static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Odd constants, one for each place of a word in a shingle and for other uses.
  static let golden: UInt64 = 0x9E37_79B9_7F4A_7C15
  static let prime: UInt64 = 0x0000_0100_0000_01B3
  static let offset: UInt64 = 0xCBF2_9CE4_8422_2325
}

/// The 128-bit hash of an article's folded words, in order.
package struct TextHash: Sendable, Hashable {
  /// The first 64 bits.
  package var high: UInt64
  /// The other 64 bits.
  package var low: UInt64

  /// A hash from its two halves.
  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The hash of no words.
  static let empty = TextHash(high: Mixing.golden, low: Mixing.offset)

  /// Takes in one more word.
  @inline(__always)
  mutating func append(_ word: UInt64) {
    high = (high ^ word) &* 0xD6E8_FEB8_6659_FD93
    high ^= high >> 32
    low = (low &+ word) &* 0xC2B2_AE3D_27D4_EB4F
    low ^= low >> 29
  }
}
