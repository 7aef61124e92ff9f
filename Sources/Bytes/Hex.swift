/// Hexadecimal digits (RFC 4648 section 8).
package enum Hex {
  /// The value of a digit in either case; `nil` for any other byte.
  package static func value(of digit: UInt8) -> UInt8? {
    if digit &- 0x30 < 10 { return digit &- 0x30 }
    let letter = (digit | 0x20) &- 0x61
    return letter < 6 ? letter &+ 10 : nil
  }

  /// The digit of a value from 0 to 15, in lower case.
  package static func digit(_ value: UInt8) -> UInt8 {
    precondition(value < 16, "a hexadecimal digit is worth 15 at most")
    return value < 10 ? 0x30 + value : 0x61 + value - 10
  }

  /// Two digits a byte, in lower case.
  package static func encode(_ bytes: [UInt8]) -> String {
    var digits: [UInt8] = []
    digits.reserveCapacity(2 * bytes.count)
    for byte in bytes {
      digits.append(digit(byte >> 4))
      digits.append(digit(byte & 15))
    }
    return String(decoding: digits, as: UTF8.self)
  }

  /// The bytes that pairs of digits stand for; `nil` when a character is no digit or one is left
  /// over.
  package static func decode(_ digits: some Sequence<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in digits {
      guard let value = value(of: digit) else { return nil }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return high == nil ? bytes : nil
  }
}
