/// Hashes of folded lines, by which boilerplate is recognised.
package enum LineHash {
  /// The hash of one line of text; nil when it holds fewer words than `wordFloor`.
  package static func hash(_ line: String, wordFloor: Int = 1) -> UInt32? {
    var text = FoldedText(byteCount: line.utf8.count)
    text.append(paragraph: line.utf8Span.span)
    return text.words.count < wordFloor ? nil : hash(text.words[...])
  }

  static func hash(_ words: ArraySlice<FoldedWord>) -> UInt32 {
    var hash = Mixing.golden
    for word in words {
      hash = (hash ^ word.hash) &* 0x9FB2_1C65_1E98_DF25
      hash ^= hash >> 31
    }
    return UInt32(truncatingIfNeeded: Mixing.mix(hash) >> 32)
  }

  /// The distinct lines of a text in order, at most `limit`: half from its top, half from its end,
  /// because that is where boilerplate stands.
  static func lines(of text: FoldedText, limit: Int) -> [UInt32] {
    let starts = text.lineStarts
    var hashes: [UInt32] = []
    var seen = Set<UInt32>()
    for (index, start) in starts.enumerated() {
      if index >= limit / 2, index < starts.count - limit / 2 { continue }
      let end = index + 1 < starts.count ? starts[index + 1] : text.words.count
      let value = hash(text.words[start..<end])
      if seen.insert(value).inserted { hashes.append(value) }
    }
    return hashes
  }
}
