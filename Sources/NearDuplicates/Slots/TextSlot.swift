/// What a writer fills in (a number, a name, a word of the headline), told by the words just before or
/// just after it, and the word that stands there: four bytes.
///
/// Two texts with the same words around a slot and different words in it were made from one form, or one
/// corrects the other: how many such slots there are tells which.
package struct TextSlot: Sendable, Hashable {
  /// From bit 18 on: 14 bits of a hash of the two words beside it and of their side. Bit 17: stands in
  /// the headline; bit 16: what stands there is a word of the headline. Below: the word, four bits for
  /// its first letter (0: a number or an ideograph) and twelve of its hash.
  package var packed: UInt32

  /// The slot as it is stored.
  package init(packed: UInt32) { self.packed = packed }

  /// What tells the slot.
  var context: UInt32 { packed >> 18 }
  var isInHeadline: Bool { packed & Self.headlineContext != 0 }
  var isHeadlineWord: Bool { packed & Self.headlineWord != 0 }
  /// What stands there.
  var word: UInt16 { UInt16(truncatingIfNeeded: packed) }
  /// The first letter of what stands there; nil for numbers and ideographs.
  var initial: UInt16? { word >> 12 == 0 ? nil : word >> 12 }

  static let headlineContext: UInt32 = 1 << 17
  static let headlineWord: UInt32 = 1 << 16
}
