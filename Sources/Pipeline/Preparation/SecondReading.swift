internal import Model

/// What a text of broken letters says once it is repaired: a day whose month was not to be read, and which
/// line is its headline, its byline, its date.
///
/// The repairs belong to the texts as they came, so the article stays the one that was first read: only its
/// lines are sorted as the second reading sorts them.
struct SecondReading {
  /// The article that was read of the repaired text.
  let article: Article

  /// Above this a record is not read a second time.
  static let byteLimit = 1 << 20

  /// Whether `repaired`, an article after its repair, asks for a second reading: letters were broken, and
  /// something is missing that a reader of a text would find.
  static func isCalledFor(_ repaired: Article) -> Bool {
    (repaired.datePublished == nil || repaired.headline == nil)
      && repaired.repairs.contains { $0.rule.hasPrefix("mojibake.") }
  }

  /// `damaged` with what this reading found; `repaired` is the same article after its repair.
  func completing(_ damaged: Article, repaired: Article) -> Article {
    assert(damaged.paragraphs.count == repaired.paragraphs.count, "the repair keeps paragraphs")
    var result = damaged
    let kept = Set(article.paragraphs.map(\.text))
    let removed = Dictionary(
      article.removed.map { ($0.text, $0.reason) }, uniquingKeysWith: { first, _ in first })
    result.paragraphs = []
    for (index, paragraph) in damaged.paragraphs.enumerated() {
      let text = repaired.paragraphs[index].text
      if kept.contains(text) {
        result.paragraphs.append(paragraph)
      } else if text == article.headline, result.headline == nil {
        result.headline = paragraph.text
      } else if let reason = removed[text] {
        result.removed.append(RemovedText(reason: reason, text: paragraph.text))
      } else {
        result.paragraphs.append(paragraph)
      }
    }
    // Without any text the second reading understood less than the first.
    if result.paragraphs.isEmpty { result = damaged }
    if result.datePublished == nil { result.datePublished = article.datePublished }
    if result.dateModified == nil { result.dateModified = article.dateModified }
    if result.authors.isEmpty { result.authors = article.authors }
    return result
  }
}
