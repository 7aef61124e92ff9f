/// The hash FNV-1a (draft-eastlake-fnv) in 64 and 32 bits, for tables and for keys that are kept:
/// its values never change between builds. It is no defence against chosen input.
package enum FNV1a {
  /// The hash of no bytes, in 64 bits.
  package static var basis64: UInt64 { 0xCBF2_9CE4_8422_2325 }
  /// The hash of no bytes, in 32 bits.
  package static var basis32: UInt32 { 0x811C_9DC5 }

  /// The hash of what `hash` stands for with one more byte.
  @inlinable
  package static func adding(_ byte: UInt8, to hash: UInt64) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  /// The hash of what `hash` stands for with one more byte.
  @inlinable
  package static func adding(_ byte: UInt8, to hash: UInt32) -> UInt32 {
    (hash ^ UInt32(byte)) &* 0x0100_0193
  }

  /// The 64-bit hash of some bytes.
  package static func hash64(_ bytes: [UInt8]) -> UInt64 {
    // A form of its own: the generic one is not specialized for callers of other modules.
    var hash = basis64
    for byte in bytes { hash = adding(byte, to: hash) }
    return hash
  }

  /// The 64-bit hash of some bytes.
  package static func hash64(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(basis64) { adding($1, to: $0) }
  }

  /// The 32-bit hash of some bytes.
  package static func hash32(_ bytes: some Sequence<UInt8>) -> UInt32 {
    bytes.reduce(basis32) { adding($1, to: $0) }
  }
}
