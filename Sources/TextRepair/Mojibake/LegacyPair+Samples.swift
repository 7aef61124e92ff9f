extension LegacyPair {
  /// Scalars of a document on which pairs are compared.
  private static let sampleLimit = 400

  /// Scalars of a line whose words are asked for: a whole document may be one line, of millions of words.
  private static let lineLimit = 1 << 13

  /// A piece of a sample around its first scalar that is not ASCII.
  static func probe(of samples: [[UInt32]]) -> [UInt32] {
    let most = samples.max { $0.count { $0 >= 0x80 } < $1.count { $0 >= 0x80 } } ?? []
    let first = most.firstIndex { $0 >= 0x80 } ?? 0
    return Array(most[max(0, first - 8)..<min(most.count, first + 90)])
  }

  /// The first lines that are not ASCII, up to the limit; one whose words that are not ASCII have all
  /// been there (a description is often the first paragraph) is no more evidence. And how many words
  /// there are.
  static func samples(
    of texts: [[UInt32]]
  ) -> (lines: [[UInt32]], wordCount: Int) {
    var samples: [[UInt32]] = []
    var known: Set<ArraySlice<UInt32>> = []
    var count = 0
    for text in texts {
      var rest = text[...]
      while !rest.isEmpty {
        let line = rest.prefix { $0 != 0x0A }
        rest = rest[line.endIndex...].dropFirst()
        guard line.contains(where: { $0 >= 0x80 }) else { continue }
        var isNew = false
        for word in line.prefix(lineLimit)
          .split(whereSeparator: { $0 < 0x80 && !SuspectPairs.isLetter($0) })
        where word.contains(where: { $0 >= 0x80 && !(0x2010...0x2027 ~= $0) }) {
          if known.insert(bare(word)).inserted { isNew = true }
        }
        guard isNew || samples.isEmpty else { continue }
        let part = Array(line.prefix(sampleLimit - count))
        samples.append(part)
        count += part.count
        if count >= sampleLimit { return (samples, known.count) }
      }
    }
    return (samples, known.count)
  }

  /// A word without the quotation marks around it and the `’s` behind it.
  private static func bare(_ word: ArraySlice<UInt32>) -> ArraySlice<UInt32> {
    var word = word
    if word.count > 3, word.last == 0x73, word.dropLast().last == 0x2019 { word = word.dropLast(2) }
    while let first = word.first, 0x2018...0x201E ~= first, word.count > 1 {
      word = word.dropFirst()
    }
    while let last = word.last, 0x2018...0x201E ~= last, word.count > 1 { word = word.dropLast() }
    return word
  }
}
