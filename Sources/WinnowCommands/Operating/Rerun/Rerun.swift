import ArgumentParser
import Presentation

struct Rerun: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Read articles again with this version, and change those that read otherwise, on record.",
    discussion: HelpText.with(
      """
      After an upgrade, or a change of limits: each original is read again. Ids stay, and so does what was decided: \
      what is a copy of what, and which story an article is in. Each article that changes is told in the change feed as \
      amended. One whose original is gone, or that would be refused now, is named with the reason and stays as it is.

      --stage says what may change. parse: everything that reading gives. repair: the characters that repair changes, \
      in fields that read the same before it. metadata: the fields beside the text.

      Begin with --dry-run, which changes nothing. A run that is interrupted, by Ctrl-C or in any other way, has done whole \
      articles; the same command goes on behind them, and begins anew after an upgrade.
      """,
      examples: [
        (
          "winnow rerun --stage parse --dry-run",
          "What an upgrade would change, article by article."
        ),
        ("winnow rerun --stage parse", "The same, done."),
        (
          "winnow rerun --stage metadata --source harbour --since 2031-02-01",
          "Titles, authors and dates of one source's newer articles; their texts stay."
        ),
        (
          "winnow rerun --stage parse --dry-run --json | jq -r .id",
          "The ids of those that would change or are left."
        ),
      ]))

  @OptionGroup var stateOptions: StateOptions
  @Option(help: ArgumentHelp("What may change: parse, repair or metadata.", valueName: "stage"))
  var stage: String
  @Option(help: ArgumentHelp("Only articles of this source.", valueName: "name"))
  var source: String?
  @Option(
    help: ArgumentHelp(
      "Only articles that came in from this day (UTC) or time on.", valueName: "day"))
  var since: String?
  @Flag(help: "Only say what would change, with the differences.") var dryRun = false
  @Flag(help: "Begin at the first article, also where the same command was interrupted.")
  var anew = false
  @Flag(help: "Print one JSON object for each article, on a line.") var json = false

  func validate() throws { _ = try parameters() }

  private func parameters() throws -> RerunParameters {
    var named = [(name: "stage", value: stage), (name: "anew", value: "\(anew)")]
    if let source { named.append(("source", source)) }
    if let since { named.append(("since", since)) }
    do throws(ChangeRequestError) {
      return try RerunParameters(parameters: named)
    } catch {
      throw ValidationError("--\(error)")
    }
  }

  func run() async throws {
    let printer = RerunPrinter(json: json, dryRun: dryRun)
    let report = try await RerunWork(options: stateOptions, parameters: try parameters())
      .run(isDryRun: dryRun) { printer.take($0) }
    try printer.finish(report)
  }
}
