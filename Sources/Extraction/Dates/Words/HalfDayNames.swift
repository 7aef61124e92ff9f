/// The words of `dates.txt` for the parts of a day that hours are counted in.
struct HalfDayNames: Sendable {
  static let shared = HalfDayNames(RuleFile.dates)

  /// By the phrase, or `it:` and the phrase where only Italian means this by it.
  private let parts: [[UInt8]: ClockMatch.HalfDay]
  /// Those of scripts without blanks: they may stand behind a weekday without one.
  private let ends: [(word: [UInt8], part: ClockMatch.HalfDay)]

  init(_ file: RuleFile) {
    var found: [[UInt8]: ClockMatch.HalfDay] = [:]
    for part in ClockMatch.HalfDay.allCases {
      for phrase in file[part.rawValue] { found[HalfDayNames.key(phrase)] = part }
    }
    parts = found
    // Three bytes a sign, from the kana on.
    ends = found.filter { ($0.key.first ?? 0) >= 0xE3 }.map { (word: $0.key, part: $0.value) }
    assert(!ends.isEmpty)
  }

  /// The part of the day that a phrase means on pages of `language`, its words parted by blanks.
  func part(_ phrase: [UInt8], language: String) -> ClockMatch.HalfDay? {
    parts[HalfDayNames.own(phrase, language)] ?? parts[phrase]
  }

  /// True for a phrase that only pages of this language mean a part of the day by.
  func isOwn(_ phrase: [UInt8], language: String) -> Bool {
    parts[HalfDayNames.own(phrase, language)] != nil
  }

  /// The part that the end of a word written without blanks names.
  func part(endOf word: [UInt8]) -> ClockMatch.HalfDay? {
    ends.first { word.suffix($0.word.count) == $0.word[...] }?.part
  }

  private static func own(_ phrase: [UInt8], _ language: String) -> [UInt8] {
    language.utf8.prefix { $0 != 0x2D && $0 != 0x5F } + [0x3A] + phrase
  }

  /// `fr: l'après-midi` as `fr:l apres midi`.
  private static func key(_ phrase: String) -> [UInt8] {
    let parts = phrase.split(separator: ":", maxSplits: 1)
    let language = parts.count == 2 ? Array(parts[0].utf8) + [0x3A] : []
    let words = (parts.last ?? "").split { $0 == " " || $0 == "-" || $0 == "'" }
    return language + words.map { DateWords.folded(Array($0.utf8)) }.joined(separator: [0x20])
  }
}
