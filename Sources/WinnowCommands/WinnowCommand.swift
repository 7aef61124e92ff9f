package import ArgumentParser
import Maintenance
import Model
import Presentation
import State
import Storage

/// The root of the command line: words in, an exit status out.
package struct WinnowCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "winnow",
    abstract: "Clean, searchable articles from whatever scrapers drop.",
    discussion: HelpText.with(
      """
      Exit codes: 0 fine, 1 attention or nothing found, 2 usage, 3 daemon down, 4 cannot tell, \
      65 damaged data, 75 try later, 78 configuration.
      """,
      examples: [
        ("winnow status", "How things stand, and what to do."),
        ("winnow put page.html --source harbourpost", "Hands a file to the daemon."),
        ("winnow search bridge -toll", "Finds articles; winnow show ID prints one."),
        ("winnow explain ID", "Why something is as it is."),
      ]),
    version: Version.text,
    groupedSubcommands: [
      CommandGroup(name: "Files in", subcommands: [Put.self, Preview.self, IngestFiles.self]),
      CommandGroup(
        name: "Articles out",
        subcommands: [
          Search.self, Show.self, Story.self, Explain.self, Original.self, Export.self,
        ]),
      CommandGroup(
        name: "Operating",
        subcommands: [
          Status.self, Browse.self, Jobs.self, Quarantine.self, Retry.self, Forget.self,
          JournalCommand.self, Audit.self, Rebuild.self, Rerun.self, BackUp.self,
          RestoreBackup.self, ClusterWork.self,
        ]),
      CommandGroup(name: "Text", subcommands: [RepairText.self, Detect.self]),
    ])

  package init() {}

  /// Runs the command that the words name, on the streams of `Console.current`.
  package static func run(_ words: [String]) async -> CommandStatus {
    do {
      try CommandNames.check(words)
      var command = try parseAsRoot(RawArguments.arranged(words))
      Console.current.color = color(of: command)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      return .success
    } catch let failure as CommandFailure {
      if !failure.message.isEmpty { Output.printError(failure.message) }
      return failure.code
    } catch let failure as PipelineFailure {
      Output.printError(failure.description)
      return failure.exitStatus
    } catch let error as StorageError where error.isOutOfSpace {
      Output.printError(PipelineFailure(error).description)
      return .tryLater
    } catch {
      return report(error)
    }
  }

  /// What `--color` says, for a command that has it.
  private static func color(of command: any ParsableCommand) -> ColorChoice {
    (command as? any ColoringCommand)?.colorOptions.color ?? .auto
  }

  /// Prints what the argument parser or a command threw, and says with which status to end.
  private static func report(_ error: any Error) -> CommandStatus {
    let message = fullMessage(for: error)
    switch exitCode(for: error) {
    case .success:
      // Help and version are answers, not errors.
      Output.line(message)
      return .success
    case .validationFailure:
      // The parser's own code for this is 64; winnow says 2 everywhere.
      Output.printError(message.hasPrefix("Error: ") ? String(message.dropFirst(7)) : message)
      return .usage
    default:
      Output.printError(message.hasPrefix("Error: ") ? String(message.dropFirst(7)) : message)
      return .attention
    }
  }
}
