internal import ArgumentParser
internal import ClusterDaemon
internal import ClusterLog
internal import Configuration
internal import Glibc
internal import State
internal import Storage

/// Begins a cluster with the archive of a single machine.
struct InitCluster: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract:
      "Begin a cluster with the archive of a single machine, whose state becomes the first node's; as the node's role."
  )

  @Option(
    help: ArgumentHelp(
      "The state of the single machine, on which winnowd is stopped.", valueName: "dir"))
  var from: String
  @Option(
    help: ArgumentHelp(
      "How PostgreSQL is reached; as configured where left out.", valueName: "connection"))
  var database: String?
  @Option(help: "The node's name; as configured where left out.") var node: String?

  func answer() async throws -> String {
    var deployment = try Deployment(
      state: nil, config: nil, environment: Deployment.environment, usesTheRest: true)
    if deployment.paths.state != FilePath(from) {
      deployment = try Deployment(
        state: from, config: nil, environment: Deployment.environment, usesTheRest: true)
    }
    var settings = deployment.settings
    settings.cluster.database = database ?? settings.cluster.database
    settings.cluster.node = node ?? settings.cluster.node
    guard settings.cluster.isSet, !settings.cluster.node.isEmpty else {
      throw LogError.refused("set cluster.database and cluster.node, or give --database and --node")
    }
    let summary = try await ArchiveTakeover(settings, paths: deployment.paths).run { done, total in
      Self.tell("\(done) of \(total) articles and files are in the log\n")
    }
    return
      "\(settings.cluster.node) is the cluster's first node: \(summary.articleCount) articles are in the log as they"
      + " were decided, in \(summary.batchCount) batches. Start winnowd there with cluster.database and"
      + " cluster.node set\n"
  }

  private static func tell(_ line: String) {
    let bytes = Array(line.utf8)
    _ = unsafe bytes.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
