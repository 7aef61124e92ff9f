import SearchIndex

/// Queries of each class.
struct SearchQueries {
  typealias Wanted = (query: String, order: SearchOrder, countedBy: CountField?)

  private var random: BenchRandom

  init(seed: UInt64) { random = BenchRandom(seed: seed) }

  private mutating func word(_ ranks: Range<Int>) -> String {
    ArticleSource.words[ranks.lowerBound + random.below(ranks.count)]
  }

  private mutating func han(_ count: Int) -> String {
    (0..<count).map { _ in ArticleSource.letter(random.below(40)) }.joined()
  }

  static let classes: [(String, @Sendable (inout SearchQueries) -> Wanted)] = [
    ("one rare", { ($0.word(3_000..<20_000), .relevance, nil) }),
    ("one mid", { ($0.word(100..<1_000), .relevance, nil) }),
    ("one frequent", { ($0.word(0..<20), .relevance, nil) }),
    ("three", { ("\($0.word(0..<300)) \($0.word(0..<300)) \($0.word(0..<300))", .relevance, nil) }),
    (
      "three mid",
      {
        ("\($0.word(100..<1_000)) \($0.word(100..<1_000)) \($0.word(100..<1_000))", .relevance, nil)
      }
    ),
    ("mid OR mid", { ("\($0.word(100..<1_000)) OR \($0.word(100..<1_000))", .relevance, nil) }),
    ("frequent -mid", { ("\($0.word(0..<20)) -\($0.word(100..<1_000))", .relevance, nil) }),
    ("phrase", { ("\"\($0.word(0..<20)) \($0.word(0..<20))\"", .relevance, nil) }),
    ("phrase mid", { ("\"\($0.word(0..<100)) \($0.word(0..<300))\"", .relevance, nil) }),
    (
      "phrase of three",
      { ("\"\($0.word(0..<20)) \($0.word(0..<20)) \($0.word(0..<20))\"", .relevance, nil) }
    ),
    ("prefix", { (String($0.word(500..<20_000).prefix(4)) + "*", .relevance, nil) }),
    ("title", { ("title:\($0.word(20..<300))", .relevance, nil) }),
    (
      "mid + source",
      { ("\($0.word(100..<1_000)) source:source\($0.random.below(20))", .relevance, nil) }
    ),
    (
      "frequent + rare source",
      { ("\($0.word(0..<20)) source:source\(30 + $0.random.below(10))", .relevance, nil) }
    ),
    (
      "frequent + month",
      { ("\($0.word(0..<20)) date:2029-0\(1 + $0.random.below(9))", .relevance, nil) }
    ),
    (
      "mid + since, until",
      {
        let month = 1 + $0.random.below(8)
        return (
          "\($0.word(100..<1_000)) since:2029-0\(month)-15 until:2029-0\(month + 1)-03", .relevance,
          nil
        )
      }
    ),
    ("by date, rare", { ($0.word(3_000..<20_000), .date, nil) }),
    ("by date, mid", { ($0.word(100..<1_000), .date, nil) }),
    ("by date, frequent", { ($0.word(0..<20), .date, nil) }),
    (
      "by date, freq + source",
      { ("\($0.word(0..<20)) source:source\(30 + $0.random.below(10))", .date, nil) }
    ),
    ("Han, one letter", { ($0.han(1), .relevance, nil) }),
    ("Han, two letters", { ($0.han(2), .relevance, nil) }),
    ("Han, four letters", { ("\($0.han(2)) \($0.han(2))", .relevance, nil) }),
    ("count by source", { ($0.word(0..<20), .relevance, .source) }),
    ("count by day", { ($0.word(0..<20), .relevance, .day) }),
    ("count mid", { ($0.word(100..<1_000), .relevance, .lang) }),
    ("count all", { _ in ("-zzzz", .relevance, .outcome) }),
  ]
}
