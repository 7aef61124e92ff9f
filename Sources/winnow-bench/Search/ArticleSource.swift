import Foundation
import Model
import SearchIndex

/// Makes articles one after the other.
struct ArticleSource {
  static let words: [String] = makeWords(30_000)
  static let sourceCount = 40
  static let dayCount = 730
  /// 2029-01-01.
  static let firstDay: Int64 = 21_550

  private var random = BenchRandom(seed: 1)
  private let zipf = Zipf(30_000)
  private let letters = Zipf(3_000, exponent: 0.9)
  private let sources = Zipf(sourceCount)

  /// Syllables by number, two to four of them: no two alike.
  private static func makeWords(_ count: Int) -> [String] {
    let syllables = "bcdfghklmnprstvz".flatMap { first in "aeiou".map { "\(first)\($0)" } }
    var random = BenchRandom(seed: 2)
    var seen: Set<String> = []
    var words: [String] = []
    while words.count < count {
      let length = words.count < 200 ? 1 + random.below(2) : 2 + random.below(3)
      let word =
        (0..<length).map { _ in syllables[random.below(syllables.count)] }.joined()
        + (random.below(3) == 0 ? String("nrst".randomElement(using: &random) ?? "n") : "")
      if seen.insert(word).inserted { words.append(word) }
    }
    return words
  }

  static func letter(_ rank: Int) -> String {
    String(Unicode.Scalar(UInt32(0x4E00 + rank * 7 % 20_000)) ?? "一")
  }

  mutating func entry(number: Int, of count: Int) -> IndexEntry {
    let isHan = random.below(10) == 0
    let spread = (-2 * log(max(random.unit(), 1e-12))).squareRoot() * cos(2 * .pi * random.unit())
    let length = Int(min(800, max(40, 160 * exp(0.5 * spread))))
    let (headline, body) = isHan ? han(length) : latin(length)
    var entry = IndexEntry(number: DecisionNumber(UInt64(number)), headline: headline, body: body)
    let source = "source\(sources.rank(&random))"
    // A day or two late now and then, as real ones are.
    let day = Self.firstDay + Int64(number * Self.dayCount / count) - Int64(random.below(3))
    let second = day * 86_400 + Int64(random.below(86_400))
    entry.date = ArticleDate(local: second, moment: second)
    entry.language = isHan ? "zh" : random.below(5) == 0 ? "de" : "en"
    entry.host = "www.\(source).example"
    entry.authors = [
      Self.words[2_000 + random.below(500)] + " " + Self.words[3_000 + random.below(900)]
    ]
    entry.standing = IndexEntry.Standing(
      source: source, outcome: random.below(4) == 0 ? .duplicate : .indexed,
      story: DecisionNumber(UInt64(number - random.below(min(3, number)))))
    return entry
  }

  private mutating func latin(_ length: Int) -> (String, String) {
    let topics = (0..<12).map { _ in Self.words[20 + zipf.rank(&random) * 29_900 / 30_000] }
    var words: [String] = []
    for _ in 0..<length + 7 {
      words.append(
        random.below(4) == 0 ? topics[random.below(12)] : Self.words[zipf.rank(&random)])
    }
    return (words.prefix(7).joined(separator: " "), words.dropFirst(7).joined(separator: " "))
  }

  private mutating func han(_ length: Int) -> (String, String) {
    var pairs: [String] = []
    let topics = (0..<8).map { _ in
      Self.letter(letters.rank(&random)) + Self.letter(letters.rank(&random))
    }
    for index in 0..<length {
      pairs.append(
        random.below(4) == 0
          ? topics[random.below(8)]
          : Self.letter(letters.rank(&random)) + (index % 12 == 11 ? "，" : ""))
    }
    return (pairs.prefix(9).joined(), pairs.joined())
  }
}
