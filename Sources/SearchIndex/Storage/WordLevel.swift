/// How much a word counts in an article, in steps that stand in the index as tags: `4bridge` for an
/// article that is about bridges. A search for a frequent word reads the highest step first, and so
/// finds the best articles without scoring all.
enum WordLevel {
  /// How much a match in the headline counts against one in the body.
  static let headlineWeight = 3.0
  /// The length in words that an article is held against; near that of a usual report.
  static let usualLength = 250.0
  /// The levels, lowest first, by the least weight of each.
  static let thresholds = [0.66, 0.78, 0.87, 0.93]
  static let count = thresholds.count
  /// Longer words are not told apart by how often they come.
  private static let byteLimit = 40

  /// The part of BM25 that depends on the article: from 0 to 1, more for a frequent word in a short
  /// article.
  static func weight(frequency: Double, length: Double) -> Double {
    frequency / (frequency + 1.2 * (0.25 + 0.75 * length / usualLength))
  }

  /// The tag of a folded word; nil for words that have none: those of scripts whose letters are words.
  static func tag(_ word: String, level: Int) -> String? {
    guard let first = word.unicodeScalars.first, first.value < 0x0E00,
      word.utf8.count <= byteLimit
    else { return nil }
    return "\(level)\(word)"
  }

  /// The tags of an article's words, a word at its highest level only.
  static func tags(headline: String, body: String) -> [String] {
    var counts = WordCounts(byteCount: headline.utf8.count + body.utf8.count)
    var length = 0
    for (text, weight) in [(headline, Int32(headlineWeight)), (body, 1)] {
      SearchWords.each(in: Array(text.utf8).span) { word, _ in
        counts.add(word, weight)
        length += 1
        return true
      }
    }
    // The least frequency that reaches the lowest level.
    let factor = thresholds[0] / (1 - thresholds[0])
    let least = factor * 1.2 * (0.25 + 0.75 * Double(length) / usualLength)
    var tags: [String] = []
    counts.forEach(atLeast: Int32(least.rounded(.up))) { word, frequency in
      let weight = weight(frequency: Double(frequency), length: Double(length))
      guard let level = thresholds.lastIndex(where: { weight >= $0 }),
        let tag = tag(String(decoding: word, as: UTF8.self), level: level + 1)
      else { return }
      tags.append(tag)
    }
    return tags
  }
}
