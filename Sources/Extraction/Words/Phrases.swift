/// A set of phrases to look for in folded words.
struct Phrases: Sendable {
  private var hashes: Set<UInt64> = []
  private var longest = 1

  init(_ phrases: [String]) {
    for phrase in phrases {
      let words = WordScanner.hashes(Array(phrase.utf8))
      precondition(!words.isEmpty, "a phrase without a word would be found everywhere: \(phrase)")
      longest = max(longest, words.count)
      hashes.insert(words.reduce(WordScanner.basis, WordScanner.combine))
    }
  }

  /// True when one of the phrases stands among the words.
  func isIn(_ words: [UInt64]) -> Bool { match(in: words) != nil }

  /// How many words the first phrase among `words` has; nil when none is there.
  func match(in words: [UInt64]) -> Int? {
    for start in words.indices {
      var hash = WordScanner.basis
      for end in start..<min(words.count, start + longest) {
        hash = WordScanner.combine(hash, words[end])
        if hashes.contains(hash) { return end - start + 1 }
      }
    }
    return nil
  }
}
