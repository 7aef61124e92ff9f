/// What somebody would have done to one text to make the other of it.
struct TextChange {
  /// The kinds of a change.
  enum Kind {
    /// Words that the other text has not.
    case addition
    /// Words of the other text that were left out.
    case cut
    /// Some words in position of others.
    case edit
    /// A passage in position of another.
    case rewriting
    /// A passage that stands in another order.
    case move
  }

  /// Where in the text it is.
  enum Position { case start, middle, end }

  var kind: Kind
  var position: Position
  /// Words added, cut or put in position of others.
  var wordCount: Int
  /// Where they are: in the text, or for a cut in the other one.
  var range: Range<Int>
  /// For an edit, the words that stood there before.
  var replaced: Range<Int> = 0..<0
  /// For an edit, which words stand for which: equal where the same was done again.
  var pattern: UInt64 = 0
  /// Words of these that are quoted.
  var quotedCount = 0
  /// Whole paragraphs, from the beginning of one to that of another.
  var isParagraphs = false
}
