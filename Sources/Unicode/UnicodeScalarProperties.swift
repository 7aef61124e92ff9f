/// Questions about single scalars, answered from Unicode's own tables (version 15).
///
/// In a hot loop keep `shared` in a local constant; a question is then two array reads. Values
/// above U+10FFFF are unassigned.
package struct UnicodeScalarProperties: Sendable {
  /// The only instance; made at first use, in a few milliseconds.
  package static let shared = UnicodeScalarProperties()

  private let properties: ScalarTable<UInt16>
  private let lowerCaseDistances: ScalarTable<Int32>

  private init() {
    properties = ScalarTable(runs: Self.propertyRuns) { UInt16($0) }
    lowerCaseDistances = ScalarTable(runs: Self.lowerCaseRuns) {
      Int32(bitPattern: $0 << 8) >> 8
    }
  }

  /// What the scalar is.
  package func kind(_ scalar: UInt32) -> UnicodeKind {
    UnicodeKind(rawValue: UInt8(properties[scalar] & 15)) ?? .unassigned
  }

  /// The writing system it belongs to.
  package func script(_ scalar: UInt32) -> UnicodeScript {
    UnicodeScript(rawValue: UInt8(properties[scalar] &>> 4)) ?? .other
  }

  /// True for letters of any script, CJK characters among them; not for marks.
  package func isLetter(_ scalar: UInt32) -> Bool { properties[scalar] & 15 &- 1 < 2 }

  /// True for letters and the marks that combine with them.
  package func isLetterOrMark(_ scalar: UInt32) -> Bool { properties[scalar] & 15 &- 1 < 3 }

  /// True for letters, marks, digits and other numbers: what words are made of.
  package func isWordPart(_ scalar: UInt32) -> Bool { properties[scalar] & 15 &- 1 < 5 }

  /// True for upper- and title-case letters.
  package func isUpperCase(_ scalar: UInt32) -> Bool { properties[scalar] & 15 == 2 }

  /// True for combining marks.
  package func isMark(_ scalar: UInt32) -> Bool { properties[scalar] & 15 == 3 }

  /// True for decimal digits of any script.
  package func isDigit(_ scalar: UInt32) -> Bool { properties[scalar] & 15 == 4 }

  /// True for punctuation; symbols such as `+` and `€` are none.
  package func isPunctuation(_ scalar: UInt32) -> Bool { properties[scalar] & 15 == 6 }

  /// True for white space, no-break spaces and line ends among it.
  package func isSpace(_ scalar: UInt32) -> Bool { properties[scalar] & 15 == 8 }

  /// The simple (one to one) lower-case form; the scalar itself where there is none.
  package func lowerCase(_ scalar: UInt32) -> UInt32 {
    if scalar < 0x80 { return scalar &- 0x41 < 26 ? scalar | 0x20 : scalar }
    return UInt32(
      truncatingIfNeeded: Int32(truncatingIfNeeded: scalar) &+ lowerCaseDistances[scalar])
  }
}
