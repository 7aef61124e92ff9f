import ArgumentParser
import Configuration
import Ledger
import Maintenance
import Model
import Pipeline
import Presentation
import State

struct Forget: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take an article out of ledger, index and archive, on record.",
    discussion: HelpText.with(
      examples: [
        (
          "winnow forget 01J8ZQ4M8N3V6X --why 'asked for by its author'",
          "One article; the reason is kept with the record."
        ),
        (
          "winnow forget --url https://harbour.example/bridge",
          "Every article that has this URL."
        ),
      ]))

  @OptionGroup var stateOptions: StateOptions
  @Argument(help: "The article's id.") var id: String?
  @Option(help: "Every article with this URL.") var url: String?
  @Option(help: ArgumentHelp("Why; it is kept with the record.", valueName: "text"))
  var why = "asked for"

  func validate() throws {
    if (id == nil) == (url == nil) { throw ValidationError("give an id, or --url") }
  }

  func run() async throws {
    let deployment = try stateOptions.configured()
    let catalogue = try stateOptions.catalogue()
    var numbers: [DecisionNumber] = []
    if let id { numbers = [try catalogue.theArticle(id).number] }
    if let url { numbers = try catalogue.ledger.articles(withURL: url) }
    guard !numbers.isEmpty else {
      throw CommandFailure(.attention, "there is no article with that URL")
    }
    let forget = Maintenance.Forget(
      paths: deployment.paths, options: deployment.settings.stateOptions,
      settings: deployment.settings.pipelineSettings)
    for line in try await reportingAsyncFailure({ try await forget.run(numbers, why: why) }) {
      Output.line(line)
    }
  }
}
