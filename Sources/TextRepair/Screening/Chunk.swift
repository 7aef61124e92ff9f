import Model

/// A stretch of a field that needs a closer look: paragraphs in which the first look found signs of
/// damage. The rest of a text is never touched.
struct Chunk {
  /// Number of the field, and the stretch in its bytes.
  var field: Int
  var range: Range<Int>
  var needsCleanup: Bool
  var needsEncoding: Bool

  /// A paragraph is cut at a line's end beyond this many bytes.
  private static let blockLimit = 4096
  /// What a scalar beyond ASCII costs on average in usual text, in nats: 4.6 for nearly all of it;
  /// text of another encoding costs more.
  private static let usualCost: Float = 4.6
  /// Scalars beyond ASCII of a document on which its language is judged.
  private static let languageLimit = 320

  /// The stretches of all fields, in order, neighbours joined.
  static func all(
    in texts: [[UInt8]], _ options: TextRepairer.Options, _ budget: WorkBudget = WorkBudget()
  ) -> [Chunk] {
    var chunks: [Chunk] = []
    var screening = Screening(languageLimit: languageLimit)
    var hasNonASCII = [Bool](repeating: false, count: texts.count)
    for (field, text) in texts.enumerated() {
      var start = 0
      var before = 0
      while start < text.count {
        let end = endOfBlock(text.span, from: start)
        guard budget.take(1 + (end - start) / 64) else { return [] }
        screening.scan(text.span.extracting(start..<end))
        hasNonASCII[field] = hasNonASCII[field] || screening.hasNonASCII
        let needsCleanup = screening.needsCleanup && options.cleansUp
        let needsEncoding = screening.needsEncoding && options.repairsEncoding
        if needsCleanup || needsEncoding {
          // What clean-up takes out may take the space before it along.
          let chunk = Chunk(
            field: field, range: (needsCleanup ? before : start)..<end,
            needsCleanup: needsCleanup, needsEncoding: needsEncoding)
          assert(!chunk.range.isEmpty && chunk.range.upperBound <= text.count)
          if chunks.last?.adjoins(chunk) ?? false {
            chunks[chunks.count - 1].join(chunk)
          } else {
            chunks.append(chunk)
          }
        }
        before = start
        start = end
      }
    }
    let (cost, count) = (screening.cost, screening.count)
    // Likely in no language: all of it may be of another encoding.
    guard options.repairsEncoding, cost > Self.usualCost * count, cost - 2.5 * count > 13 else {
      return chunks
    }
    let needsCleanup = chunks.contains(where: \.needsCleanup)
    assert(!texts.isEmpty)
    return texts.indices.filter { hasNonASCII[$0] || needsCleanup }.map { field in
      Chunk(
        field: field, range: 0..<texts[field].count, needsCleanup: needsCleanup,
        needsEncoding: true)
    }
  }

  private func adjoins(_ next: Chunk) -> Bool {
    field == next.field && range.upperBound >= next.range.lowerBound
  }

  private mutating func join(_ next: Chunk) {
    assert(field == next.field && range.upperBound <= next.range.upperBound)
    range = range.lowerBound..<next.range.upperBound
    needsCleanup = needsCleanup || next.needsCleanup
    needsEncoding = needsEncoding || next.needsEncoding
  }

  /// The end of the paragraph that starts at `start`, its blank line taken along.
  private static func endOfBlock(_ text: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < text.count {
      // Sixteen at once, as long as there is no line's end among them.
      while index &+ 16 <= text.count {
        var found: UInt8 = 0
        for offset in 0..<16 {
          // Inside of the text, as was made sure above.
          found |= unsafe text[unchecked: index &+ offset] == 0x0A ? 1 : 0
        }
        if found != 0 { break }
        index &+= 16
      }
      if index >= text.count { break }
      if text[index] == 0x0A {
        let isBlank = index + 1 < text.count && text[index + 1] == 0x0A
        if isBlank || index - start >= blockLimit { return index + (isBlank ? 2 : 1) }
      }
      index &+= 1
    }
    return text.count
  }
}
