package import Model

/// What two texts share and where they differ, word for word: the evidence that is shown to whoever
/// asks why one was taken for a copy of the other.
package struct CopyEvidence: Sendable, Equatable {
  /// Runs of words that both have, in the newer text's order, none overlapping another there.
  package var sharedSpans: [SharedSpan] = []
  /// Words of the newer and of the older text.
  package var wordCounts: (newer: Int, older: Int) = (0, 0)
  /// Passages that only the newer text has, as it writes them.
  package var onlyNewer: [String] = []
  /// Passages that only the older text has, as it writes them.
  package var onlyOlder: [String] = []

  /// Words shared.
  package var sharedWordCount: Int { sharedSpans.reduce(0) { $0 + Int($1.wordCount) } }

  /// Spans shorter than this are chance.
  private static let spanFloor = 5
  /// Passages listed of each text.
  private static let passageLimit = 12
  /// Words of a passage that are shown.
  private static let passageWordLimit = 40
  /// Words looked at of each text.
  private static let wordLimit = 1 << 17

  /// Compares two bodies, each as its paragraphs. Words are compared without case, accents and
  /// punctuation and counted over the white space of the text; takes time in proportion to both.
  package init(newer: [String], older: [String]) {
    let new = Self.words(newer)
    let old = Self.words(older)
    wordCounts = (new.count, old.count)
    var starts: [UInt64: Int] = [:]
    let floor = Self.spanFloor
    for at in old.indices.dropLast(floor - 1) {
      let key = Self.key(old[at..<(at + floor)])
      if starts[key] == nil { starts[key] = at }
    }
    var isOldShared = [Bool](repeating: false, count: old.count)
    var isNewShared = [Bool](repeating: false, count: new.count)
    var at = 0
    while at + floor <= new.count {
      guard let other = starts[Self.key(new[at..<(at + floor)])] else {
        at += 1
        continue
      }
      var length = floor
      while at + length < new.count, other + length < old.count,
        new[at + length].hash == old[other + length].hash
      { length += 1 }
      sharedSpans.append(
        SharedSpan(start: UInt32(at), otherStart: UInt32(other), wordCount: UInt32(length)))
      for offset in 0..<length {
        isNewShared[at + offset] = true
        isOldShared[other + offset] = true
      }
      at += length
    }
    assert(
      zip(sharedSpans, sharedSpans.dropFirst()).allSatisfy { $0.start + $0.wordCount <= $1.start },
      "spans do not overlap in the newer text")
    onlyNewer = Self.passages(new, isNewShared)
    onlyOlder = Self.passages(old, isOldShared)
  }

  /// Compares by value.
  package static func == (left: CopyEvidence, right: CopyEvidence) -> Bool {
    left.sharedSpans == right.sharedSpans && left.wordCounts == right.wordCounts
      && left.onlyNewer == right.onlyNewer && left.onlyOlder == right.onlyOlder
  }

  private struct Word {
    var hash: UInt64
    var text: Substring
  }

  /// The words between white space, each with the hash of what folding leaves of it.
  private static func words(_ paragraphs: [String]) -> [Word] {
    var words: [Word] = []
    for paragraph in paragraphs {
      for text in paragraph.split(whereSeparator: \.isWhitespace) {
        guard words.count < wordLimit else { return words }
        var folded = FoldedText()
        folded.append(paragraph: String(text).utf8Span.span)
        guard !folded.words.isEmpty else { continue }
        words.append(Word(hash: folded.words.reduce(0) { $0 &* 31 &+ $1.hash }, text: text))
      }
    }
    return words
  }

  private static func key(_ words: ArraySlice<Word>) -> UInt64 {
    words.reduce(Mixing.golden) { Mixing.mix(($0 ^ $1.hash) &* 3) }
  }

  private static func passages(_ words: [Word], _ isShared: [Bool]) -> [String] {
    var passages: [String] = []
    var at = 0
    while at < words.count, passages.count < passageLimit {
      guard !isShared[at] else {
        at += 1
        continue
      }
      var end = at
      while end < words.count, !isShared[end] { end += 1 }
      let shown = words[at..<min(end, at + passageWordLimit)].map(\.text).joined(separator: " ")
      passages.append(end - at > passageWordLimit ? shown + " …" : shown)
      at = end
    }
    return passages
  }
}
