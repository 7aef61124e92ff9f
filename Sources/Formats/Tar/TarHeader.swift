import Bytes

/// A header of a tar archive: one block of 512 bytes (POSIX.1-1988 `ustar`, GNU's variant, and the
/// older form without a magic, told by the check sum alone).
struct TarHeader {
  static let byteCount = 512

  /// What follows the header.
  enum Kind {
    case file
    /// GNU's name of the next file, where it is longer than 100 bytes.
    case longName
    /// Records of POSIX.1-2001 about the next file.
    case extended
    /// Folders, links, devices, and extensions about nothing that is read.
    case other
    /// A file with holes, which GNU tar writes without them.
    case sparse
  }

  var kind: Kind
  var name: [UInt8]
  /// Size of what follows, in bytes, without padding.
  var size: Int64

  /// The header in a block; nil for anything else.
  init?(_ block: ArraySlice<UInt8>) {
    guard block.count >= Self.byteCount else { return nil }
    let block = block.prefix(Self.byteCount)
    func field(_ offset: Int, _ count: Int) -> ArraySlice<UInt8> {
      block[(block.startIndex + offset)..<(block.startIndex + offset + count)]
    }
    guard let stated = Self.number(field(148, 8)), Self.isSum(stated, of: block),
      let size = Self.number(field(124, 12))
    else { return nil }
    let name = field(0, 100).prefix { $0 != 0 }
    let hasPrefix = field(257, 6).elementsEqual(Array("ustar".utf8) + [0])
    let prefix = hasPrefix ? field(345, 155).prefix { $0 != 0 } : []
    self.name = prefix.isEmpty ? Array(name) : Array(prefix) + [UInt8(ascii: "/")] + name
    self.size = size
    kind =
      switch block[block.startIndex + 156] {
      // An old archive has no type for a folder: its name ends in a slash.
      case 0, UInt8(ascii: "0"): self.name.last == UInt8(ascii: "/") ? .other : .file
      case UInt8(ascii: "7"): .file
      case UInt8(ascii: "L"): .longName
      case UInt8(ascii: "x"): .extended
      case UInt8(ascii: "S"): .sparse
      default: .other
      }
    // Links and folders state sizes of things that are not there.
    if kind == .other, Self.typesWithoutData.contains(block[block.startIndex + 156]) {
      self.size = 0
    }
  }

  private static let typesWithoutData = Set("123456".utf8)

  /// Octal digits with blanks around them, or from a first byte with the highest bit set on a binary
  /// number, highest byte first. Nil for anything else, and beyond 2^62.
  private static func number(_ field: ArraySlice<UInt8>) -> Int64? {
    guard let first = field.first else { return nil }
    var value: Int64 = 0
    if first & 0x80 != 0 {
      guard first == 0x80 else { return nil }
      for byte in field.dropFirst() {
        guard value < 1 << 54 else { return nil }
        value = value << 8 | Int64(byte)
      }
      return value
    }
    let digits = field.drop { $0 == 0x20 }.prefix { $0 != 0 && $0 != 0x20 }
    for digit in digits {
      guard (0x30...0x37).contains(digit), value < 1 << 59 else { return nil }
      value = value << 3 | Int64(digit - 0x30)
    }
    return value
  }

  /// Whether `stated` is the sum of the block's bytes, its own field as blanks; old programs summed
  /// them as signed numbers.
  private static func isSum(_ stated: Int64, of block: ArraySlice<UInt8>) -> Bool {
    var unsigned: Int64 = 0
    var signed: Int64 = 0
    for (offset, byte) in block.enumerated() {
      let byte = (148..<156).contains(offset) ? 0x20 : byte
      unsigned += Int64(byte)
      signed += Int64(Int8(bitPattern: byte))
    }
    // A block of zeros sums up to eight blanks, and is no header.
    return unsigned != 8 * 0x20 && (stated == unsigned || stated == signed)
  }
}
