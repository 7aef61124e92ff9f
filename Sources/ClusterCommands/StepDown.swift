internal import ArgumentParser
internal import ClusterLog
internal import PostgresLog

/// Has another node decide.
struct StepDown: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "step-down",
    abstract:
      "Have another node decide, as before work on the one that does; as an archive node's role.")

  @OptionGroup var connection: DatabaseOption
  @Option(
    help: ArgumentHelp(
      "How long the one that decides now is not to take over again, where no other one does.",
      valueName: "seconds"))
  var rest = 30.0

  func validate() throws {
    guard (1...86_400).contains(rest) else {
      throw ValidationError("--rest is from 1 to 86400 seconds")
    }
  }

  func answer() async throws -> String {
    guard let name = try await connection.log().stepDown(seconds: rest) else {
      throw LogError.refused("nobody decides at the moment")
    }
    return "\(name) does not decide any more; whichever other archive node comes first does now.\n"
  }
}
