internal import Bytes

/// One sentence of an article, for comparing it with those of others.
struct Sentence {
  /// A number in it, and the word behind it.
  struct Number {
    var value: String
    /// Places of its words in the text.
    var range: Range<Int>
    /// The next word of a sentence that is no number; nil at its end.
    var unit: UInt64?
    var unitPosition: Int
  }

  var article: Int
  /// Places of its words in the text.
  var range: Range<Int>
  /// Its words without numbers, each once: what tells it. Short words tell little.
  var words: Set<UInt64>
  var numbers: [Number]

  /// The sentences of a text.
  static func all(of text: LineageText, article: Int) -> [Sentence] {
    var sentences: [Sentence] = []
    var start = 0
    for index in text.words.indices {
      let isLast = index + 1 == text.words.count
      guard isLast || text.words[index + 1].opensParagraph || endsSentence(index, text) else {
        continue
      }
      sentences.append(Sentence(start..<(index + 1), of: text, article))
      start = index + 1
    }
    return sentences
  }

  private init(_ range: Range<Int>, of text: LineageText, _ article: Int) {
    self.article = article
    self.range = range
    numbers = Self.numbers(range, text)
    let numeric = Set(numbers.flatMap { Array($0.range) })
    words = Set(
      range.lazy.filter { !numeric.contains($0) && Self.tells($0, text) }.map { text.words[$0].key }
    )
  }

  /// Words of three letters and more; each letter of a script without blanks is one.
  private static func tells(_ index: Int, _ text: LineageText) -> Bool {
    let word = text.words[index]
    return word.end - word.start >= 3
  }

  private static let wideStops: [StaticString] = ["。", "！", "？", "।"]

  /// True where a full stop, or its like in other scripts, stands behind a word.
  private static func endsSentence(_ index: Int, _ text: LineageText) -> Bool {
    let word = text.words[index]
    let next = text.words[index + 1]
    let gap = text.bytes[Int(word.end)..<Int(next.start)]
    if gap.contains(where: { $0 >= 0x80 }),
      wideStops.contains(where: { Find.contains($0, in: gap) })
    {
      return true
    }
    guard let stop = gap.first(where: { $0 == 0x2E || $0 == 0x21 || $0 == 0x3F }),
      gap.contains(0x20)
    else { return false }
    // `Mr. Ekelund`, `the U.S. Navy`; `on 3. March`.
    let first = text.bytes[Int(word.start)]
    let isShort = word.end - word.start <= 3 && (first &- 0x41 < 26 || first &- 0x30 < 10)
    return text.bytes[Int(next.start)] &- 0x61 >= 26 && !(stop == 0x2E && isShort)
  }

  private static func numbers(_ range: Range<Int>, _ text: LineageText) -> [Number] {
    var numbers: [Number] = []
    var index = range.lowerBound
    while index < range.upperBound {
      guard isNumber(index, text) else {
        index += 1
        continue
      }
      var end = index + 1
      // `1,400` and `2.5` are one number.
      while end < range.upperBound, isNumber(end, text),
        text.words[end].start == text.words[end - 1].end + 1,
        [0x2C, 0x2E].contains(text.bytes[Int(text.words[end - 1].end)])
      {
        end += 1
      }
      let unit = (end..<range.upperBound).first { !isNumber($0, text) }
      numbers.append(
        Number(
          value: text.text(index..<end), range: index..<end, unit: unit.map { text.words[$0].key },
          unitPosition: unit ?? end))
      index = end
    }
    return numbers
  }

  private static func isNumber(_ index: Int, _ text: LineageText) -> Bool {
    text.bytes[Int(text.words[index].start)] &- 0x30 < 10
  }
}
