/// Why bytes could not be read back into a value; each with the offset of what is wrong.
package enum BinaryError: Error, Hashable, Sendable {
  /// The bytes end inside a value, or a length points beyond them.
  case truncated(at: Int)
  /// A value that no writer writes: an over-long number, a tag or a name out of range, text that is
  /// not UTF-8.
  case malformed(at: Int)
  /// Bytes are left over behind the last value.
  case trailing(at: Int)
  /// Written in a version of the format that this build does not read.
  case unsupportedVersion(UInt64)
}
