internal import Model

/// Salts and ids of logs: from the system, or from a seed in tests (SplitMix64).
struct SaltSource: Sendable {
  private var state: UInt64

  /// The last LSN is mixed in, so that a log that was opened again does not repeat its salts.
  init(seed: UInt64?, last: LSN) {
    state = (seed ?? UInt64.random(in: 0 ... .max)) ^ (last.rawValue &* 0x9E37_79B9_7F4A_7C15)
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
