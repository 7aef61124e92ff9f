extension UInt32 {
  /// How many bytes the scalar takes in UTF-8.
  var utf8Count: Int { self < 0x80 ? 1 : self < 0x800 ? 2 : self < 0x10000 ? 3 : 4 }

  /// True for a value that may stand in a text: no surrogate, not above U+10FFFF.
  var isScalar: Bool { self < 0xD800 || self &- 0xE000 < 0x10_2000 }
}
