package import ControlAPI
package import Pipeline

/// What a daemon has that is a node of a cluster: decisions come from the log that the machines share.
package protocol ClusterPart: Sendable {
  /// Takes the decisions of the daemon's pipeline.
  var committer: any Committing { get }
  /// Whether this node decides for all, as far as it knows.
  var isDecider: Bool { get }
  /// How the node stands; asked often, so it waits for nothing.
  func status() -> StatusReport.Cluster
  /// Works until it is cancelled: offers, follows, decides. Throws `PipelineFailure` for what a person has
  /// to look at; what passes is waited for.
  func run() async throws
  /// The daemon is to stop: what only waits for the log stops at once.
  func drain()
}
