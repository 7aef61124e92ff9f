/// One word after folding.
struct FoldedWord {
  var hash: UInt64
  var traits: WordTraits
  /// Letters and digits after folding, saturating.
  var length: UInt8
  /// Where its letters end in `FoldedText.letters`.
  var lettersEnd: UInt32
}
