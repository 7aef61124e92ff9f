package import Pipeline
package import State

/// Makes a daemon a node of a cluster. `winnow-cluster` brings it along, which has PostgreSQL's library;
/// `winnowd` has none and never loads that.
package protocol ClusterMembership: Sendable {
  /// Says which node the state is, and makes a new state one. Called before the state is opened.
  ///
  /// Throws `PipelineFailure` for a state of a single machine, or of another node.
  func claim(_ paths: StatePaths) throws
  /// The daemon's part, on a state that has been recovered.
  ///
  /// `tell`: Hears what is to be logged, and whether it is in order.
  /// Throws `PipelineFailure`.
  func join(
    _ state: StateDirectory, settings: PipelineSettings, meter: StageMeter,
    clock: any PipelineClock, tell: @escaping @Sendable (_ line: String, _ isGood: Bool) -> Void
  ) throws -> any ClusterPart
  /// What `--check` tests of it.
  func tests() -> [DeploymentTest]
}
