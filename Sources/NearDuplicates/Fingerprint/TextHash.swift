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
