/// Cities that reports are sent from, and states as they are shortened behind them.
struct CityNames: Sendable {
  private let cities: Set<String>
  private let states: Set<String>
  private let regions: Set<String>
  private let countries: Set<String>
  private let filter: NameFilter

  init(_ rules: RuleFile) {
    cities = Self.names(rules["cities"])
    filter = NameFilter(cities)
    regions = Self.names(rules["regions"])
    countries = Self.names(rules["countries"])
    states = Set(
      rules["states"].flatMap { line in
        line.split(separator: "|").map { Self.folded($0) }
      })
  }

  /// False where no city's name can be in a line.
  func mayStand(in line: String) -> Bool { filter.mayHave(line) }

  /// True for a city's name, with or without capitals.
  func isCity(_ text: some StringProtocol) -> Bool {
    text.utf8.count <= 40 && cities.contains(Self.folded(text).lowercased())
  }

  /// True for a state or province by its full name, with or without capitals.
  func isRegion(_ text: some StringProtocol) -> Bool {
    text.utf8.count <= 40 && regions.contains(Self.folded(text).lowercased())
  }

  /// True for a country's name, with or without capitals.
  func isCountry(_ text: some StringProtocol) -> Bool {
    text.utf8.count <= 40 && countries.contains(Self.folded(text).lowercased())
  }

  private static func names(_ lines: [String]) -> Set<String> {
    Set(lines.flatMap { line in line.split(separator: "|").map { folded($0).lowercased() } })
  }

  /// The usual form of a shortened state: `Calif` gets its full stop back. Nil for anything else.
  func state(_ text: some StringProtocol) -> String? {
    let text = Self.folded(text)
    if states.contains(text) { return text }
    return states.contains(text + ".") ? text + "." : nil
  }

  private static func folded(_ text: some StringProtocol) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  static let known = CityNames(RuleFile.cities)
}
