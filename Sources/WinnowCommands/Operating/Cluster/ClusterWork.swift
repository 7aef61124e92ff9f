internal import ArgumentParser

/// Hands over to the program that has PostgreSQL's library.
struct ClusterWork: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cluster",
    abstract: "Look after the log that the machines of a cluster share.",
    discussion: HelpText.with(
      """
      Its commands are those of winnow-cluster: sql, init, join, leave, status, verify, step-down, pause, resume, upgrade. docs/CLUSTER.md says how to begin.
      """,
      examples: [
        ("winnow cluster status", "Who is in the cluster, who decides, what is open."),
        ("winnow cluster sql | psql -h pg1 winnow", "Makes tables and rights."),
      ]))

  @Argument(parsing: .captureForPassthrough, help: "A command of winnow-cluster, and its words.")
  var words: [String] = []

  func run() throws {
    if words.first == "--help" || words.first == "-h" { throw CleanExit.helpRequest(self) }
    throw CommandFailure(
      .configuration, Console.current.becomeClusterProgram(words.isEmpty ? ["--help"] : words))
  }
}
