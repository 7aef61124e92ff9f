/// The months' names of `months.txt`, as those of one language and as those of any.
struct MonthNames: Sendable {
  static let shared = MonthNames(RuleFile.months)

  private var ofAny: [[UInt8]: Int] = [:]
  /// By the primary subtag of the language.
  private var ofOne: [[UInt8]: [[UInt8]: Int]] = [:]

  /// The month, 1 to 12, that a name means on pages of `language` (BCP 47, lower case).
  ///
  /// The two words of a name are parted by a blank, those of a Thai short form by a full stop. Nil
  /// for other words, and for names that two languages disagree on where the page is of neither.
  func month(_ name: [UInt8], language: [UInt8]) -> Int? {
    let primary = Array(language.prefix { $0 != 0x2D && $0 != 0x5F })
    return ofOne[primary]?[name] ?? ofAny[name]
  }

  init(_ file: RuleFile) {
    for line in file["any language"] {
      for (month, name) in MonthNames.names(line) where ofAny[name] == nil { ofAny[name] = month }
    }
    var meanings: [[UInt8]: Set<Int>] = [:]
    for line in file["one language"] {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let names = MonthNames.names(String(parts[1]))
      for (month, name) in names { meanings[name, default: []].insert(month) }
      for language in parts[0].split(separator: " ") {
        for (month, name) in names { ofOne[Array(language.utf8), default: [:]][name] = month }
      }
    }
    for (name, months) in meanings where ofAny[name] == nil && MonthNames.isTelling(name) {
      if months.count == 1, let month = months.first { ofAny[name] = month }
    }
    assert(Set(ofAny.values).count == 12 && !ofOne.isEmpty)
  }

  /// True for names long enough to be no other word of another language.
  private static func isTelling(_ name: [UInt8]) -> Bool {
    let signs = name.count { $0 & 0xC0 != 0x80 }
    return signs >= ((name.first ?? 0) >= 0xE0 ? 4 : 5)
  }

  private static func names(_ line: String) -> [(month: Int, name: [UInt8])] {
    let months = line.split(separator: "|", omittingEmptySubsequences: false)
    assert(months.count == 12, "a line of months has another number of them: \(line)")
    return months.enumerated().flatMap { index, names in
      names.split(separator: " ").map {
        (index + 1, DateWords.folded($0.utf8.map { $0 == 0x5F ? 0x20 : $0 }))
      }
    }
  }
}
