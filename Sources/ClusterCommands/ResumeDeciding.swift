internal import ArgumentParser
internal import ClusterLog
internal import PostgresLog

/// Ends a pause.
struct ResumeDeciding: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "End what winnow cluster pause has begun.")

  @OptionGroup var connection: DatabaseOption

  func answer() async throws -> String {
    guard try await connection.log().resume() else {
      throw LogError.refused("the cluster is not paused")
    }
    return "Whichever archive node comes first decides.\n"
  }
}
