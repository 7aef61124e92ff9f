import Model
import Presentation

/// All copies and versions of a story, one under the other.
enum StoryPrinter {
  static func print(_ documents: [ArticleDocument]) {
    guard let first = documents.first else { return }
    let title = first.article?.headline ?? "(no headline)"
    Output.line(Output.bold("Story " + TerminalText.safe(title)))
    let copies = documents.count { $0.links?.duplicateOf != nil }
    Output.line(
      "  \(first.links?.story ?? "") · \(documents.count) articles, \(copies) of them copies")
    for document in documents {
      let article = document.article ?? Article()
      let id = document.links?.id ?? ""
      let isHead = document.links?.head == id && document.links?.duplicateOf == nil
      Output.line()
      Output.line("  " + TerminalText.safe(article.headline ?? "(no headline)"))
      let words = article.paragraphs.reduce(0) { $0 + $1.text.split(separator: " ").count }
      let facts = [
        id, article.datePublished?.iso ?? "undated",
        article.publisher?.name ?? article.publisher?.domain ?? document.provenance.source
          ?? "source not known", "\(words) words",
        isHead ? "original" : ArticlePrinter.describeOutcome(document),
      ]
      Output.line("    " + facts.map { TerminalText.safe($0) }.joined(separator: " · "))
      Output.line("    " + TerminalText.safe(document.provenance.fileBytes))
    }
  }
}
