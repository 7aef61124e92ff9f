/// Finds what a writer would fill in in a text; see `TextSlot`.
///
/// Looked at are numbers, words that are capitalised inside a sentence, and words of the headline. Of a
/// long text a sample is kept, by the hash of what stands beside a slot, so that two texts of one form
/// keep the same slots.
struct SlotFinder {
  private let words: [FoldedWord]
  private let letters: [UInt8]
  private let headlineWordCount: Int
  /// The headline's words, and 64 bits that tell most others from them.
  private var headlineWords: [UInt64] = []
  private var headlineFilter: UInt64 = 0
  /// From the top: 40 bits of hash of what stands beside a slot; below them the bits that `TextSlot` has
  /// below its context.
  private var found: [UInt64] = []

  /// Slots with words of the headline that are kept before others.
  private static let headlineLimit = 12
  /// Slots kept with one word: more of them say nothing more.
  private static let wordLimit: UInt8 = 3
  /// Words of a headline that are looked at.
  private static let headlineWordLimit = 64

  /// At most `limit` slots, words of the headline first. Takes time in proportion to the text, and to its
  /// logarithm.
  static func slots(of text: FoldedText, headlineWordCount: Int, limit: Int) -> [TextSlot] {
    var finder = SlotFinder(text, headlineWordCount: headlineWordCount)
    finder.find()
    return finder.chosen(limit)
  }

  private init(_ text: FoldedText, headlineWordCount: Int) {
    words = text.words
    letters = text.letters
    self.headlineWordCount = headlineWordCount
    for word in words.prefix(min(headlineWordCount, Self.headlineWordLimit)) {
      headlineWords.append(word.hash)
      headlineFilter |= 1 << (word.hash & 63)
    }
    found.reserveCapacity(words.count / 4 + 64)
  }

  private mutating func find() {
    let allWords = self.words
    let words = allWords.span
    for index in words.indices {
      let word = words[index]
      let traits = word.traits
      // A letter of Thai and its like is no word.
      if traits.contains(.unspaced) { continue }
      let isIdeograph = traits.contains(.ideograph)
      let isNumber =
        traits.contains(.digit) || (isIdeograph && Self.ideographs.numerals.contains(word.hash))
      let isName =
        !traits.isDisjoint(with: [.capital, .foldedCapital]) && !traits.contains(.opensSentence)
      let isHeadlineWord =
        headlineFilter >> (word.hash & 63) & 1 != 0 && headlineWords.contains(word.hash)
        && !(isIdeograph && Self.ideographs.syllables.contains(word.hash))
      guard isNumber || isName || isHeadlineWord else { continue }
      let isInHeadline = index < headlineWordCount
      var value = word.hash >> 20 & 0xFFF
      if !isNumber, !isIdeograph { value |= initial(of: index) << 12 }
      if isHeadlineWord { value |= UInt64(TextSlot.headlineWord) }
      if isInHeadline { value |= UInt64(TextSlot.headlineContext) }
      let start = isInHeadline ? 0 : headlineWordCount
      let end = isInHeadline ? headlineWordCount : words.count
      if index - 2 >= start { add(words[index - 2].hash, words[index - 1].hash, side: 1, value) }
      if index + 2 < end { add(words[index + 1].hash, words[index + 2].hash, side: 2, value) }
    }
  }

  @inline(__always)
  private mutating func add(_ first: UInt64, _ second: UInt64, side: UInt64, _ value: UInt64) {
    let context = Mixing.mix(first &* 3 &+ second &* side)
    found.append(context & ~0xFF_FFFF | value)
  }

  /// One to fifteen.
  private func initial(of index: Int) -> UInt64 {
    let start = index == 0 ? 0 : Int(words[index - 1].lettersEnd)
    return start < letters.count ? UInt64(letters[start]) % 15 + 1 : 1
  }

  private mutating func chosen(_ limit: Int) -> [TextSlot] {
    found.sort()
    var headline: [TextSlot] = []
    var others: [TextSlot] = []
    // How many slots with words of a bucket are kept.
    var kept = [UInt8](repeating: 0, count: Self.bucketCount)
    var start = 0
    while start < found.count, headline.count < limit || others.count < limit {
      let first = found[start]
      var end = start + 1
      var isSure = true
      // What stands in two slots that nothing tells apart says nothing, unless it is the same.
      while end < found.count, found[end] >> 24 == first >> 24 {
        if (found[end] ^ first) & 0xFFFF != 0 { isSure = false }
        end += 1
      }
      start = end
      guard isSure else { continue }
      let context = UInt32(truncatingIfNeeded: Mixing.mix(first >> 24) >> 50)
      let slot = TextSlot(packed: context << 18 | UInt32(truncatingIfNeeded: first & 0x3_FFFF))
      let bucket = Int(slot.word) & (Self.bucketCount - 1)
      guard kept[bucket] < Self.wordLimit else { continue }
      if slot.isHeadlineWord {
        guard headline.count < limit else { continue }
        headline.append(slot)
      } else {
        guard others.count < limit else { continue }
        others.append(slot)
      }
      kept[bucket] += 1
    }
    let first = headline.prefix(Self.headlineLimit) + others
    return Array((first + headline.dropFirst(Self.headlineLimit)).prefix(limit))
  }

  private static let bucketCount = 1024

  /// Numerals of Han, and the syllables of Hiragana, which are words of the headline everywhere.
  private static let ideographs = (
    numerals: hashes("〇零一二三四五六七八九十百千万億亿萬兆"),
    syllables: hashes(
      String(String.UnicodeScalarView((0x3041...0x309F).compactMap(Unicode.Scalar.init(_:)))))
  )

  private static func hashes(_ letters: String) -> Set<UInt64> {
    var text = FoldedText(byteCount: letters.utf8.count)
    text.append(paragraph: letters.utf8Span.span)
    return Set(text.words.map(\.hash))
  }
}
