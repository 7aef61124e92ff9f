import ArgumentParser
import State

struct Retry: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Hand files that were set aside back to the inbox.")

  @OptionGroup var stateOptions: StateOptions
  @Argument(help: "Ids of jobs.") var ids: [String] = []
  @Option(help: "All that were set aside for this reason.") var reason: String?

  func validate() throws {
    if ids.isEmpty == (reason == nil) {
      throw ValidationError("give ids of jobs, or --reason")
    }
  }

  func run() throws {
    try QuarantineWork(options: stateOptions).run(.retry, ids: ids, reason: reason)
  }
}
