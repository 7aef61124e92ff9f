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
  /// Scalars beyond ASCII of a document on which its language is judged.
  private static let languageLimit = 600

  /// The stretches of all fields, in order, neighbours joined.
  static func all(in texts: [[UInt8]], _ options: TextRepairer.Options) -> [Chunk] {
    var chunks: [Chunk] = []
    var (cost, count): (Float, Float) = (0, 0)
    var seen = 0
    var hasNonASCII = [Bool](repeating: false, count: texts.count)
    for (field, text) in texts.enumerated() {
      var start = 0
      var before = 0
      while start < text.count {
        let end = endOfBlock(text, from: start)
        let look = QuickLook(
          text.span.extracting(start..<end), languageLimit: languageLimit - seen)
        cost += look.cost
        count += look.count
        seen += look.seen
        hasNonASCII[field] = hasNonASCII[field] || look.hasNonASCII
        let needsCleanup = look.needsCleanup && options.cleansUp
        let needsEncoding = look.needsEncoding && options.repairsEncoding
        if needsCleanup || needsEncoding {
          // What clean-up takes out may take the space before it along.
          let lower = needsCleanup ? before : start
          if let last = chunks.last, last.field == field, last.range.upperBound >= lower {
            chunks[chunks.count - 1].range = last.range.lowerBound..<end
            chunks[chunks.count - 1].needsCleanup = last.needsCleanup || needsCleanup
            chunks[chunks.count - 1].needsEncoding = last.needsEncoding || needsEncoding
          } else {
            chunks.append(
              Chunk(
                field: field, range: lower..<end, needsCleanup: needsCleanup,
                needsEncoding: needsEncoding))
          }
        }
        before = start
        start = end
      }
    }
    // Likely in no language: all of it may be of another encoding.
    guard options.repairsEncoding, cost > 3.8 * count, cost - 2.5 * count > 13 else {
      return chunks
    }
    let needsCleanup = chunks.contains(where: \.needsCleanup)
    return texts.indices.filter { hasNonASCII[$0] || needsCleanup }.map { field in
      Chunk(
        field: field, range: 0..<texts[field].count, needsCleanup: needsCleanup,
        needsEncoding: true)
    }
  }

  /// The end of the paragraph that starts at `start`, its blank line taken along.
  private static func endOfBlock(_ text: [UInt8], from start: Int) -> Int {
    var index = start
    while index < text.count {
      if text[index] == 0x0A {
        let isBlank = index + 1 < text.count && text[index + 1] == 0x0A
        if isBlank || index - start >= blockLimit { return index + (isBlank ? 2 : 1) }
      }
      index += 1
    }
    return text.count
  }
}
