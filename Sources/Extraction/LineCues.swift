import Model

/// What a short line's own words say about it: a share button, a byline, a cookie notice.
///
/// Phrases of many languages, matched word by word without regard to case and punctuation.
struct LineCues {
  /// Where in a line a phrase must stand to count.
  enum Place: Int {
    /// The line is the phrase and nothing else.
    case whole
    /// The line begins with it.
    case start
    case anywhere
  }

  private struct Entry {
    var reason: RemovedText.Reason
    var place: Place
    var wordLimit: Int
  }

  static let shared = LineCues()

  private var entries: [UInt64: Entry] = [:]
  /// First words of phrases: most words of a text begin none.
  private var openers = HashCounts(capacity: 1024)
  private let longestPhrase = 6

  init() {
    for (reason, place, wordLimit, phrases) in LineCues.table {
      for phrase in phrases.split(separator: "|") {
        var hash = WordScanner.basis
        let words = WordScanner.hashes(Array(phrase.utf8))
        for word in words { hash = WordScanner.combine(hash, word) }
        if let first = words.first { openers.add(first) }
        // Of two entries for one phrase the one that matches more holds.
        if entries[hash].map({ $0.place.rawValue < place.rawValue }) ?? true {
          entries[hash] = Entry(reason: reason, place: place, wordLimit: wordLimit)
        }
      }
    }
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
        switch entry.place {
        case .whole: if start == 0, end == words.count - 1 { return entry.reason }
        case .start: if start == 0 { found = found ?? entry.reason }
        case .anywhere: found = found ?? entry.reason
        }
      }
    }
    return found
  }
}
