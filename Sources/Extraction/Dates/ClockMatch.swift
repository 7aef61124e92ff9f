/// A time of day found among tokens, and where.
struct ClockMatch {
  var hour: Int
  var minute: Int
  var second = 0
  /// Minutes east of Greenwich, where one is said.
  var zone: Int?
  /// Its first and its last token.
  var first: Int
  var last: Int
}
