import Lineage
import Model
import Presentation

/// What a story says, then all its copies and versions, one under the other.
enum StoryPrinter {
  /// Sentences and figures that are printed; JSON has them all.
  private static let shownLimit = 5

  static func print(_ story: StoryLineage, _ documents: [ArticleDocument]) {
    guard let first = documents.first else { return }
    Output.line(Output.bold("Story " + TerminalText.safe(story.headline ?? "(no headline)")))
    let copies = documents.count { $0.links?.duplicateOf != nil }
    Output.line(
      "  \(first.links?.story ?? "") · \(documents.count) articles, \(copies) of them copies")
    printOverview(story)
    for document in documents { print(document) }
  }

  private static func printOverview(_ story: StoryLineage) {
    let overview = story.overview
    fact("who", overview.names.joined(separator: ", "))
    fact("where", overview.locations.joined(separator: ", "))
    if let began = overview.began, let last = overview.lastMoved {
      fact("when", began == last ? began : "\(began) to \(last)")
    }
    let papers = overview.papers.prefix(shownLimit).joined(separator: ", ")
    let more = overview.papers.count > shownLimit ? ", …" : ""
    fact("papers", papers.isEmpty ? "" : "\(overview.papers.count): \(papers)\(more)")
    fact("languages", overview.languages.joined(separator: ", "))
    for figure in overview.disputed.prefix(shownLimit) {
      let values = figure.values.map { value in
        "\(value.number) (\(value.articles.map { source(of: $0, story) }.joined(separator: ", ")))"
      }
      fact("disputed", "\(figure.quantity): \(values.joined(separator: " · "))")
    }
    guard let latest = overview.latest, !overview.newSentences.isEmpty else { return }
    fact("latest", "\(source(of: latest, story)) adds \(overview.newSentences.count) sentences")
    for sentence in overview.newSentences.prefix(shownLimit) { fact("", "+ " + sentence) }
  }

  /// A paper's name, or else the article's id.
  private static func source(of article: Int, _ story: StoryLineage) -> String {
    StoryLineage.publisher(of: story.documents[article]) ?? story.name(ofArticle: article)
  }

  private static func fact(_ name: String, _ value: String) {
    guard !value.isEmpty else { return }
    let padding = String(repeating: " ", count: max(1, 11 - name.count))
    Output.line("  \(name)\(padding)\(TerminalText.safe(value))")
  }

  private static func print(_ document: ArticleDocument) {
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
