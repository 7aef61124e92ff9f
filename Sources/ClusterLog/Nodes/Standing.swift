/// Where a node goes on when its session begins.
package struct Standing: Sendable, Equatable {
  /// An offer of which the node has no durable answer yet.
  package struct Open: Sendable, Equatable {
    package var n: UInt64
    package var kind: OfferKind
    /// The id that the node gave it.
    package var id: String

    package init(n: UInt64, kind: OfferKind, id: String) {
      self.n = n
      self.kind = kind
      self.id = id
    }
  }

  package var node: NodeID
  /// The node's last offer in the log; 0 before the first.
  package var last: UInt64
  /// The offers behind the one that was given as settled, in order: not to be offered again.
  package var open: [Open]

  package init(node: NodeID, last: UInt64, open: [Open]) {
    self.node = node
    self.last = last
    self.open = open
  }
}
