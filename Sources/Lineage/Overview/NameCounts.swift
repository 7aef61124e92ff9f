internal import Unicode

/// Names that several articles of a story speak of: words with a capital inside of sentences.
struct NameCounts {
  private struct Count {
    var name: String
    var articles: Set<Int> = []
    var uses = 0
  }

  private var counts: [String: Count] = [:]

  /// Counts the names of a text. In German every noun has a capital: there a name has two words.
  mutating func add(_ text: LineageText, _ sentences: [Sentence], article: Int, language: String?) {
    let leastCount = language?.hasPrefix("de") == true ? 2 : 1
    for sentence in sentences {
      var start: Int?
      for index in sentence.range {
        let isName = Self.isCapital(index, text) && index > sentence.range.lowerBound
        let isJoined = start != nil && Self.isJoined(index - 1, text)
        if let first = start, !isName || !isJoined {
          take(first..<index, text, article, leastCount)
          start = nil
        }
        if isName, start == nil { start = index }
      }
      if let start { take(start..<sentence.range.upperBound, text, article, leastCount) }
    }
  }

  /// The names that most articles have, at most `limit`, without those in `others`.
  func top(_ limit: Int, articleCount: Int, without others: [[String]]) -> [String] {
    let least = articleCount > 1 ? 2 : 1
    let known = counts.values.filter { $0.articles.count >= least && $0.uses > 1 }
    let sorted = known.sorted {
      ($1.articles.count, $1.uses, $0.name) < ($0.articles.count, $0.uses, $1.name)
    }
    var names: [String] = []
    for count in sorted {
      guard names.count < limit else { break }
      let words = SiteName.words(count.name)
      let isPart = names.contains { name in
        let longer = SiteName.words(name)
        return words.allSatisfy(longer.contains) || longer.allSatisfy(words.contains)
      }
      if isPart || words.isEmpty || PreparedText.share([words], others) { continue }
      // `Hegseth` is `Pete Hegseth`, where somebody says so.
      let full = known.filter { $0.name != count.name && $0.name.hasSuffix(" " + count.name) }
        .filter { 2 * $0.articles.count >= count.articles.count }
        .max {
          ($0.articles.count, -$0.name.count, $1.name) < (
            $1.articles.count, -$1.name.count, $0.name
          )
        }
      names.append(full?.name ?? count.name)
    }
    return names
  }

  private mutating func take(_ range: Range<Int>, _ text: LineageText, _ article: Int, _ least: Int)
  {
    guard range.count >= least, range.count <= 4 else { return }
    let name = text.text(range).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard name.count > 2, !Self.days.contains(name) else { return }
    counts[name, default: Count(name: name)].articles.insert(article)
    counts[name, default: Count(name: name)].uses += 1
  }

  private static func isCapital(_ index: Int, _ text: LineageText) -> Bool {
    let read = UTF8Text.read(text.bytes.span, at: Int(text.words[index].start))
    return UnicodeScalarProperties.shared.isUpperCase(read.scalar)
  }

  private static func isJoined(_ index: Int, _ text: LineageText) -> Bool {
    let gap = text.bytes[Int(text.words[index].end)..<Int(text.words[index + 1].start)]
    return gap.elementsEqual([0x20]) || gap.elementsEqual([UInt8(ascii: "-")])
  }

  /// English writes these with a capital; they are no names.
  private static let days: Set<String> = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January",
    "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]
}
