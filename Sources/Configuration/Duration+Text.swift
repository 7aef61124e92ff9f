extension Duration {
  private static let units: [Unit] = [
    Unit("d", 86_400_000), Unit("h", 3_600_000), Unit("min", 60_000), Unit("s", 1_000),
    Unit("ms", 1),
  ]

  /// That many times 3,600 seconds.
  package static func hours(_ count: Int) -> Duration { .seconds(count * 3_600) }
  /// That many times 24 hours.
  package static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }

  /// The milliseconds in it; what is less than one is dropped.
  package var wholeMilliseconds: Int64 {
    components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
  }

  /// The time in the largest unit that holds it whole, for example `90s`.
  package var shortText: String { Unit.text(wholeMilliseconds, Self.units) }

  /// Reads `1500ms` or `2 s`; nil for everything else.
  package init?(shortText text: String) {
    guard let milliseconds = Unit.number(text, Self.units) else { return nil }
    self = .milliseconds(milliseconds)
  }
}
