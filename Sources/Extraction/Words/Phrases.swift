import Bytes

/// A set of phrases to look for in folded words.
///
/// A star of its own stands for any one word. A phrase that ends in a star, and one in a script
/// without blanks, is looked for in the text itself: words may go on behind it.
struct Phrases: Sendable {
  private var hashes: Set<UInt64> = []
  private var longest = 1
  /// Phrases with a word left open, which is nil.
  private var open: [[UInt64?]] = []
  /// First words of the open phrases.
  private var openers: Set<UInt64> = []
  /// What is looked for in the text, without regard to the case of ASCII.
  private var pieces: [[UInt8]] = []

  init(_ phrases: [String]) {
    for phrase in phrases { add(phrase) }
  }

  private mutating func add(_ phrase: String) {
    if phrase.hasSuffix("*") || Phrases.isWide(phrase.utf8) {
      pieces.append(phrase.utf8.filter { $0 != UInt8(ascii: "*") }.map { ASCII.lowercased($0) })
      return
    }
    if phrase.contains(" * ") {
      let words = phrase.split(separator: " ").map { word in
        word == "*" ? nil : WordScanner.hashes(Array(word.utf8)).first
      }
      guard let first = words.first ?? nil else {
        preconditionFailure("a phrase that begins with an open word: \(phrase)")
      }
      openers.insert(first)
      open.append(words)
      return
    }
    let words = WordScanner.hashes(Array(phrase.utf8))
    precondition(!words.isEmpty, "a phrase without a word would be found everywhere: \(phrase)")
    longest = max(longest, words.count)
    hashes.insert(words.reduce(WordScanner.basis, WordScanner.combine))
  }

  /// True when one of the phrases stands among the words.
  func isIn(_ words: [UInt64]) -> Bool { match(in: words) != nil }

  /// True when one of the phrases stands in a text.
  func isIn(_ text: PhraseText) -> Bool {
    isIn(text.words) || pieces.contains { Find.contains($0, in: text.bytes.span) }
  }

  /// True when one of the phrases is all of a text.
  func isAll(of text: PhraseText) -> Bool {
    let words = text.words.filter { $0 != WordScanner.basis }
    if words.count <= longest, !words.isEmpty,
      hashes.contains(words.reduce(WordScanner.basis, WordScanner.combine))
    {
      return true
    }
    // A mark of three bytes may stand behind the phrase.
    return pieces.contains { text.bytes.starts(with: $0) && text.bytes.count <= $0.count + 4 }
  }

  /// How many words the first phrase in a text has, in a script without blanks as `TextShape` counts.
  func match(in text: PhraseText) -> Int? {
    match(in: text.words)
      ?? pieces.first { Find.contains($0, in: text.bytes.span) }.map { max(1, $0.count / 6) }
  }

  /// How many words the first phrase among `words` has; nil when none is there.
  func match(in words: [UInt64]) -> Int? {
    for start in words.indices {
      if let count = match(in: words, at: start) { return count }
    }
    return nil
  }

  /// How many words the shortest phrase has that begins at `start`; nil when none does.
  private func match(in words: [UInt64], at start: Int) -> Int? {
    var hash = WordScanner.basis
    for end in start..<min(words.count, start + longest) {
      hash = WordScanner.combine(hash, words[end])
      if hashes.contains(hash) { return end - start + 1 }
    }
    guard openers.contains(words[start]) else { return nil }
    return open.first { phrase in
      start + phrase.count <= words.count
        && phrase.indices.allSatisfy { index in
          phrase[index].map { $0 == words[start + index] } ?? true
        }
    }?.count
  }

  /// Marks the words that belong to a phrase.
  func mark(_ words: [UInt64], in covered: inout [Bool]) {
    assert(words.count == covered.count)
    for start in words.indices {
      if let count = match(in: words, at: start) {
        for index in start..<start + count { covered[index] = true }
      }
    }
  }

  /// How many words the longest phrase has that is looked for in the text itself, as `TextShape` counts
  /// scripts without blanks; 0 where none is there.
  func pieceWordCount(in text: PhraseText) -> Int {
    pieces.filter { Find.contains($0, in: text.bytes.span) }.map { max(1, $0.count / 6) }.max() ?? 0
  }

  /// True for text in ideographs, kana, Thai or Lao.
  private static func isWide(_ text: some Sequence<UInt8>) -> Bool {
    var last: UInt8 = 0
    for byte in text {
      if (0xE3...0xE9).contains(byte) || last == 0xE0 && (0xB8...0xBB).contains(byte) {
        return true
      }
      last = byte
    }
    return false
  }
}
