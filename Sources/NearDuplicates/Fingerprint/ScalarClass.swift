/// What a scalar outside ASCII is to the folding of text.
enum ScalarClass {
  /// A letter of the Latin script, with the ASCII letter it folds to (0: none, hash it as it is).
  case latin(UInt8)
  /// A letter of another alphabet, lower-cased.
  case letter(UInt32)
  /// A letter of a script that is written without spaces: a word by itself.
  case ideograph(UInt32)
  /// Apostrophes, marks, joiners and soft hyphens: dropped without splitting the word.
  case ignored
  /// Spaces and punctuation: ends the word.
  case boundary
  /// Signs that no word holds. Beside letters they betray text that was decoded wrongly.
  case symbol
}
