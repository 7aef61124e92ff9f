/// The frame that the headers of segments, checkpoints and history have in common: 64 bytes with a
/// magic of 8, a checksum over the rest from byte 12, and the format's number.
enum FileHeader {
  static let byteCount = 64
  /// Raised with every change to what lies on the disk; other versions are refused by name.
  static let format: UInt32 = 2

  /// Fills in magic, format and checksum; the fields between are set already.
  static func seal(_ bytes: inout [UInt8], magic: StaticString) {
    precondition(bytes.count == byteCount && magic.utf8CodeUnitCount == 8)
    for (index, byte) in magic.description.utf8.enumerated() { bytes[index] = byte }
    bytes.put(format, at: 12)
    bytes.put(bytes.checksum(12..<byteCount), at: 8)
  }

  /// Whether the first 64 bytes are a header of this kind.
  static func check(_ bytes: [UInt8], magic: StaticString) -> Validity {
    guard bytes.count >= byteCount, bytes[..<8].elementsEqual(magic.description.utf8),
      bytes.u32(at: 8) == bytes.checksum(12..<byteCount)
    else { return .invalid }
    let found = bytes.u32(at: 12)
    if found == format { return .valid }
    return found < format ? .older(found) : .newer(found)
  }

  enum Validity: Hashable { case valid, invalid, newer(UInt32), older(UInt32) }
}
