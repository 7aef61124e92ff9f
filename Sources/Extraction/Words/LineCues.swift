import Bytes
import Model

/// What a short line's own words say about it: a share button, a byline, a cookie notice.
///
/// Phrases of many languages from `Rules/line-cues.txt`, matched word by word without regard to
/// case and punctuation.
struct LineCues: Sendable {
  /// Where in a line a phrase must stand to count.
  private enum Position: String, Comparable {
    /// The line is the phrase and nothing else.
    case whole
    /// The line begins with it and a colon.
    case label
    /// The line begins with it.
    case start
    case anywhere

    private var reach: Int {
      switch self {
      case .whole: 0
      case .label: 1
      case .start: 2
      case .anywhere: 3
      }
    }

    static func < (one: Position, other: Position) -> Bool { one.reach < other.reach }
  }

  private struct Entry {
    var reason: RemovedText.Reason
    var position: Position
    var wordLimit: Int
  }

  static let shared = LineCues(.lineCues)

  private var entries: [UInt64: Entry] = [:]
  private var labels: [UInt64: Entry] = [:]
  /// Phrases of scripts without blanks, which stand inside of what counts as words.
  private var wide: [(phrase: [UInt8], entry: Entry)] = []
  /// First words of phrases: most words of a text begin none.
  private var openers = HashCounts(capacity: 1024)
  private let longestPhrase = 6

  /// The phrases of `file`, whose sections are named by reason, position and most words of a line.
  init(_ file: RuleFile) {
    for section in file.sections {
      guard let rule = LineCues.entry(section.name) else {
        preconditionFailure("[\(section.name)] names no reason, position and number of words")
      }
      for phrase in section.phrases { add(phrase, rule) }
    }
  }

  private static func entry(_ name: String) -> Entry? {
    let parts = name.split(separator: " ").map(String.init)
    guard parts.count == 3, let reason = RemovedText.Reason(rawValue: parts[0]),
      let position = Position(rawValue: parts[1]), let wordLimit = Int(parts[2])
    else { return nil }
    return Entry(reason: reason, position: position, wordLimit: wordLimit)
  }

  private mutating func add(_ phrase: String, _ entry: Entry) {
    let words = WordScanner.hashes(Array(phrase.utf8))
    // A longer phrase would never be found, and one without a word everywhere.
    precondition(
      !words.isEmpty && words.count <= longestPhrase && words.count <= entry.wordLimit,
      "a phrase of 1 to \(longestPhrase) words is needed: \(phrase)")
    let hash = words.reduce(WordScanner.basis, WordScanner.combine)
    if entry.position == .label {
      labels[hash] = entry
      return
    }
    if entry.position != .whole, LineCues.isWide(phrase.utf8) {
      wide.append((Array(phrase.utf8), entry))
      return
    }
    openers.add(words[0])
    // Of two entries for one phrase the one that matches more holds.
    if entries[hash].map({ $0.position < entry.position }) ?? true { entries[hash] = entry }
  }

  /// The reason to leave out a line of these words and this text; nil when nothing speaks against
  /// it.
  func reason(_ words: [UInt64], of text: ArraySlice<UInt8>) -> RemovedText.Reason? {
    reason(words) ?? label(text) ?? wideReason(text)
  }

  /// What the word before a line's colon says it is: `Advertisement: Coats at half price`.
  func label(_ text: ArraySlice<UInt8>) -> RemovedText.Reason? {
    let start = text.prefix(LineCues.labelByteLimit)
    // A colon, or the one of full width (U+FF1A).
    guard
      let colon = start.indices.first(where: { index in
        start[index] == UInt8(ascii: ":")
          || start[index] == 0xEF && start[index...].starts(with: [0xEF, 0xBC, 0x9A])
      })
    else { return nil }
    let words = WordScanner.hashes(Array(start[..<colon]), limit: longestPhrase)
    guard let entry = labels[words.reduce(WordScanner.basis, WordScanner.combine)] else {
      return nil
    }
    let count = WordScanner.hashes(Array(text.prefix(1000)), limit: entry.wordLimit + 1).count
    return count > words.count && count <= entry.wordLimit && text.count <= 10 * entry.wordLimit
      ? entry.reason : nil
  }

  private static let labelByteLimit = 40
  /// A longer line of such a script is a sentence.
  private static let wideByteLimit = 180

  private func wideReason(_ text: ArraySlice<UInt8>) -> RemovedText.Reason? {
    guard text.count <= LineCues.wideByteLimit, LineCues.isWide(text) else { return nil }
    let folded = text.map { ASCII.lowercased($0) }
    return wide.first { phrase, entry in
      entry.position == .start
        ? folded.starts(with: phrase) : Find.contains(phrase, in: folded.span)
    }?.entry.reason
  }

  /// True for text with kana or ideographs.
  private static func isWide(_ text: some Sequence<UInt8>) -> Bool {
    text.contains { (0xE3...0xE9).contains($0) }
  }

  /// The reason to leave out a line with these words; nil when nothing speaks against it.
  func reason(_ words: [UInt64]) -> RemovedText.Reason? {
    guard !words.isEmpty, words.count <= 60 else { return nil }
    var found: RemovedText.Reason?
    for start in words.indices where openers.contains(words[start]) {
      var hash = WordScanner.basis
      for end in start..<min(words.count, start + longestPhrase) {
        hash = WordScanner.combine(hash, words[end])
        guard let entry = entries[hash], words.count <= entry.wordLimit else { continue }
        switch entry.position {
        case .whole: if start == 0, end == words.count - 1 { return entry.reason }
        case .label: continue
        case .start: if start == 0 { found = found ?? entry.reason }
        case .anywhere: found = found ?? entry.reason
        }
      }
    }
    return found
  }
}
