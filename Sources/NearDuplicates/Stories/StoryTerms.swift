/// Picks the words and names by which an article's story is recognised.
///
/// Words are stemmed lightly and stand for themselves; two capitalised words side by side are a name
/// besides. A use in the headline counts three times, one among the first sixty words twice.
struct StoryTerms {
  private var counts: ScratchTable<UInt32>

  private static let headlineWeight: UInt32 = 3
  private static let leadWeight: UInt32 = 2
  private static let leadWordCount = 60

  /// The terms used most, at most `limit`; among equals the earlier ones.
  static func terms(of text: FoldedText, headlineWordCount: Int, limit: Int) -> [StoryTerm] {
    var terms = StoryTerms(counts: ScratchTable(zero: 0, capacity: 2 * text.words.count + 64))
    let (letters, stopWords) = (text.letters, StopWords.slots)
    // Menus and lists of sections would make stories of sources.
    let isProse = text.proseLines(after: headlineWordCount)
    let words = text.words.span
    let lineStarts = text.lineStarts.span
    // The hash of a capitalised word just before; nil when there is none.
    var name: UInt64?
    var start: UInt32 = 0
    var line = -1
    var nextLine = lineStarts.isEmpty ? Int.max : lineStarts[0]
    for index in words.indices {
      let word = words[index]
      let wordStart = start
      start = word.lettersEnd
      while index >= nextLine {
        line += 1
        nextLine = line + 1 < lineStarts.count ? lineStarts[line + 1] : .max
      }
      let isSkipped = !isProse.isEmpty && index >= headlineWordCount && !isProse[line]
      guard !isSkipped, word.length > 1, !StopWords.contains(word.hash, in: stopWords.span) else {
        name = nil
        continue
      }
      let weight =
        index < headlineWordCount ? headlineWeight : index < leadWordCount ? leadWeight : 1
      terms.add(stem(letters.span, from: Int(wordStart), to: Int(word.lettersEnd)), weight)
      if let name, word.traits.isSuperset(of: [.capital, .adjoins]) {
        terms.add(Mixing.mix(name &* 3 &+ word.hash), weight)
      }
      name = word.traits.contains(.capital) ? word.hash : nil
    }
    return terms.top(limit)
  }

  private mutating func add(_ hash: UInt64, _ weight: UInt32) {
    counts.update(UInt32(truncatingIfNeeded: hash >> 43)) { $0 += weight }
  }

  /// Counting sort: uses beyond 31 are as good as 31.
  private func top(_ limit: Int) -> [StoryTerm] {
    // Where the terms of each number of uses begin, most uses first.
    var starts = [Int](repeating: 0, count: 33)
    let uses = counts.order.map { Int(min(counts.value(of: $0) ?? 0, 31)) }
    for use in uses { starts[31 - use + 1] += 1 }
    for index in 1..<33 { starts[index] += starts[index - 1] }
    var terms = [StoryTerm](
      repeating: StoryTerm(hash: 0, useCount: 1), count: min(limit, uses.count))
    for (key, use) in zip(counts.order, uses) {
      let position = starts[31 - use]
      starts[31 - use] += 1
      if position < terms.count { terms[position] = StoryTerm(hash: key, useCount: use) }
    }
    return terms
  }

  /// The hash of a word without its ending: -ing, -ed, -es or -s, and a mute e before
  /// it; e is c among look-alikes.
  @inline(__always)
  private static func stem(_ letters: Span<UInt8>, from start: Int, to end: Int) -> UInt64 {
    var end = end
    let length = end - start
    if length >= 7, letters[end - 3] == 0x69, letters[end - 2] == 0x6E, letters[end - 1] == 0x67 {
      end -= 3
    } else if length >= 6, letters[end - 2] == 0x63,
      letters[end - 1] == 0x64 || letters[end - 1] == 0x73
    {
      end -= 2
    } else if length >= 5, letters[end - 1] == 0x73 {
      end -= 1
    }
    if end - start > 4, letters[end - 1] == 0x63 { end -= 1 }
    var hash = Mixing.offset
    for index in start..<end { hash = (hash ^ UInt64(letters[index])) &* Mixing.prime }
    return Mixing.mix(hash)
  }
}

extension FoldedText {
  /// For each line whether it is prose: five words and more, at most half of them capitalised. Empty
  /// when less than a third of the text after the headline is.
  func proseLines(after headlineWordCount: Int) -> [Bool] {
    var result: [Bool] = []
    var proseCount = 0
    for (line, start) in lineStarts.enumerated() {
      let end = line + 1 < lineStarts.count ? lineStarts[line + 1] : words.count
      var capitals = 0
      for index in start..<end where words[index].traits.contains(.capital) { capitals += 1 }
      let isProse = end - start >= 5 && capitals * 2 <= end - start
      if isProse { proseCount += end - start }
      result.append(isProse)
    }
    return proseCount * 3 >= words.count - headlineWordCount ? result : []
  }
}
