internal import ArgumentParser
internal import ClusterLog
internal import PostgresLog

/// Has a node leave for good.
struct LeaveCluster: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "leave",
    abstract:
      "Let a machine offer nothing any more; what it offered stays. As the database's owner.")

  @OptionGroup var connection: DatabaseOption
  @Argument(help: "The node's name.") var node: String

  func answer() async throws -> String {
    guard try await connection.log().leave(node) else {
      throw LogError.refused("there is no node \(node), or it has left before")
    }
    return "\(node) has left the cluster.\n"
  }
}
