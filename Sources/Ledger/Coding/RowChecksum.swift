internal import CRC32C

/// The checksum of a row's bytes, CRC-32C, which stands at their end, lowest byte first.
///
/// SQLite has none of its pages: an altered byte of a text would be read as if it had been written.
enum RowChecksum {
  /// The first version of rows that ends with one.
  static let firstVersion: UInt8 = 3
  private static let byteCount = 4

  static func of(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe winnow_crc32c(0, bytes.baseAddress, bytes.count)
    }
  }

  /// True for a row whose bytes are not those of its checksum; rows without one pass.
  static func isAltered(_ bytes: [UInt8]) -> Bool {
    guard let version = bytes.first else { return true }
    return version >= firstVersion && !isRight(bytes)
  }

  /// Whether the last bytes are the checksum of all before.
  static func isRight(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > byteCount else { return false }
    let stated = bytes.suffix(byteCount).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return stated == of(bytes.dropLast(byteCount))
  }
}
