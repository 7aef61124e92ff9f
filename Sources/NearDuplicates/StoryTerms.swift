/// Picks the words and names by which an article's story is recognised.
///
/// Words are stemmed lightly and stand for themselves; two capitalised words side by side are a name
/// besides. A use in the headline counts three times, one among the first sixty words twice.
struct StoryTerms {
  private var counts: [UInt32: UInt32] = [:]
  private var order: [UInt32] = []

  private static let headlineWeight: UInt32 = 3
  private static let leadWeight: UInt32 = 2
  private static let leadWordCount = 60

  /// The terms used most, at most `limit`; among equals the earlier ones.
  static func terms(of text: FoldedText, headlineWordCount: Int, limit: Int) -> [StoryTerm] {
    var terms = StoryTerms()
    let words = text.words
    var previous: FoldedWord?
    var start: UInt32 = 0
    // Menus and lists of sections would make stories of sources.
    let isProse = text.proseLines(after: headlineWordCount)
    var line = -1
    for (index, word) in words.enumerated() {
      defer { start = word.lettersEnd }
      while line + 1 < text.lineStarts.count, text.lineStarts[line + 1] <= index { line += 1 }
      let isSkipped = !isProse.isEmpty && index >= headlineWordCount && !isProse[line]
      guard !isSkipped, word.length > 1, !StopWords.contains(word.hash) else {
        previous = nil
        continue
      }
      let weight =
        index < headlineWordCount ? headlineWeight : index < leadWordCount ? leadWeight : 1
      terms.add(stem(text.letters, from: Int(start), to: Int(word.lettersEnd)), weight)
      if let previous, word.traits.isSuperset(of: [.capital, .adjoins]),
        previous.traits.contains(.capital)
      {
        terms.add(Mixing.mix(previous.hash &* 3 &+ word.hash), weight)
      }
      previous = word
    }
    return terms.top(limit)
  }

  private mutating func add(_ hash: UInt64, _ weight: UInt32) {
    let key = UInt32(truncatingIfNeeded: hash >> 43)
    if let count = counts[key] {
      counts[key] = count + weight
    } else {
      counts[key] = weight
      order.append(key)
    }
  }

  private func top(_ limit: Int) -> [StoryTerm] {
    let all = order.enumerated().map { ($0.offset, $0.element, counts[$0.element] ?? 0) }
    return all.sorted { ($0.2, $1.0) > ($1.2, $0.0) }.prefix(limit).map {
      StoryTerm(hash: $0.1, useCount: Int($0.2))
    }
  }

  /// The hash of a word without its ending: plural, past and -ing, and a mute e before them.
  private static func stem(_ letters: [UInt8], from start: Int, to end: Int) -> UInt64 {
    var end = end
    func ends(_ suffix: [UInt8]) -> Bool {
      end - start >= suffix.count + 4
        && zip(suffix, letters[(end - suffix.count)..<end]).allSatisfy { $0 == $1 }
    }
    for suffix in suffixes where ends(suffix) {
      end -= suffix.count
      break
    }
    if end - start > 4, letters[end - 1] == 0x63 { end -= 1 }
    var hash = Mixing.offset
    for index in start..<end { hash = (hash ^ UInt64(letters[index])) &* Mixing.prime }
    return Mixing.mix(hash)
  }

  /// -ing, -ed, -es and -s, in look-alike letters.
  private static let suffixes: [[UInt8]] = [
    Array("ing".utf8), Array("cd".utf8), Array("cs".utf8), Array("s".utf8),
  ]
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
