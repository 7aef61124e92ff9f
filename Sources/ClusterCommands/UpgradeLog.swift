internal import ArgumentParser
internal import ClusterLog
internal import PostgresLog

/// Has the log go on in the newest format.
struct UpgradeLog: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "upgrade",
    abstract:
      "Have the log go on in the newest format, once every node runs a version that reads it. As the database's owner."
  )

  @OptionGroup var connection: DatabaseOption

  func answer() async throws -> String {
    let (before, now) = try await connection.log().upgrade()
    return before == now
      ? "The log is of format \(now), the newest that this program knows: nothing is to be done.\n"
      : "The log was of format \(before) and goes on in format \(now). Versions of winnow that do not read it end.\n"
  }
}
