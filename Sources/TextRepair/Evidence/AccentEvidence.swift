import Unicode
/// Which accents that stand apart are damage: those of a document that has them in more than one word, or
/// of a word that is usual with its letter.
enum AccentEvidence {
  /// What a word may cost at most beyond the same without its accent, in fifths of a bit, to be usual.
  private static let leadOfBare = 5

  /// The edits that something else than themselves speaks for.
  static func supported(_ edits: [Edit], in scalars: [UInt32]) -> [Edit] {
    guard edits.contains(where: { $0.rule == "accent" }) else { return edits }
    var words: [(word: [UInt32], run: Range<Int>)] = []
    for edit in edits where edit.rule == "accent" {
      words.append(composed(edit, in: scalars))
    }
    let changes = Array(words.map(\.word).joined(separator: [0x20]))
    let costs = WordCosts(stays: rest(of: scalars, around: edits), changes: changes)
    var likely: Set<[UInt32]> = []
    var holdsNatural = false
    for (word, run) in words {
      let cost = costs.cost(of: word + [0x20], run, in: 0..<word.count)
      guard cost <= WordCosts.likely else { continue }
      likely.insert(word)
      let bare = word[..<run.lowerBound] + [plain(word[run.lowerBound])] + word[run.upperBound...]
      let lead = costs.cost(of: word + [0x20]) - costs.cost(of: bare + [0x20])
      holdsNatural = holdsNatural || lead <= leadOfBare
    }
    return holdsNatural || likely.count > 1 ? edits : edits.filter { $0.rule != "accent" }
  }

  /// The letter without its accent.
  private static func plain(_ scalar: UInt32) -> UInt32 {
    Normalization.normalized([scalar], .nfd).first ?? scalar
  }

  /// The word of an edit as it becomes, and where the letter stands in it.
  private static func composed(
    _ edit: Edit, in scalars: [UInt32]
  ) -> (word: [UInt32], run: Range<Int>) {
    var start = edit.range.lowerBound
    while start > 0, edit.range.lowerBound - start < 40, Typography.isLetter(scalars[start - 1]) {
      start -= 1
    }
    let end = scalars[edit.range.upperBound...].prefix(40).firstIndex { !Typography.isLetter($0) }
    let tail = scalars[
      edit.range.upperBound..<(end ?? min(scalars.count, edit.range.upperBound + 40))]
    let head = scalars[start..<edit.range.lowerBound]
    return (head + edit.replacement + tail, head.count..<head.count + edit.replacement.count)
  }

  /// The text without the words of the edits.
  private static func rest(of scalars: [UInt32], around edits: [Edit]) -> [UInt32] {
    var rest: [UInt32] = []
    var position = 0
    for edit in edits {
      var start = edit.range.lowerBound
      while start > position, scalars[start - 1] > 0x20 { start -= 1 }
      if start > position { rest += scalars[position..<start] }
      position = edit.range.upperBound
      while position < scalars.count, scalars[position] > 0x20 { position += 1 }
    }
    return rest + scalars[position...].prefix(600)
  }
}
