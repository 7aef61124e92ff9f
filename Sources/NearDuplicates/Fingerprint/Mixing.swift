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
