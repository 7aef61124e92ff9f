import ExtractionRules

/// A text file of rules from `Rules/`: named sections of phrases.
///
/// A line in square brackets begins a section; every other line is a phrase, without the blanks
/// around it. Empty lines and lines that begin with `#` are for readers.
struct RuleFile: Sendable {
  /// The phrases under one heading.
  struct Section: Sendable {
    let name: String
    var phrases: [String]
  }

  private(set) var sections: [Section] = []

  init(parsing text: String) {
    for line in text.split(whereSeparator: \.isNewline) {
      let line = RuleFile.trimmed(line)
      if line.isEmpty || line.hasPrefix("#") { continue }
      if line.hasPrefix("["), line.hasSuffix("]") {
        sections.append(Section(name: String(line.dropFirst().dropLast()), phrases: []))
        continue
      }
      precondition(!sections.isEmpty, "a rule stands above the first section: \(line)")
      sections[sections.count - 1].phrases.append(String(line))
    }
  }

  /// The phrases of a section, which must be there.
  subscript(_ name: String) -> [String] {
    let found = sections.first { $0.name == name }
    precondition(found != nil, "a file of rules has no section [\(name)]")
    return found?.phrases ?? []
  }

  private static func trimmed(_ line: Substring) -> Substring {
    var line = line
    while line.last?.isWhitespace == true { line.removeLast() }
    return line.drop { $0.isWhitespace }
  }

  /// Reasons to leave out short lines.
  static let lineCues = unsafe RuleFile(extraction_rules_line_cues())
  /// Reasons to refuse a page.
  static let refusals = unsafe RuleFile(extraction_rules_refusals())
  /// Words of bylines.
  static let bylines = unsafe RuleFile(extraction_rules_bylines())
  /// Marks of captions.
  static let captions = unsafe RuleFile(extraction_rules_captions())
  /// Names of news agencies and the words of credit lines.
  static let origins = unsafe RuleFile(extraction_rules_origins())
  /// Names of cities and states.
  static let cities = unsafe RuleFile(extraction_rules_cities())
  /// Words of times of day.
  static let dates = unsafe RuleFile(extraction_rules_dates())
  /// Names of months.
  static let months = unsafe RuleFile(extraction_rules_months())

  private init(_ text: ExtractionRulesText) {
    // The bytes are constants of the program and live as long as it does.
    let bytes = unsafe UnsafeBufferPointer(start: text.bytes, count: text.count)
    self.init(parsing: unsafe String(decoding: bytes, as: UTF8.self))
  }
}
