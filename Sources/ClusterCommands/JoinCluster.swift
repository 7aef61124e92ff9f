internal import ArgumentParser
internal import ClusterLog
internal import Model
internal import NearDuplicates
internal import PostgresLog

/// Makes a node known to the cluster.
struct JoinCluster: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "join",
    abstract: "Make a machine known to the cluster; as its own role, which has the node's name.")

  @OptionGroup var connection: DatabaseOption
  @Option(help: "The node's name: never changed, never used twice.") var node: String
  @Option(help: "The UUID that tells this machine's state from a copy of it.") var instance: String
  @Option(help: "intake, archive, or both.") var roles: [String] = ["intake", "archive"]

  func answer() async throws -> String {
    guard let instance = InstanceID(instance) else {
      throw ValidationError("\(instance) is no UUID")
    }
    var all: NodeRoles = []
    for name in roles {
      guard let role = NodeRoles(name: name) else { throw ValidationError("\(name) is no role") }
      all.insert(role)
    }
    let identity = NodeIdentity(
      name: node, instance: instance, roles: all, version: Version.text)
    let log = try connection.log()
    try await log.join(identity, signatureFormat: Int16(Signature.formatVersion))
    // A name that another machine has is found out here.
    let standing = try await log.register(identity, settled: 0, as: SessionToken.random())
    return "\(node) is node \(standing.node.rawValue) of the cluster.\n"
  }
}
