/// What an offer is known by: its node and its position among the node's offers, from 1 on without a gap.
package struct OfferKey: Sendable, Hashable, Comparable {
  package var node: NodeID
  package var n: UInt64

  package init(node: NodeID, n: UInt64) {
    self.node = node
    self.n = n
  }

  /// By node, then in the node's order.
  package static func < (left: OfferKey, right: OfferKey) -> Bool {
    (left.node, left.n) < (right.node, right.n)
  }
}
