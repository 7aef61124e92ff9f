import ArgumentParser
import Configuration
import ControlAPI
import FoundationEssentials
import Maintenance
import Pipeline
import Presentation

struct Forget: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take articles out of ledger, index and archive, on record.",
    discussion: HelpText.with(
      """
      Works beside the daemon, which then does it. Nothing of an article is left below the state but its id, the reason, \
      and the name of its file; a backup is rid of it when it is made again. Its original goes too, save where other \
      articles are made of the same file or bytes: then its text stays in that original, and so it says. The file itself, should it come again, is a new one.
      """,
      examples: [
        (
          "winnow forget 01J8ZQ4M8N3V6X --why 'asked for by its author'",
          "One article; the reason is kept with the record."
        ),
        (
          "winnow forget --url https://harbour.example/bridge --copies",
          "Every article that has this URL, and all copies of them."
        ),
        (
          "winnow forget --job 01J8ZQ4M8N3V6XB2T9W7YK5RHD",
          "Every article of one file, a container say, and the file's original."
        ),
        ("winnow forget --source harbour --dry-run", "What would go, of a whole source."),
      ]))

  @OptionGroup var stateOptions: StateOptions
  @Argument(
    help: ArgumentHelp(
      "Ids of articles; the whole id of a job stands for all of its articles.", valueName: "id"))
  var ids: [String] = []
  @Option(help: ArgumentHelp("Every article of the file of this job.", valueName: "id"))
  var job: String?
  @Option(
    help: """
      Every article with this URL; scheme, tracking parameters, fragment and a slash at the end make no \
      difference.
      """) var url: String?
  @Option(help: ArgumentHelp("Every article of the story of this article.", valueName: "id"))
  var story: String?
  @Option(help: ArgumentHelp("Every article of this source.", valueName: "name"))
  var source: String?
  @Flag(help: "All copies of these articles too.") var copies = false
  @Flag(help: "Only say what would go.") var dryRun = false
  @Option(help: ArgumentHelp("Why; it is kept with the record.", valueName: "text"))
  var why = "asked for"

  private var selection: TakedownSelection {
    TakedownSelection(
      ids: ids, job: job, url: url, story: story, source: source, includesCopies: copies)
  }

  func validate() throws {
    if !selection.isOne {
      throw ValidationError("give ids, or one of --job, --url, --story and --source, not empty")
    }
    if why.isEmpty {
      throw ValidationError("--why must say something; leave it out for \"asked for\"")
    }
  }

  func run() async throws {
    let answer = try await TakedownWork(options: stateOptions).run(
      selection, why: why, isDryRun: dryRun)
    for article in answer.articles {
      let verb = answer.dryRun ? "would be forgotten" : "is forgotten"
      Output.line(TerminalText.safe("\(article.id) \(verb): \(article.headline ?? "")"))
      for line in article.originals { Output.advice("  " + TerminalText.safe(line)) }
    }
    for hint in answer.hints ?? [] { Output.advice(TerminalText.safe(hint)) }
    for note in answer.notes { Output.printError(TerminalText.safe(note)) }
    if !answer.notes.isEmpty { throw CommandFailure(.attention) }
  }
}
