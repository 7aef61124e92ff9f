/// The number that a node has in its cluster. The log gives it once.
package struct NodeID: Sendable, Hashable, Comparable {
  package var rawValue: Int32

  package init(_ rawValue: Int32) { self.rawValue = rawValue }

  /// Nodes that came earlier are smaller.
  package static func < (left: NodeID, right: NodeID) -> Bool { left.rawValue < right.rawValue }
}
