/// Picks the words and names by which an article's story is recognised.
///
/// A word stands for itself by its first six letters, which makes most endings of most languages equal.
/// Where there are no spaces, neighbouring letters are terms: two of Han and Kana, four of Thai and its
/// like; two neighbouring syllables in words of Hangul. A capitalised word inside a sentence is a name
/// besides, and so are two capitalised words side by side. A use in the headline counts three times, one
/// among the first sixty words twice.
struct StoryTerms {
  private var counts: ScratchTable<UInt32>
  /// Hashes of the unspaced letters just before, the latest last.
  private var letters = (UInt64(0), UInt64(0), UInt64(0))
  private var letterCount = 0

  private static let headlineWeight: UInt32 = 3
  private static let leadWeight: UInt32 = 2
  private static let leadWordCount = 60
  /// Letters of a word that tell it.
  private static let stemLetterCount = 6

  /// The terms that weigh most by their uses and by how rare they are, at most `limit`; among equals
  /// the earlier ones.
  static func terms(of text: FoldedText, headlineWordCount: Int, limit: Int) -> [StoryTerm] {
    counted(text, headlineWordCount: headlineWordCount).top(limit)
  }

  /// The hashes of all terms, in the order of their first uses, whatever they weigh.
  static func hashes(of text: FoldedText) -> [UInt32] {
    counted(text, headlineWordCount: 0).counts.order
  }

  private static func counted(_ text: FoldedText, headlineWordCount: Int) -> StoryTerms {
    var terms = StoryTerms(counts: ScratchTable(zero: 0, capacity: 2 * text.words.count + 64))
    let letters = text.letters
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
      if !isProse.isEmpty, index >= headlineWordCount, !isProse[line] {
        (name, terms.letterCount) = (nil, 0)
        continue
      }
      let weight =
        index < headlineWordCount ? headlineWeight : index < leadWordCount ? leadWeight : 1
      if !word.traits.isDisjoint(with: [.ideograph, .unspaced]) {
        terms.addLetter(word, weight)
        name = nil
        continue
      }
      terms.letterCount = 0
      if word.traits.contains(.hangul) {
        terms.addSyllables(letters.span, from: Int(wordStart), to: Int(word.lettersEnd), weight)
        name = nil
        continue
      }
      guard word.length > 1 else {
        name = nil
        continue
      }
      name = terms.addWord(
        word, stem(letters.span, from: Int(wordStart), to: Int(word.lettersEnd)), after: name,
        weight)
    }
    return terms
  }

  /// Takes in a word between spaces; returns its hash if it is capitalised.
  private mutating func addWord(
    _ word: FoldedWord, _ stem: UInt64, after name: UInt64?, _ weight: UInt32
  ) -> UInt64? {
    add(stem, weight)
    guard word.traits.contains(.capital) else { return nil }
    if word.traits.isDisjoint(with: [.opensSentence, .shouted]) {
      // Other than the word itself; the headline says it once only.
      add(Mixing.mix(stem &* 5 &+ Mixing.golden), min(weight, Self.leadWeight))
    }
    if let name, word.traits.contains(.adjoins) {
      add(Mixing.mix(name &* 3 &+ stem), weight)
    }
    return stem
  }

  /// Takes in a letter of a script without spaces.
  private mutating func addLetter(_ word: FoldedWord, _ weight: UInt32) {
    if !word.traits.contains(.adjoins) { letterCount = 0 }
    if word.traits.contains(.ideograph) {
      if letterCount > 0 { add(Mixing.mix(letters.2 &* 3 &+ word.hash), weight) }
    } else if letterCount > 2 {
      let three = Mixing.mix(Mixing.mix(letters.0 &* 3 &+ letters.1) &* 3 &+ letters.2)
      add(Mixing.mix(three &* 3 &+ word.hash), weight)
    }
    letters = (letters.1, letters.2, word.hash)
    letterCount += 1
  }

  /// Takes in a word of syllables, two bytes each.
  private mutating func addSyllables(
    _ letters: Span<UInt8>, from start: Int, to end: Int, _ weight: UInt32
  ) {
    var index = start
    while index + 4 <= end {
      var hash = Mixing.offset
      for byte in index..<(index + 4) { hash = (hash ^ UInt64(letters[byte])) &* Mixing.prime }
      add(Mixing.mix(hash), weight)
      index += 2
    }
  }

  private mutating func add(_ hash: UInt64, _ weight: UInt32) {
    counts.update(UInt32(truncatingIfNeeded: hash >> 43)) { $0 += weight }
  }

  private func top(_ limit: Int) -> [StoryTerm] {
    let background = BackgroundFrequencies.perThousand
    let rarity = BackgroundFrequencies.weights
    var keys: [UInt64] = []
    keys.reserveCapacity(counts.order.count)
    for (index, hash) in counts.order.enumerated() {
      let weight = rarity[Int(background[Int(hash)])]
      guard weight > 0 else { continue }
      let term = StoryTerm(hash: hash, useCount: Int(min(counts.value(of: hash) ?? 0, 31)))
      let heaviness = weight * StoryTerm.useWeights[Int(term.uses)]
      keys.append(UInt64(heaviness.bitPattern) << 32 | UInt64(~UInt32(index)))
    }
    keys.sort(by: >)
    return keys.prefix(limit).map { key in
      let hash = counts.order[Int(~UInt32(truncatingIfNeeded: key))]
      return StoryTerm(hash: hash, useCount: Int(min(counts.value(of: hash) ?? 0, 31)))
    }
  }

  /// The hash of a word's first letters; a letter outside of Latin has two bytes.
  @inline(__always)
  private static func stem(_ letters: Span<UInt8>, from start: Int, to end: Int) -> UInt64 {
    var hash = Mixing.offset
    var index = start
    var count = 0
    while index < end, count < stemLetterCount || letters[index] < 0x3A {
      hash = (hash ^ UInt64(letters[index])) &* Mixing.prime
      if letters[index] >= 0x80, index + 1 < end {
        index += 1
        hash = (hash ^ UInt64(letters[index])) &* Mixing.prime
      }
      index += 1
      count += 1
    }
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
