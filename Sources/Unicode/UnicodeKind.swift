/// What a scalar is in text, after Unicode's general categories.
package enum UnicodeKind: UInt8, Sendable, Hashable {
  /// A letter that is not upper case: Ll, Lm, Lo.
  case letter = 1
  /// An upper- or title-case letter: Lu, Lt.
  case upperCaseLetter
  /// A mark that combines with what stands before: Mn, Mc, Me.
  case mark
  /// A decimal digit: Nd.
  case digit
  /// Another number: Nl, No.
  case number
  /// P*.
  case punctuation
  /// S*.
  case symbol
  /// What has the property White_Space, among it the control characters for tab and line end.
  case space
  /// Cc, without white space.
  case control
  /// Invisible: Cf.
  case format
  /// Private use: Co.
  case privateUse
  /// Cs.
  case surrogate
  /// Cn.
  case unassigned
}
