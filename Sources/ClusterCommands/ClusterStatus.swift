internal import ArgumentParser
internal import ClusterLog
internal import Model
internal import PostgresLog

/// Says who is in the cluster and how far it is.
struct ClusterStatus: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say who is in the cluster, who decides, and what is open.")

  @OptionGroup var connection: DatabaseOption

  func answer() async throws -> String {
    let status = try await connection.log().status()
    var lines = [
      "log       batch \(status.head.number), \(status.head.last.rawValue) decisions",
      status.leaseSeconds > 0
        ? "decider   \(status.holder), epoch \(status.epoch)"
        : !status.pause.isEmpty
          ? "decider   nobody: paused (\(status.pause)); winnow cluster resume"
          : "decider   nobody" + (status.holder.isEmpty ? "" : ", lately \(status.holder)"),
    ]
    for node in status.nodes {
      let open = node.offered - min(node.answered, node.offered)
      lines.append(
        "node      \(node.name) (\(node.roles.names.joined(separator: ", "))), winnow \(node.version): "
          + (node.hasLeft
            ? "has left"
            : "\(node.offered) offers, \(open) open, heard \(Int(node.silence)) s ago"
              + (node.report.map(Self.text) ?? "")))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func text(_ report: NodeReport) -> String {
    "; \(report.activity), has \(report.decisions) decisions, \(report.openJobs) files in work,"
      + " \(report.waiting) waiting"
  }
}
