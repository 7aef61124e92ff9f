internal import Cluster
internal import ClusterLog
package import Configuration
package import Daemon
internal import Model
internal import NearDuplicates
package import Pipeline
internal import PostgresLog
package import State
internal import Storage
internal import WriteAheadLog

/// Makes a daemon a node of the cluster whose log PostgreSQL keeps.
package struct PostgresMembership: ClusterMembership {
  private let settings: Settings
  private let newestFormat: Int16
  private let files = POSIXFileSystem()

  /// `settings`: With `cluster.database` and `cluster.node`.
  /// `newestFormat`: Of the log; other than that of the program for tests of an upgrade.
  package init(_ settings: Settings, newestFormat: Int16? = nil) {
    self.settings = settings
    self.newestFormat = newestFormat ?? LogFormat.newest
  }

  /// As `ClusterMembership` says.
  package func claim(_ paths: StatePaths) throws {
    let name = settings.cluster.node
    try own(paths, as: name)
    if let folder = settings.cluster.originals {
      try SharedOriginals(in: folder).attach(paths, node: name)
    }
  }

  private func own(_ paths: StatePaths, as name: String) throws {
    if let record = try NodeRecord.read(paths, files) {
      guard record.name == name else {
        throw PipelineFailure(
          .configuration,
          "\(paths.state.printable) is node \(record.name), and cluster.node says \(name). A node's name never"
            + " changes: put it back, or give the new node a state of its own")
      }
      return
    }
    guard try LogFolder(paths.journal, on: files).isEmpty() else {
      throw PipelineFailure(
        .configuration,
        "\(paths.state.printable) is the archive of a single machine, not a node's. Where the cluster is to begin with it:"
          + " winnow cluster init --from \(paths.state.printable). Else:"
          + " give the node an empty folder as state.path, and ingest the originals there")
    }
    try files.makeFolders(paths.state)
    try NodeRecord(name: name, instance: InstanceID.random().description).write(paths, files)
  }

  /// As `ClusterMembership` says.
  package func join(
    _ state: StateDirectory, settings pipeline: PipelineSettings, meter: StageMeter,
    clock: any PipelineClock, tell: @escaping @Sendable (_ line: String, _ isGood: Bool) -> Void
  ) throws -> any ClusterPart {
    guard let record = try NodeRecord.read(state.paths, files),
      let instance = InstanceID(record.instance)
    else {
      throw PipelineFailure(
        .damaged, "\(state.paths.node.printable) does not say which node of a cluster this is.")
    }
    var roles: NodeRoles = []
    for role in settings.cluster.roles {
      roles.insert(role == .intake ? .intake : .archive)
    }
    let options = NodeOptions(
      identity: NodeIdentity(
        name: record.name, instance: instance, roles: roles, version: Version.text),
      leaseSeconds: Double(settings.cluster.lease.wholeMilliseconds) / 1_000,
      copies: settings.copyOptions, sharedSpanLimit: pipeline.sharedSpanLimit)
    return try PostgresNode(
      options,
      connect: { [settings, newestFormat] in
        PostgresLog(settings.cluster.database, newestFormat: newestFormat)
      }, state: state, settings: pipeline, meter: meter,
      clock: clock, tell: tell)
  }

  /// As `ClusterMembership` says.
  package func tests() -> [DeploymentTest] { DatabaseTests(settings.cluster).all }
}
