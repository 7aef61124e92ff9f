internal import Model

/// Finds who took from whom.
package struct LineageBuilder: Sendable {
  /// Steps that are less sure are not shown.
  package var leastCertainty = 0.5

  private let weights: LineageWeights

  /// With the weights that were found on made-up stories.
  package init(weights: LineageWeights = LineageWeights()) { self.weights = weights }

  /// The lineage of some articles of one story; the same for the same articles in the same order.
  ///
  /// Time grows with the texts' length and with the number of articles times those that each is like.
  package func graph(of articles: [LineageArticle]) -> LineageGraph {
    guard articles.count > 1 else { return .empty }
    let search = LineageSearch(articles, weights: weights)
    let writer = EvidenceWriter(articles: articles, search: search)
    var unseen = search.unseenNames.enumerated().map { index, name in
      UnseenSource(name: name, wordCount: search.texts[articles.count + index].text.words.count)
    }
    var edges: [LineageEdge] = []
    for (child, parent) in search.parents.enumerated() {
      guard let parent else { continue }
      let margin = search.margin(of: .init(child: child, parent: parent)) ?? 20
      let certainty = 1 - 0.5 / (1 + max(0, margin))
      guard certainty >= leastCertainty else { continue }
      edges.append(
        LineageEdge(
          child: node(child, articles.count), parent: node(parent, articles.count),
          certainty: certainty,
          evidence: writer.evidence(of: child, from: parent)))
    }
    addNamedSources(articles, search, &unseen, &edges)
    return LineageGraph(unseen: unseen, edges: edges)
  }

  private func node(_ index: Int, _ count: Int) -> LineageNode {
    index < count ? .article(index) : .unseen(index - count)
  }

  /// What was taken from no article, but names a source that is none of them, was taken from that.
  private func addNamedSources(
    _ articles: [LineageArticle], _ search: LineageSearch, _ unseen: inout [UnseenSource],
    _ edges: inout [LineageEdge]
  ) {
    for (article, parent) in search.parents.enumerated()
    where parent == nil && article < articles.count {
      guard let name = search.costs.credits.unseen[article], let origin = articles[article].origin
      else { continue }
      let position =
        unseen.firstIndex { $0.name.map { CreditTable.isSame($0, name) } == true } ?? unseen.count
      if position == unseen.count { unseen.append(UnseenSource(name: name, wordCount: 0)) }
      // `CNN` rather than `cnn.com`.
      if unseen[position].name?.contains(".") == true { unseen[position].name = name }
      edges.append(
        LineageEdge(
          child: .article(article), parent: .unseen(position),
          certainty: origin.certain ? 0.9 : 0.7,
          evidence: [LineageEvidence(.credit, "names \(name): \(origin.evidence)")]))
    }
  }
}
