/// What is asked for each change that a text would have seen on its way, in the natural logarithm of how
/// unlikely it is: the lineage that asks for least is the one that is shown.
package struct LineageWeights: Sendable {
  /// Each word of one's own, in a text that was taken from none as in one that was.
  var word = 0.7
  /// Each passage of one's own; less at the ends of a text.
  var addition = 2.43
  var additionAtStart = 1.7
  var additionAtEnd = 1.3
  /// What was left out: each passage; less where the end was cut off.
  var cut = 0.68
  var cutAtStart = 1.36
  var cutAtEnd = 0.4
  var cutWord = 0.001
  /// A line at an end of the text: to add it, and to leave it out.
  var line = 0.7
  var lineCut = 0.3
  var edit = 1.6
  /// The same edit once more.
  var repeatedEdit = 0.1
  /// A passage told in other words.
  var rewriting = 2.1
  var move = 1.76
  /// To tell a text anew.
  var retelling = 6.0
  /// The other spelling, once and for each word.
  var respelling = 0.9
  var respelledWord = 0.05
  /// To be published before what it was taken from.
  var earlier = 3.0
  /// To have come before what it was taken from, where a date is missing.
  var arrived = 0.6
  /// A text that was taken from none.
  var root = 12.0
  /// A source that nobody has seen, and one that is named.
  var unseen = 8.0
  /// Each passage of it that only one article has.
  var guess = 0.53
  /// The same where it was taken from an article in turn.
  var unseenBetween = 14.0
  var namedUnseen = 2.5
  /// To name another as the source, or to be named by it.
  var credited = 20.0
  var creditsBack = 6.4
  /// To name an unseen source that the other does not name.
  var unshared = 0.4
  /// To have another headline.
  var headline = 0.85

  package init() {}

  /// By its name, for measuring.
  package subscript(_ name: String) -> Double {
    get { Self.keys[name].map { self[keyPath: $0] } ?? 0 }
    set { if let key = Self.keys[name] { self[keyPath: key] = newValue } }
  }

  private static var keys: [String: WritableKeyPath<LineageWeights, Double>] {
    [
      "addition": \.addition, "additionAtEnd": \.additionAtEnd, "word": \.word,
      "cut": \.cut, "additionAtStart": \.additionAtStart, "cutAtStart": \.cutAtStart,
      "line": \.line, "lineCut": \.lineCut, "arrived": \.arrived, "cutAtEnd": \.cutAtEnd,
      "cutWord": \.cutWord, "edit": \.edit,
      "move": \.move, "retelling": \.retelling,
      "respelling": \.respelling, "respelledWord": \.respelledWord, "earlier": \.earlier,
      "root": \.root, "repeatedEdit": \.repeatedEdit, "rewriting": \.rewriting,
      "unshared": \.unshared, "unseen": \.unseen, "guess": \.guess,
      "unseenBetween": \.unseenBetween,
      "namedUnseen": \.namedUnseen, "credited": \.credited, "creditsBack": \.creditsBack,
      "headline": \.headline,
    ]
  }
}
