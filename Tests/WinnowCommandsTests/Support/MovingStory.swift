/// Reports of one event, made up: the first two have nothing in common, and a later one that has something of
/// both moves the second into the story of the first.
struct MovingStory {
  private var dice: UInt64
  private let facts: [String]

  /// `event`: Which event it is; two are like each other in nothing.
  init(event: Int, seed: UInt64) {
    dice = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    facts = (0..<10).map {
      Self.spell(40_000 + event * 97 + $0 * 7) + ($0 % 2 == 0 ? "ton" : "sen")
    }
  }

  /// The reports in the order in which they have to come.
  mutating func reports() -> [String] {
    let told = [facts[..<4], facts[6...], facts[...], facts[...], facts[...]]
    return told.enumerated().map { number, told in
      "Report \(number + 1) from \(facts[0])\n\n" + paragraphs(Array(told))
    }
  }

  private mutating func paragraphs(_ facts: [String]) -> String {
    (0..<8).map { _ in
      let words = (0..<24).map { index in
        index % 2 == 1 ? facts[next(below: facts.count)] : Self.spell(next(below: 12_000))
      }
      return "It " + words.joined(separator: " ") + ".\n"
    }.joined(separator: "\n")
  }

  private mutating func next(below limit: Int) -> Int {
    dice ^= dice << 13
    dice ^= dice >> 7
    dice ^= dice << 17
    return Int((dice >> 11) % UInt64(limit))
  }

  private static func spell(_ index: Int) -> String {
    let syllables = [
      "ba", "con", "de", "far", "gil", "ho", "in", "jar", "ka", "lum", "mo", "ner",
      "op", "pri", "qua", "rel", "so", "tan", "ul", "ver",
    ]
    var rest = index
    var word = ""
    repeat {
      word += syllables[rest % syllables.count]
      rest /= syllables.count
    } while rest > 0
    return word + syllables[(index * 7 + 3) % syllables.count]
  }
}
