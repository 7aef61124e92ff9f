import ArgumentParser
import Model
import State

struct Retry: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Hand files that were set aside back to the inbox.",
    discussion: HelpText.with(
      examples: [
        ("winnow retry 01J8ZQ4M8N3V6X", "One file."),
        (
          "winnow retry --reason unreadable",
          "All that were set aside for one reason, once it is gone."
        ),
      ]))

  @OptionGroup var stateOptions: StateOptions
  @Argument(help: ArgumentHelp("Ids of jobs; winnow quarantine lists them.", valueName: "id"))
  var ids: [String] = []
  @Option(
    help: ArgumentHelp("All that were set aside for this reason.", valueName: "name"),
    completion: .list(RefusalReason.allCases.map(\.rawValue)))
  var reason: String?

  func validate() throws {
    if ids.isEmpty == (reason == nil) {
      throw ValidationError("give ids of jobs, or --reason")
    }
  }

  func run() throws {
    try QuarantineWork(options: stateOptions).run(.retry, ids: ids, reason: reason)
  }
}
