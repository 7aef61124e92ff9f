import ArgumentParser
import Ingest

/// The operators' door: arguments in, exit codes out.
@main
struct Winnow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "winnow",
    abstract: "Clean, searchable articles from whatever scrapers drop.",
    discussion: """
      Exit codes: 0 fine, 1 attention or nothing found, 2 usage, 3 daemon down, 4 cannot tell, \
      65 damaged data, 75 try later, 78 configuration.
      """,
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
          Status.self, Jobs.self, Quarantine.self, Retry.self, Forget.self, JournalCommand.self,
          Audit.self, Rebuild.self,
        ]),
      CommandGroup(name: "Text", subcommands: [RepairText.self, Detect.self]),
    ])

  static func main() async {
    do {
      var command = try parseAsRoot(RawArguments.arranged(RawArguments.words))
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let end as CommandEnd {
      if !end.message.isEmpty { Output.complain(end.message) }
      Output.exit(end.code)
    } catch {
      let code = exitCode(for: error)
      if code == .validationFailure {
        let message = fullMessage(for: error)
        Output.complain(message.hasPrefix("Error: ") ? String(message.dropFirst(7)) : message)
        Output.exit(.usage)
      }
      exit(withError: error)
    }
  }
}
