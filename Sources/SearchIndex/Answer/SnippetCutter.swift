/// Cuts the piece out of a text that says most of what was looked for.
struct SnippetCutter {
  /// How many words a snippet has at most.
  static let wordCount = 32

  /// The words of each term, folded; of a prefix the last one is a beginning.
  private let terms: [(words: [[UInt8]], isPrefix: Bool)]

  init(_ terms: [TextTerm]) {
    self.terms = terms.filter { $0.scope == .anywhere }.map { term in
      var words: [[UInt8]] = []
      SearchWords.each(in: Array(term.words.utf8).span) { word, _ in
        words.append(word)
        return true
      }
      return (words, term.isPrefix)
    }
  }

  /// The piece with the most different terms, of those the first; the text's begin where none is in it.
  func snippet(of text: String) -> Snippet {
    let bytes = Array(text.utf8)
    var words: [(word: [UInt8], range: Range<Int>)] = []
    SearchWords.each(in: bytes.span) { word, range in
      words.append((word, range))
      return true
    }
    guard !words.isEmpty else { return Snippet(text: "", matches: []) }
    let found = matches(in: words)
    let start = bestStart(found, of: words.count)
    let end = min(start + Self.wordCount, words.count)
    // Whole text up to the first word, and behind the last one, where nothing is cut.
    let first = start == 0 ? 0 : words[start].range.lowerBound
    let last = end == words.count ? bytes.count : words[end - 1].range.upperBound
    var line = Line(ellipsis: start > 0)
    var written = first
    for match in found where match.words.lowerBound >= start && match.words.upperBound <= end {
      let range =
        words[match.words.lowerBound].range
        .lowerBound..<words[match.words.upperBound - 1].range.upperBound
      guard range.lowerBound >= written else { continue }
      line.append(bytes[written..<range.lowerBound])
      line.appendMatch(bytes[range])
      written = range.upperBound
    }
    line.append(bytes[written..<last])
    return line.snippet(ellipsis: end < words.count)
  }

  /// Where the terms are, in order.
  private func matches(
    in words: [(word: [UInt8], range: Range<Int>)]
  ) -> [(term: Int, words: Range<Int>)] {
    var found: [(term: Int, words: Range<Int>)] = []
    for start in words.indices {
      for (number, term) in terms.enumerated() where start + term.words.count <= words.count {
        let isMatch = term.words.indices.allSatisfy { offset in
          let word = words[start + offset].word
          return term.isPrefix && offset == term.words.count - 1
            ? word.starts(with: term.words[offset]) : word == term.words[offset]
        }
        if isMatch, !term.words.isEmpty { found.append((number, start..<start + term.words.count)) }
      }
    }
    return found
  }

  /// The word that the best piece begins with.
  private func bestStart(_ found: [(term: Int, words: Range<Int>)], of count: Int) -> Int {
    var best = (terms: 0, matches: 0, start: 0)
    for (index, match) in found.enumerated() {
      let begin = match.words.lowerBound
      let inside = found[index...].prefix { $0.words.lowerBound < begin + Self.wordCount - 6 }
      let terms = Set(inside.map(\.term)).count
      if (terms, inside.count) > (best.terms, best.matches) { best = (terms, inside.count, begin) }
    }
    // Some words before it tell what it is about.
    return max(0, min(best.start - 6, count - Self.wordCount))
  }

  /// The snippet as it is put together: blanks and breaks are one blank.
  private struct Line {
    private var bytes: [UInt8]
    private var ranges: [Range<Int>] = []

    init(ellipsis: Bool) { bytes = ellipsis ? Array("…".utf8) : [] }

    mutating func append(_ piece: ArraySlice<UInt8>) {
      for byte in piece {
        if byte == 0x0A || byte == 0x0D || byte == 0x09 {
          if let last = bytes.last, last != 0x20 { bytes.append(0x20) }
        } else {
          bytes.append(byte)
        }
      }
    }

    mutating func appendMatch(_ piece: ArraySlice<UInt8>) {
      let start = bytes.count
      append(piece)
      ranges.append(start..<bytes.count)
    }

    func snippet(ellipsis: Bool) -> Snippet {
      Snippet(
        text: String(decoding: bytes, as: UTF8.self) + (ellipsis ? "…" : ""), matches: ranges)
    }
  }
}
