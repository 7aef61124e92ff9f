/// The writing system of a scalar (Unicode's property Script); rare ones are `other`.
package enum UnicodeScript: UInt8, CaseIterable, Sendable, Hashable {
  /// The scripts in the order of the table.
  case common, inherited, latin, greek, cyrillic, armenian, hebrew, arabic, syriac, thaana
  case devanagari, bengali, gurmukhi, gujarati, oriya, tamil, telugu, kannada, malayalam, sinhala
  case thai, lao, tibetan, myanmar, georgian, hangul, ethiopic, khmer, mongolian
  case hiragana, katakana, bopomofo, han, other
}
