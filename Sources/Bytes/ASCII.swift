/// Classes of ASCII characters, asked of single bytes.
///
/// What counts as a blank depends on the grammar that is read, so there are three sets, each named
/// after its grammar. Bytes from 0x80 on belong to no class.
package enum ASCII {
  /// JSON's white space (RFC 8259 section 2): space, tab, LF, CR.
  @inlinable
  package static func isJSONBlank(_ byte: UInt8) -> Bool {
    byte <= 0x20 && (jsonBlanks &>> UInt64(byte)) & 1 != 0
  }

  /// HTML's white space (WHATWG Infra, "ASCII whitespace"): space, tab, LF, FF, CR.
  @inlinable
  package static func isHTMLBlank(_ byte: UInt8) -> Bool {
    byte <= 0x20 && (htmlBlanks &>> UInt64(byte)) & 1 != 0
  }

  /// C's white space (`isspace` in the C locale), for plain text: space, tab, LF, VT, FF, CR.
  @inlinable
  package static func isTextBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte &- 0x09 < 5
  }

  /// `0` to `9`.
  @inlinable
  package static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// `A` to `Z` and `a` to `z`.
  @inlinable
  package static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  /// `A` to `Z`.
  @inlinable
  package static func isUppercase(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }

  /// `a` to `z`.
  @inlinable
  package static func isLowercase(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }

  /// A letter or a digit.
  @inlinable
  package static func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

  /// A control character: below the space, or DEL.
  @inlinable
  package static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7F }

  /// The small letter of a capital; every other byte as it is.
  @inlinable
  package static func lowercased(_ byte: UInt8) -> UInt8 { isUppercase(byte) ? byte | 0x20 : byte }

  /// The capital of a small letter; every other byte as it is.
  @inlinable
  package static func uppercased(_ byte: UInt8) -> UInt8 {
    isLowercase(byte) ? byte & ~0x20 : byte
  }

  /// JSON's blanks, one bit a byte.
  @usableFromInline
  static var jsonBlanks: UInt64 { 1 << 0x20 | 1 << 0x09 | 1 << 0x0A | 1 << 0x0D }

  /// HTML's blanks, one bit a byte.
  @usableFromInline
  static var htmlBlanks: UInt64 { jsonBlanks | 1 << 0x0C }
}
