import Model

/// Signs that a short text reports what happened, whatever words it shares with the pages that servers
/// answer with: baths close for maintenance, and a page is missing from a chronicle.
enum ReportSigns {
  /// True where a sentence says that somebody said something, or of a day and nothing to its reader, below
  /// a headline that says more than `phrases`.
  ///
  /// The headlines of `missing` must say one word more: below such a page stand other articles, cut off.
  static func isReport(_ article: Article, besides phrases: [Phrases], missing: Phrases) -> Bool {
    let texts = article.paragraphs.filter { $0.role != .heading }
    guard texts.reduce(0, { $0 + TextShape.wordCount($1.text) }) >= 8 else { return false }
    let text = texts.reduce(into: PhraseText()) { $0.add(Array($1.text.utf8)[...]) }
    let isTold = told.isIn(text)
    guard isTold || (days.isIn(text) && !speaksToReader(text, besides: phrases)) else {
      return false
    }
    let headline = article.headline ?? ""
    let words = PhraseText(headline, limit: 60)
    let left = wordCount(headline, words, besides: phrases + [missing, toReader])
    return left >= (isTold && !missing.isIn(words) ? 2 : 3)
  }

  /// True where more than the phrases of a text speaks to its reader: a poem may be called so.
  private static func speaksToReader(_ text: PhraseText, besides phrases: [Phrases]) -> Bool {
    var covered = [Bool](repeating: false, count: text.words.count)
    for set in phrases { set.mark(text.words, in: &covered) }
    let words = zip(text.words, covered).map { $1 ? WordScanner.basis : $0 }
    return toReader.isIn(PhraseText(words: words, text: text.bytes[...]))
  }

  /// True where a text says that somebody said something, or of a day.
  static func tells(_ text: String) -> Bool {
    let text = PhraseText(text)
    return told.isIn(text) || days.isIn(text)
  }

  /// How many words of a headline belong to none of the phrases.
  private static func wordCount(
    _ headline: String, _ text: PhraseText, besides phrases: [Phrases]
  ) -> Int {
    var covered = [Bool](repeating: false, count: text.words.count)
    var pieceCount = 0
    for set in phrases {
      set.mark(text.words, in: &covered)
      pieceCount = max(pieceCount, set.pieceWordCount(in: text))
    }
    return TextShape.wordCount(headline) - max(covered.count { $0 }, pieceCount)
  }

  private static let told = Phrases(RuleFile.refusals["reports"])
  private static let days = Phrases(RuleFile.refusals["days"])
  private static let toReader = Phrases(RuleFile.refusals["to the reader"])
}
