package import Model

/// Finds where an article says that it came from: the location in its dateline, the agency that sent it,
/// who published it first.
package enum OriginReader {
  /// Paragraphs at the end of the text that may be credit lines.
  static let endLimit = 4

  /// Fills in `dateline` and `origin` where they are not known from a field, and moves lines that are
  /// nothing but a credit from the text's end to what was removed.
  ///
  /// `evidence` is what a page shows around the text; without it the lines that were removed are looked at.
  package static func complete(_ article: inout Article, evidence: OriginEvidence? = nil) {
    let evidence = evidence ?? OriginEvidence(removedFrom: article)
    let dateline = DatelineSearch(article, evidence).dateline
    if article.dateline == nil { article.dateline = dateline?.location }
    if article.origin == nil {
      article.origin = OriginSearch(article, evidence, dateline).origin
    }
    removeCredits(from: &article)
  }

  /// The location that a field for datelines names, without date and agency; nil where it names none.
  package static func location(in field: String) -> String? {
    let end = field.firstIndex { Dateline.isDigit($0) || "([—–".contains($0) } ?? field.endIndex
    let parts = field[..<end].split(separator: ",").map {
      $0.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    let location = DatelineFields.location(parts.filter { !$0.isEmpty && $0 != "-" })
    return location.isEmpty ? nil : location
  }

  private static func removeCredits(from article: inout Article) {
    var index = article.paragraphs.count - 1
    let start = max(1, article.paragraphs.count - endLimit)
    while index >= start {
      let text = article.paragraphs[index].text
      let isCredit = CreditLine.marked(text).map { $0.isCertain && isNothingElse(text) } ?? false
      let isSignOff =
        index == article.paragraphs.count - 1
        && SignOff(endOf: text, language: article.language)?.isWhole == true
      if isCredit || isSignOff {
        article.paragraphs.remove(at: index)
        article.removed.append(RemovedText(reason: .credit, text: text))
      }
      index -= 1
    }
    cutSignOff(from: &article)
  }

  /// Takes a sure sign-off, such as `(dpa)` or `— AFP`, from behind the last sentence of the text.
  private static func cutSignOff(from article: inout Article) {
    guard let last = article.paragraphs.last, last.role == .body,
      let found = SignOff(endOf: last.text, language: article.language),
      found.isCertain, !found.isWhole
    else { return }
    var text = withoutEnd(last.text[...]) { $0.isWhitespace || ".。".contains($0) }
    guard text.hasSuffix(found.text) else { return }
    text = withoutEnd(text.dropLast(found.text.count)) { $0.isWhitespace }
    // Only behind a whole sentence: in the middle of one the name belongs to it.
    guard text.count >= sentenceCount, let end = text.last, ".!?…。！？\"”“»’".contains(end) else {
      return
    }
    article.paragraphs[article.paragraphs.count - 1].text = String(text)
    article.removed.append(RemovedText(reason: .credit, text: found.text))
  }

  /// From how many characters on a paragraph is a sentence.
  private static let sentenceCount = 40

  private static func withoutEnd(
    _ text: Substring, where isLeftOut: (Character) -> Bool
  ) -> Substring {
    var text = text
    while let last = text.last, isLeftOut(last) { text.removeLast() }
    return text
  }

  /// True for one sentence: what says more than who published it is text.
  private static func isNothingElse(_ text: String) -> Bool {
    text.utf8.count <= 250 && text.split { ".!?。".contains($0) }.filter { $0.count > 25 }.count <= 1
  }
}

extension OriginEvidence {
  /// Of an article whose page is not known: of what was removed, all but what belongs to others or leads to
  /// them.
  init(removedFrom article: Article) {
    let others: Set<RemovedText.Reason> = [.caption, .comment, .related, .menu]
    for removed in article.removed where !others.contains(removed.reason) {
      if removed.reason == .byline, removed.text.utf8.count <= 160 {
        Self.add(removed.text, to: &head)
      } else {
        Self.add(removed.text, to: &end)
      }
    }
  }
}
