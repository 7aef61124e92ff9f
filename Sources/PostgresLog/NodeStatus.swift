package import ClusterLog

/// A node as the log knows it.
package struct NodeStatus: Sendable, Equatable {
  package var node: NodeID
  package var name: String
  package var roles: NodeRoles
  /// Of the program that registered last.
  package var version: String
  /// Seconds since it was last heard of, by the clock of the log.
  package var silence: Double
  package var hasLeft: Bool
  /// Its last offer.
  package var offered: UInt64
  /// Its last offer that is answered.
  package var answered: UInt64
  /// What it says of itself; nil where it never has.
  package var report: NodeReport?
}
