/// Text with the shape of news, made from a seed: no word of it was ever written by anybody.
struct MadeUpNews {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next(below limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int((state >> 11) % UInt64(limit))
  }

  /// A word of two to four syllables; small ranks are frequent, as in natural text.
  mutating func word() -> String {
    let rank = next(below: 60)
    let index = rank < 30 ? next(below: 40) : next(below: 12_000)
    return Self.spell(index)
  }

  static func spell(_ index: Int) -> String {
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

  mutating func sentence() -> String {
    var words = (0..<(8 + next(below: 16))).map { _ in word() }
    words[0] = words[0].prefix(1).uppercased() + words[0].dropFirst()
    if next(below: 3) == 0 {
      let name = word()
      words[2] = name.prefix(1).uppercased() + name.dropFirst()
    }
    if next(below: 4) == 0 { words[4] = String(10 + next(below: 9000)) }
    return words.joined(separator: " ") + "."
  }

  mutating func paragraph() -> String {
    (0..<(1 + next(below: 3))).map { _ in sentence() }.joined(separator: " ")
  }

  mutating func paragraphs(_ count: Int) -> [String] { (0..<count).map { _ in paragraph() } }
}
