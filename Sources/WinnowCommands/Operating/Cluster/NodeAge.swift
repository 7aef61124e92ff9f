internal import Configuration
internal import ControlAPI
internal import FoundationEssentials
internal import Presentation
internal import State
internal import Storage

/// Says how old what a node knows is, where it does not know all that its cluster has decided.
enum NodeAge {
  /// Prints a line to standard error; nothing on a single machine, nor where the node is up to date.
  static func warn(_ deployment: Deployment) {
    guard let record = try? NodeRecord.read(deployment.paths, POSIXFileSystem()) else { return }
    guard let answer = try? ControlClient(socketPath: deployment.socket.string).get("/status"),
      let cluster = try? StatusReport(json: Data(answer)).cluster
    else {
      return Output.printError(
        "no daemon answers on node \(record.name): what the cluster has decided since it stopped is not here;"
          + " start it, or ask another node")
    }
    if let since = cluster.awaySince {
      Output.printError(
        "the cluster's database does not answer since \(LocalTime.text(seconds: since.seconds)):"
          + " what was decided since is not here")
    } else if cluster.behind > 0 {
      Output.printError(
        "node \(cluster.node) is \(cluster.behind) decisions behind its cluster; ask again later")
    }
  }
}
