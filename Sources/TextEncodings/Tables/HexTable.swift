/// Tables written as four hexadecimal digits a value.
enum HexTable {
  /// The values of a line of digits; anything else in it is our own mistake.
  static func values(_ digits: [UInt8]) -> [UInt16] {
    precondition(digits.count % 4 == 0)
    return stride(from: 0, to: digits.count, by: 4).map { start in
      digits[start..<start + 4].reduce(0) { $0 << 4 | digit($1) }
    }
  }

  private static func digit(_ byte: UInt8) -> UInt16 {
    byte <= 0x39 ? UInt16(byte) - 0x30 : UInt16(byte) - 0x41 + 10
  }
}
