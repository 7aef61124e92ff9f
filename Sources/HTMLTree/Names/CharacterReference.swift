import Bytes

/// A character reference that has been read: its characters and where it ends.
struct CharacterReference {
  var first: UInt32
  /// The second character of the few references that stand for two; 0 for none.
  var second: UInt32 = 0
  /// The index after the reference.
  var end: Int

  func append(to bytes: inout [UInt8]) {
    UTF8Encoding.append(first, to: &bytes)
    if second != 0 { UTF8Encoding.append(second, to: &bytes) }
  }
}
