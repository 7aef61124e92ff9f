import Lineage
import Model
import Presentation

/// Who took from whom in a story: each source, and under it what was taken from it.
enum LineagePrinter {
  static func print(_ lineage: StoryLineage) {
    var children: [LineageNode: [LineageEdge]] = [:]
    for edge in lineage.graph.edges { children[edge.parent, default: []].append(edge) }
    let taken = Set(lineage.graph.edges.map(\.child))
    let nodes =
      lineage.graph.unseen.indices.map { LineageNode.unseen($0) }
      + lineage.documents.indices.map { LineageNode.article($0) }
    for node in nodes where !taken.contains(node) {
      Output.line()
      print(node, lineage, children, depth: 0)
    }
  }

  private static func print(
    _ node: LineageNode, _ lineage: StoryLineage, _ children: [LineageNode: [LineageEdge]],
    depth: Int
  ) {
    let indent = String(repeating: "    ", count: depth)
    Output.line(indent + Output.bold(TerminalText.safe(title(of: node, lineage))))
    if case .article(let index) = node {
      let document = lineage.documents[index]
      let facts = [
        lineage.name(of: node), document.article?.datePublished?.iso ?? "undated",
        StoryLineage.publisher(of: document) ?? "source not known",
      ]
      Output.line(indent + "  " + facts.map { TerminalText.safe($0) }.joined(separator: " · "))
    }
    for edge in children[node] ?? [] {
      Output.line(indent + "  └ taken from it, \(Int((edge.certainty * 100).rounded())) % sure:")
      for evidence in edge.evidence {
        let mark = evidence.isContrary ? "  − " : "  + "
        Output.line(indent + "  " + mark + TerminalText.safe(evidence.text))
      }
      print(edge.child, lineage, children, depth: depth + 1)
    }
  }

  private static func title(of node: LineageNode, _ lineage: StoryLineage) -> String {
    switch node {
    case .article(let index): lineage.documents[index].article?.headline ?? "(no headline)"
    case .unseen(let index):
      lineage.graph.unseen[index].name.map { "\($0) (not in the archive)" }
        ?? "A source that is not in the archive"
    }
  }
}
