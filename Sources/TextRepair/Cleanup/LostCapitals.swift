/// Names that lost their capital: `in ukraine’s` in a document that writes `Ukraine` everywhere else.
///
/// Only English possessives straight behind a preposition are looked at, where no common noun in the
/// singular can stand; and the document itself has to show the right form.
enum LostCapitals {
  /// Times that the document has to write the name with its capital, alone inside a sentence.
  private static let leastCount = 2
  private static let lengths = 4...20

  private static let prepositions: Set<[UInt8]> = Set(
    [
      "of", "in", "on", "to", "for", "with", "and", "by", "from", "at", "over", "about", "into",
      "after", "before", "against", "between", "near", "across",
    ].map { Array($0.utf8) })

  /// What stands in the possessive without an article, too.
  private static let commonNouns: Set<[UInt8]> = Set(
    [
      "today", "tomorrow", "yesterday", "tonight", "women", "children", "people", "another",
      "everyone", "someone", "anyone", "everybody", "somebody", "nobody", "nature", "mankind",
    ].map { Array($0.utf8) })

  /// True when the small word that ends before the apostrophe at `index` may be a name; `end` is behind
  /// the apostrophe.
  static func mayBeName(_ bytes: Span<UInt8>, before index: Int, behind end: Int) -> Bool {
    guard end < bytes.count, bytes[end] == 0x73,
      end + 1 == bytes.count || !isOfWord(bytes[end + 1])
    else { return false }
    let start = startOfSmallWord(bytes, before: index)
    guard lengths.contains(index - start), start > 1, bytes[start - 1] == 0x20 else { return false }
    let before = startOfSmallWord(bytes, before: start - 1)
    guard before < start - 1, before == 0 || !isOfWord(bytes[before - 1]) else { return false }
    return prepositions.contains(word(bytes, before..<start - 1))
      && !commonNouns.contains(word(bytes, start..<index))
  }

  /// What a document was found to show of names, each of which costs one look through all of it.
  final class Names {
    /// Names that are looked for; no document that is not made for it has more in possessives.
    private static let limit = 64

    private var judged: [[UInt8]: Bool] = [:]

    /// True when the document writes the name with its capital elsewhere.
    func isShown(_ name: [UInt8], in texts: [[UInt8]]) -> Bool {
      if let known = judged[name] { return known }
      guard judged.count < Self.limit else { return false }
      let isShown = LostCapitals.isShown(name, in: texts)
      judged[name] = isShown
      return isShown
    }
  }

  /// The edits that give names their capitals back in `log`, by what all texts of the document show.
  static func edits(in scalars: [UInt32], _ texts: [[UInt8]], _ names: Names) -> [Edit] {
    // A byte for each scalar; what is not ASCII is one of a word, an apostrophe its ASCII form.
    let bytes = scalars.map { $0 == 0x2019 ? 0x27 : $0 < 0x80 ? UInt8($0) : 0xFF }
    var edits: [Edit] = []
    for index in bytes.indices where bytes[index] == 0x27 {
      guard mayBeName(bytes.span, before: index, behind: index + 1) else { continue }
      let start = startOfSmallWord(bytes.span, before: index)
      let name = word(bytes.span, start..<index)
      guard names.isShown(name, in: texts) else { continue }
      assert(scalars[start] &- 0x61 < 26, "a name that starts small")
      edits.append(
        Edit(
          range: start..<start + 1, replacement: [scalars[start] - 0x20], rule: "lost-capital",
          certain: false))
    }
    return edits
  }

  /// True when the document writes the word with a capital inside sentences, alone, and nowhere in
  /// small letters but in possessives.
  fileprivate static func isShown(_ name: [UInt8], in texts: [[UInt8]]) -> Bool {
    var count = 0
    for text in texts {
      let bytes = text.span
      guard bytes.count > name.count else { continue }
      for start in 1..<(bytes.count - name.count) where bytes[start] | 0x20 == name[0] {
        let end = start + name.count
        guard !isOfWord(bytes[start - 1]), !isOfWord(bytes[end]) || isPossessive(bytes, at: end),
          (1..<name.count).allSatisfy({ bytes[start + $0] == name[$0] })
        else { continue }
        if bytes[start] == name[0] {
          if !isPossessive(bytes, at: end) { return false }
        } else if isAloneInSentence(bytes, start..<end) {
          count += 1
        }
      }
    }
    return count >= leastCount
  }

  private static func isPossessive(_ bytes: Span<UInt8>, at index: Int) -> Bool {
    if bytes[index] == 0x27 { return true }
    return bytes[index] == 0xE2 && index + 2 < bytes.count && bytes[index + 1] == 0x80
      && bytes[index + 2] == 0x99
  }

  /// True behind a small word or a comma, and before anything but another capital.
  private static func isAloneInSentence(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let (start, end) = (range.lowerBound, range.upperBound)
    guard start > 1, bytes[start - 1] == 0x20 else { return false }
    let isBehindComma = bytes[start - 2] == 0x2C
    let before = startOfSmallWord(bytes, before: start - 1)
    let isBehindSmallWord = before < start - 1 && (before == 0 || !isOfWord(bytes[before - 1]))
    guard isBehindComma || isBehindSmallWord else { return false }
    return !(bytes[end] == 0x20 && end + 1 < bytes.count && bytes[end + 1] &- 0x41 < 26)
  }

  /// Where the small ASCII letters begin that end before `end`.
  private static func startOfSmallWord(_ bytes: Span<UInt8>, before end: Int) -> Int {
    var start = end
    while start > 0, bytes[start - 1] &- 0x61 < 26, end - start <= lengths.upperBound { start -= 1 }
    return start
  }

  private static func word(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    range.map { bytes[$0] }
  }

  private static func isOfWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
  }
}
