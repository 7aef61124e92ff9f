import Presentation
import ArgumentParser

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print every article as one line of JSON, in order of decision.",
    discussion: HelpText.with(
      examples: [
        (
          "winnow export > articles.ndjson",
          "All articles, in the order in which they were decided."
        ),
        ("winnow export | jq -r .headline", "The headline of each."),
      ]))

  @OptionGroup var stateOptions: StateOptions

  func run() throws {
    try stateOptions.catalogue().export(Output.write)
  }
}
