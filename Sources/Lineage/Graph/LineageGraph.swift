/// Who took from whom among some articles, as far as their texts and fields tell.
package struct LineageGraph: Sendable {
  /// Sources that are not among the articles, but that several of them took from or that they name.
  package var unseen: [UnseenSource]
  /// At most one step from a parent to each article and to each unseen source, in order of the children.
  package var edges: [LineageEdge]

  package init(unseen: [UnseenSource], edges: [LineageEdge]) {
    self.unseen = unseen
    self.edges = edges
  }

  /// A graph without a step.
  package static let empty = LineageGraph(unseen: [], edges: [])
}
