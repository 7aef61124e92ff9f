/// A node of the graph.
package enum LineageNode: Sendable, Hashable {
  /// An article, by its position among those that were given.
  case article(Int)
  /// An unseen source, by its position in `LineageGraph.unseen`.
  case unseen(Int)
}
