/// Classes of ASCII characters, asked of single bytes.
///
/// What counts as a blank depends on the grammar that is read, so there are three sets, each named
/// after its grammar. Bytes from 0x80 on belong to no class.
package enum ASCII {
  /// JSON's white space (RFC 8259 section 2): space, tab, LF, CR.
  package static func isJSONBlank(_ byte: UInt8) -> Bool {
    // The four as bits 32, 13, 10 and 9.
    byte <= 0x20 && (0x1_0000_2600 &>> UInt64(byte)) & 1 as UInt64 != 0
  }

  /// HTML's white space (WHATWG Infra, "ASCII whitespace"): space, tab, LF, FF, CR.
  package static func isHTMLBlank(_ byte: UInt8) -> Bool {
    // The five as bits 32, 13, 12, 10 and 9.
    byte <= 0x20 && (0x1_0000_3600 &>> UInt64(byte)) & 1 as UInt64 != 0
  }

  /// C's white space (`isspace` in the C locale), for plain text: space, tab, LF, VT, FF, CR.
  package static func isTextBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte &- 0x09 < 5
  }

  /// `0` to `9`.
  package static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// `A` to `Z` and `a` to `z`.
  package static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  /// `A` to `Z`.
  package static func isUppercase(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }

  /// `a` to `z`.
  package static func isLowercase(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }

  /// A letter or a digit.
  package static func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

  /// A control character: below the space, or DEL.
  package static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7F }

  /// The small letter of a capital; every other byte as it is.
  package static func lowercased(_ byte: UInt8) -> UInt8 { isUppercase(byte) ? byte | 0x20 : byte }

  /// The capital of a small letter; every other byte as it is.
  package static func uppercased(_ byte: UInt8) -> UInt8 {
    isLowercase(byte) ? byte & ~0x20 : byte
  }
}
