import Model
import Presentation

/// An article for a person's eyes.
enum ArticlePrinter {
  static func print(_ document: ArticleDocument) {
    let article = document.article ?? Article()
    Output.line(Output.bold(TerminalText.safe(article.headline ?? "(no headline)")))
    fact("id", document.links?.id)
    fact("url", article.url)
    fact("by", article.authors.map(\.name).joined(separator: ", "))
    fact("published", article.datePublished.map(describe))
    fact("modified", article.dateModified.map(describe))
    fact("publisher", article.publisher?.name ?? article.publisher?.domain)
    fact("language", article.language)
    fact("file", TerminalText.safe(document.provenance.fileBytes))
    fact("sidecar", document.provenance.sidecar)
    fact("format", document.provenance.format)
    fact("source", document.provenance.source)
    fact("outcome", describeOutcome(document))
    fact("contains", document.links?.contains.joined(separator: ", "))
    if document.links?.head != document.links?.id { fact("best copy", document.links?.head) }
    fact("story", document.links?.story)
    if article.selfRepeat { fact("note", "the file held the article more than once") }
    if !article.repairs.isEmpty { fact("repairs", "\(article.repairs.count)") }
    if !article.removed.isEmpty { fact("left out", "\(article.removed.count) blocks") }
    for paragraph in article.paragraphs where paragraph.role != .caption {
      Output.line()
      let mark =
        switch paragraph.role {
        case .heading: "## "
        case .quote: "> "
        case .list: "- "
        case .body, .caption: ""
        }
      Output.line(mark + TerminalText.safeParagraphs(paragraph.text))
    }
  }

  static func describeOutcome(_ document: ArticleDocument) -> String {
    if let original = document.links?.duplicateOf {
      let kind = document.links?.duplicateKind?.rawValue ?? "copy"
      let percent = Int(((document.links?.similarity ?? 0) * 100).rounded())
      return "duplicate of \(original) (\(kind), \(percent) % shared)"
    }
    if let refusal = document.refusal {
      return "\(document.outcome.rawValue): \(refusal.reason.rawValue)"
    }
    return document.outcome.rawValue
  }

  private static func describe(_ date: DatedValue) -> String {
    let zone =
      switch date.zone {
      case .explicit: "zone given"
      case .gmtField: "from a GMT field"
      case .assumed: "zone assumed"
      case .absent: "zone not known"
      }
    return "\(date.iso) (\(zone), \(date.source))"
  }

  private static func fact(_ name: String, _ value: String?) {
    guard let value, !value.isEmpty else { return }
    let padding = String(repeating: " ", count: max(1, 11 - name.count))
    Output.line("  \(name)\(padding)\(TerminalText.safe(value))")
  }
}
