package import ClusterLog
package import NearDuplicates

/// What a node of a cluster is, and how it works.
package struct NodeOptions: Sendable {
  package var identity: NodeIdentity
  /// Silence of the decider, in seconds, after which another one takes over.
  package var leaseSeconds: Double
  package var copies: CopyIndexOptions
  /// Shared spans kept of one decision; the longest.
  package var sharedSpanLimit: Int

  package init(
    identity: NodeIdentity, leaseSeconds: Double, copies: CopyIndexOptions, sharedSpanLimit: Int
  ) {
    self.identity = identity
    self.leaseSeconds = leaseSeconds
    self.copies = copies
    self.sharedSpanLimit = sharedSpanLimit
  }

  /// Files are taken in.
  package var takesFiles: Bool { identity.roles.contains(.intake) }
  /// It may be the decider.
  package var mayDecide: Bool { identity.roles.contains(.archive) }
}
