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

  /// Moves an hour of twelve into the half of the day that was named.
  mutating func move(isAfternoon: Bool) {
    if hour <= 12 { hour = hour % 12 + (isAfternoon ? 12 : 0) }
  }
}
