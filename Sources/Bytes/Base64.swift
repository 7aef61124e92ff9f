/// Base64 (RFC 4648 section 4): written strictly, read as it is met in the wild.
package enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The text of some bytes, padded, in one line.
  package static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var index = 0
    while index < bytes.count {
      let left = bytes.count - index
      let group =
        UInt32(bytes[index]) << 16
        | (left > 1 ? UInt32(bytes[index + 1]) << 8 : 0)
        | (left > 2 ? UInt32(bytes[index + 2]) : 0)
      text.append(alphabet[Int(group >> 18)])
      text.append(alphabet[Int(group >> 12 & 63)])
      text.append(left > 1 ? alphabet[Int(group >> 6 & 63)] : padding)
      text.append(left > 2 ? alphabet[Int(group & 63)] : padding)
      index += 3
    }
    assert(text.count == (bytes.count + 2) / 3 * 4)
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes that a text stands for; `nil` when a character is none of Base64's.
  ///
  /// Blanks, line ends and missing or misplaced padding are skipped, and the alphabet for URLs and
  /// file names (section 5) is read as well: mail, feeds and scrapers write all of these.
  package static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.underestimatedCount / 4 * 3)
    var group: UInt32 = 0
    var bitCount: UInt32 = 0
    for character in text {
      guard let value = value(of: character) else {
        guard character == padding || ASCII.isTextBlank(character) else { return nil }
        continue
      }
      group = group << 6 | value
      bitCount += 6
      if bitCount >= 8 {
        bitCount -= 8
        bytes.append(UInt8(truncatingIfNeeded: group >> bitCount))
      }
    }
    return bytes
  }

  /// The bytes that a text stands for; `nil` when a character is none of Base64's.
  package static func decode(_ text: some StringProtocol) -> [UInt8]? { decode(text.utf8) }

  private static var padding: UInt8 { UInt8(ascii: "=") }

  private static func value(of character: UInt8) -> UInt32? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character) - 0x41
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character) - 0x61 + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character) - 0x30 + 52
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }
}
