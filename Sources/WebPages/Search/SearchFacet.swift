package import SearchIndex

/// How many articles of an answer have each value of a field, to choose one.
package struct SearchFacet: Sendable {
  /// The field that was counted by.
  package var field: CountField
  /// The value, nil for articles without one, and how many have it; in the order of the answer.
  package var counts: [(value: String?, count: Int)]
  /// True where the time was over before all were counted.
  package var isPartial: Bool

  package init(field: CountField, counts: [(value: String?, count: Int)], isPartial: Bool) {
    self.field = field
    self.counts = counts
    self.isPartial = isPartial
  }

  /// Values that are shown.
  static let shownLimit = 12

  /// What the list is called.
  var title: String {
    switch field {
    case .source: "Source"
    case .lang: "Language"
    case .day: "Day"
    case .outcome: "Copies"
    }
  }

  /// The condition that asks for a value; nil where the language cannot say it.
  func condition(_ value: String?) -> String? {
    let name: String
    switch field {
    case .source: name = "source"
    case .lang: name = "lang"
    case .day: name = "date"
    case .outcome: return nil
    }
    guard let value else { return "\(name):none" }
    let isPlain = value.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D
    }
    if isPlain, value.lowercased() != "none", !value.hasPrefix("-") { return "\(name):\(value)" }
    // A star asks for all that begin so, even in quotation marks.
    return value.contains { "\"“”„«»「」*".contains($0) } ? nil : "\(name):\"\(value)\""
  }
}
