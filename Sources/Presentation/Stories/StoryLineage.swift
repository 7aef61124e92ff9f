package import JSONTree
package import Lineage
internal import Ledger
internal import Model

/// A story for printing: what its articles say together, and who took from whom.
package struct StoryLineage: Sendable {
  /// The articles that were compared, in order of decision.
  package let documents: [ArticleDocument]
  package let graph: LineageGraph
  /// What the articles say together.
  package let overview: StoryOverview

  /// Articles of a story beyond are left out of its lineage.
  package static let articleLimit = 1_000

  /// Finds the lineage of a story's articles.
  ///
  /// `findsGraph`: False for what the articles say together alone, which takes a hundredth of the time:
  /// the graph has no step then.
  package init(of documents: [ArticleDocument], findsGraph: Bool = true) {
    self.documents = Array(
      documents.lazy.filter { $0.article != nil }.prefix(Self.articleLimit))
    let articles = self.documents.map {
      LineageArticle(
        name: $0.links?.id ?? "", article: $0.article ?? Article(), source: $0.provenance.source,
        isCopy: $0.links?.duplicateOf != nil)
    }
    graph = findsGraph ? LineageBuilder().graph(of: articles) : .empty
    overview = StoryOverview(of: articles, graph)
  }

  /// What a node is called: an article's id, or `unseen-1` for the first source that is no article.
  package func name(of node: LineageNode) -> String {
    switch node {
    case .article(let index): documents[index].links?.id ?? "article-\(index + 1)"
    case .unseen(let index): "unseen-\(index + 1)"
    }
  }

  /// Writes the graph as one JSON object: `story`, `nodes` and `edges`.
  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("story", documents.first?.links?.story)
    writer.key("nodes")
    writer.beginArray()
    for (index, document) in documents.enumerated() {
      writer.beginObject()
      writer.member("id", name(of: .article(index)))
      writer.member("kind", "article")
      writer.member("headline", document.article?.headline)
      writer.member("publisher", Self.publisher(of: document))
      writer.member("datePublished", document.article?.datePublished?.iso)
      writer.endObject()
    }
    for (index, source) in graph.unseen.enumerated() {
      writer.beginObject()
      writer.member("id", name(of: .unseen(index)))
      writer.member("kind", "unseen")
      writer.member("name", source.name)
      if source.wordCount > 0 { writer.member("words", source.wordCount) }
      writer.endObject()
    }
    writer.endArray()
    writer.key("edges")
    writer.beginArray()
    for edge in graph.edges {
      writer.beginObject()
      writer.member("from", name(of: edge.parent))
      writer.member("to", name(of: edge.child))
      writer.key("certainty")
      writer.number((edge.certainty * 100).rounded() / 100)
      writer.key("evidence")
      writer.beginArray()
      for evidence in edge.evidence {
        writer.beginObject()
        writer.member("kind", evidence.kind.rawValue)
        writer.member("text", evidence.text)
        if evidence.isContrary { writer.member("contrary", true) }
        writer.endObject()
      }
      writer.endArray()
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }

  /// The graph in the language of Graphviz.
  package func dot() -> String {
    var lines = ["digraph lineage {", "  rankdir=LR;", "  node [shape=box];"]
    for (index, document) in documents.enumerated() {
      let facts = [
        document.article?.headline ?? "(no headline)", Self.publisher(of: document),
        document.article?.datePublished?.iso, name(of: .article(index)),
      ].compactMap { $0 }
      let label = facts.map(Self.escaped).joined(separator: "\\n")
      lines.append("  \"\(Self.escaped(name(of: .article(index))))\" [label=\"\(label)\"];")
    }
    for (index, source) in graph.unseen.enumerated() {
      lines.append(
        "  \"\(name(of: .unseen(index)))\" [style=dashed, label=\"\(Self.escaped(source.name ?? "unseen source"))\\n(not in the archive)\"];"
      )
    }
    for edge in graph.edges {
      let first = edge.evidence.first.map { Self.escaped($0.kind.rawValue) } ?? ""
      lines.append(
        "  \"\(Self.escaped(name(of: edge.parent)))\" -> \"\(Self.escaped(name(of: edge.child)))\" [label=\"\(Int((edge.certainty * 100).rounded())) % \(first)\"];"
      )
    }
    return (lines + ["}"]).joined(separator: "\n")
  }

  /// Who published a document, as far as is known.
  package static func publisher(of document: ArticleDocument) -> String? {
    document.article?.publisher?.name ?? document.article?.publisher?.domain
      ?? document.provenance.source
  }

  private static func escaped(_ text: String) -> String {
    TerminalText.safe(text).map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
  }
}
