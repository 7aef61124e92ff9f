/// The stretch of a document in which most is shared with another, by weight.
struct Stretch: Equatable {
  /// Share of the document's weight that lies in the stretch.
  var share = 0.0
  /// Share of the stretch's weight that is shared.
  var density = 0.0
  /// Share of the document's weight that lies before the stretch.
  var before = 0.0
  /// First word of the stretch, and first word of its last shingle.
  var firstWord: UInt32 = 0
  var lastWord: UInt32 = 0

  /// Whether two stretches of a document overlap by less than a third of the shorter.
  func isApart(from other: Stretch) -> Bool {
    let overlap =
      Int(min(lastWord, other.lastWord)) - Int(max(firstWord, other.firstWord))
    let shorter = min(lastWord - firstWord, other.lastWord - other.firstWord)
    return overlap * 3 < Int(shorter)
  }

  /// The density below which a stretch does not go on.
  static let floor = 0.25
}
