package import ClusterLog

/// What the log says of the cluster.
package struct LogStatus: Sendable, Equatable {
  package var head: LogHead
  /// Who decides; empty for nobody yet.
  package var holder: String
  package var epoch: UInt64
  /// Seconds that the lease lasts yet; not above zero for one that has run out.
  package var leaseSeconds: Double
  /// Why nobody is to decide; empty where somebody is.
  package var pause: String
  /// In order of their numbers.
  package var nodes: [NodeStatus]
}
