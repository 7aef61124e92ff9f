/// A time of day found among tokens, and where.
struct ClockMatch {
  /// A part of the day that hours are counted in; its name is the section of its words.
  enum HalfDay: String, CaseIterable {
    case morning, afternoon, midday, night
  }

  var hour: Int
  var minute: Int
  var second = 0
  /// Minutes east of Greenwich, where one is said.
  var zone: Int?
  /// Its first and its last token.
  var first: Int
  var last: Int

  /// Moves an hour of twelve into the part of the day that was named.
  mutating func move(to part: HalfDay) {
    guard hour <= 12 else { return }
    switch part {
    case .morning: hour %= 12
    case .afternoon: hour = hour % 12 + 12
    case .midday: if hour < 6 { hour += 12 }
    case .night: hour = hour == 12 || hour < 5 ? hour % 12 : hour + 12
    }
    assert(hour < 24)
  }
}
