internal import Bytes
internal import Unicode

/// A text cut into words that can be compared with those of others.
struct LineageText {
  /// Paragraphs, a line end between them.
  private(set) var bytes: [UInt8] = []
  var words: [LineageWord] = []

  /// Words beyond are not compared.
  static let wordLimit = 20_000

  init() {}

  init(_ paragraphs: [String]) {
    for paragraph in paragraphs {
      let start = bytes.count
      bytes += paragraph.utf8
      cut(from: start)
      bytes.append(0x0A)
    }
  }

  /// The text of some words.
  func text(_ range: Range<Int>) -> String {
    guard !range.isEmpty else { return "" }
    let bytes = bytes[Int(words[range.lowerBound].start)..<Int(words[range.upperBound - 1].end)]
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A word, folded.
  func folded(_ index: Int) -> [UInt8] {
    Folding.shared.folded(Array(bytes[Int(words[index].start)..<Int(words[index].end)]))
  }

  /// Appends some words of another text, as they stand there: for texts that nobody has.
  mutating func append(_ range: Range<Int>, of other: LineageText) {
    guard !range.isEmpty else { return }
    let first = Int(other.words[range.lowerBound].start)
    let end = Int(other.words[range.upperBound - 1].end)
    let shift = bytes.count - first
    bytes += other.bytes[first..<end]
    bytes.append(0x20)
    for var word in other.words[range] {
      word.start = UInt32(Int(word.start) + shift)
      word.end = UInt32(Int(word.end) + shift)
      words.append(word)
    }
  }

  private mutating func cut(from start: Int) {
    let properties = UnicodeScalarProperties.shared
    let text = bytes
    let span = text.span
    var word: [UInt8] = []
    var wordStart = start
    var opensParagraph = true
    var quoteEnd: UInt32?
    var wasDigit = false
    var wasLetter = false
    func close(at end: Int, _ words: inout [LineageWord]) {
      guard !word.isEmpty else { return }
      defer { word.removeAll(keepingCapacity: true) }
      guard words.count < Self.wordLimit else { return }
      let hasDigit = word.contains { $0 &- 0x30 < 10 }
      words.append(
        LineageWord(
          key: FNV1a.hash64(SpellingVariant.neutral(word)), spelling: FNV1a.hash64(word),
          start: UInt32(wordStart), end: UInt32(end), isQuoted: quoteEnd != nil,
          opensParagraph: opensParagraph,
          isLandmark: hasDigit || word.count >= 6))
      opensParagraph = false
    }
    var index = start
    while index < span.count {
      // Most of most texts, without a look into the tables of Unicode.
      let byte = span[index]
      if ASCII.isAlphanumeric(byte) {
        if ASCII.isDigit(byte) != wasDigit { close(at: index, &words) }
        wasDigit = ASCII.isDigit(byte)
        if word.isEmpty { wordStart = index }
        word.append(ASCII.lowercased(byte))
        wasLetter = true
        index += 1
        continue
      }
      if byte == 0x20 {
        close(at: index, &words)
        wasLetter = false
        index += 1
        continue
      }
      let read = UTF8Text.read(span, at: index)
      let scalar = read.scalar
      if properties.isWordPart(scalar) {
        let isOwn = Self.isUnspaced(properties.script(scalar)) && !properties.isMark(scalar)
        // `64m` as `64 m`, so that it differs from `64 million` in one word.
        let isDigit = properties.isDigit(scalar)
        if isOwn || isDigit != wasDigit { close(at: index, &words) }
        wasDigit = isDigit
        if word.isEmpty { wordStart = index }
        Folding.shared.append(scalar, to: &word)
        if isOwn { close(at: index + read.byteCount, &words) }
      } else if properties.kind(scalar) != .format {
        close(at: index, &words)
        let next = index + read.byteCount
        let beforeLetter = next < span.count && Self.isLetter(UTF8Text.read(span, at: next).scalar)
        if scalar == quoteEnd {
          // An apostrophe within a word ends no quotation.
          if !beforeLetter || scalar != 0x27 && scalar != 0x2019 { quoteEnd = nil }
        } else if quoteEnd == nil, !wasLetter || scalar != 0x27 && scalar != 0x2019 {
          quoteEnd = Self.quoteEnds[scalar]
        }
      }
      wasLetter = Self.isLetter(scalar)
      index += read.byteCount
    }
    close(at: span.count, &words)
  }

  /// Opening quotation marks that are nothing else, and what closes each. A paragraph ends them too.
  private static let quoteEnds: [UInt32: UInt32] = [
    0x22: 0x22, 0x27: 0x27, 0x2018: 0x2019, 0x201A: 0x2018, 0x2039: 0x203A, 0x201C: 0x201D,
    0x201E: 0x201C, 0xAB: 0xBB, 0x300C: 0x300D, 0x300E: 0x300F,
  ]

  private static func isLetter(_ scalar: UInt32) -> Bool {
    UnicodeScalarProperties.shared.isWordPart(scalar)
  }

  private static func isUnspaced(_ script: UnicodeScript) -> Bool {
    switch script {
    case .han, .hiragana, .katakana, .thai, .lao, .khmer, .myanmar: true
    default: false
    }
  }
}
