package import ArgumentParser
internal import ClusterLog
internal import Model
internal import State

/// The operators' program for a cluster's log.
package struct ClusterCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "winnow-cluster",
    abstract: "Look after the log that the machines of a cluster share, in PostgreSQL.",
    discussion: """
      docs/CLUSTER.md says what stands. Exit codes: 0 done, 1 something is to be looked at, \
      2 usage, 65 damaged or set back, 75 the database cannot be reached, 78 the log refuses.

      EXAMPLES:
        winnow-cluster sql | psql -h pg1 winnow
            Makes tables and rights, in a database of their own.
        winnow-cluster status --database 'host=pg1 dbname=winnow'
            Who is in the cluster, who decides, what is open.
      """,
    version: Version.text,
    subcommands: [
      SchemaSQL.self, InitCluster.self, JoinCluster.self, LeaveCluster.self, ClusterStatus.self,
      VerifyLog.self, StepDown.self, PauseDeciding.self, ResumeDeciding.self, UpgradeLog.self,
      RunDaemon.self,
    ])

  package init() {}

  /// Runs the command that the words name. Returns what it says, and the exit code.
  package static func answer(_ words: [String]) async -> (text: String, code: Int32) {
    do {
      var command = try parseAsRoot(words)
      if let answering = command as? any AnsweringCommand {
        return (try await answering.answer(), 0)
      }
      // Help, which is thrown.
      try command.run()
      return ("", 0)
    } catch let error as LogError {
      return ("winnow-cluster: \(error)\n", code(of: error))
    } catch let error as PipelineFailure {
      return ("winnow-cluster: \(error)\n", code(of: error))
    } catch {
      let isAnswer = exitCode(for: error) == .success
      return (fullMessage(for: error) + "\n", isAnswer ? 0 : 2)
    }
  }

  private static func code(of failure: PipelineFailure) -> Int32 {
    switch failure.kind {
    case .damaged: 65
    case .held: 75
    case .configuration, .disk, .full, .missing, .refused: 78
    }
  }

  private static func code(of error: LogError) -> Int32 {
    switch error {
    case .unreachable, .outcomeUnknown, .fenced: 75
    case .setBack, .damaged: 65
    case .refused: 78
    }
  }
}
