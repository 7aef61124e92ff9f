/// One word of a text that is compared.
struct LineageWord {
  /// By which it is compared: folded, and the same in British and American spelling.
  var key: UInt64
  /// The folded word as it is spelled.
  var spelling: UInt64
  /// Its bytes in the text.
  var start: UInt32
  var end: UInt32
  /// Between quotation marks: what several reporters heard, they share without taking it from each
  /// other.
  var isQuoted: Bool
  /// The first word of a paragraph.
  var opensParagraph: Bool
  /// Long enough, or with a digit: such words in the same order are evidence even where no two of
  /// them stand side by side.
  var isLandmark: Bool
}
