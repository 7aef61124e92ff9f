/// Something that lenient reading repaired, or had to give up.
package enum JSONDamage: Sendable, Hashable {
  /// A control character, comma, comment or word that JSON does not allow; nothing was lost.
  case repaired(offset: Int)
  /// The value broke here; its whole members up to this place were kept.
  case broken(JSONError)
  /// The value was whole, and something else than blanks follows it.
  case trailingBytes(offset: Int)
}
