/// A number in a text: 16 bits of its hash, and the index of the word, at most 65,535.
package struct PlacedFeature: Sendable, Hashable {
  /// Hash of the folded word.
  package var value: UInt16
  /// Index of the word.
  package var word: UInt16

  /// A feature at a word.
  package init(value: UInt16, word: UInt16) {
    self.value = value
    self.word = word
  }

  var packed: UInt32 { UInt32(value) | UInt32(word) << 16 }

  init(packed: UInt32) {
    value = UInt16(truncatingIfNeeded: packed)
    word = UInt16(truncatingIfNeeded: packed >> 16)
  }
}
