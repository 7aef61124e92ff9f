internal import ArgumentParser
internal import ClusterLog
internal import PostgresLog

/// Has nobody decide until it is resumed.
struct PauseDeciding: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "pause",
    abstract:
      "Have nobody decide until winnow cluster resume: files are taken in and wait, searches go on; as an archive node's role."
  )

  @OptionGroup var connection: DatabaseOption
  @Option(help: "Why, for whoever asks.") var why = "by hand"

  func validate() throws {
    if why.isEmpty { throw ValidationError("--why is empty") }
  }

  func answer() async throws -> String {
    guard try await connection.log().pause(why) else {
      throw LogError.refused("the cluster is paused already")
    }
    return "Nobody decides from now on. Go on with: winnow cluster resume\n"
  }
}
