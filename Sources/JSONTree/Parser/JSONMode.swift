/// How forgiving reading is.
package enum JSONMode: Sendable, Hashable {
  /// RFC 8259 to the letter, except that invalid UTF-8 is replaced by U+FFFD when decoded.
  case exact
  /// Also: control characters in strings, lone and trailing commas, a missing comma between two
  /// values, `NaN` and `Infinity` (as null), comments, and values that break off.
  case lenient
}
