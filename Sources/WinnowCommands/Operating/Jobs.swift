import ArgumentParser
import Configuration
import Ledger
import Model
import Presentation

struct Jobs: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What was done with which file, newest first; what is in work is shown by status.",
    discussion: HelpText.with(
      examples: [
        ("winnow jobs", "The newest fifty."),
        ("winnow jobs --outcome rejected -n 10", "The last ten files that gave no article."),
        ("winnow jobs --reason block-page --json | jq -r .file", "Their names, for programs."),
      ]))

  @OptionGroup var stateOptions: StateOptions
  @Flag(help: "One JSON object a line.") var json = false
  @Option(
    help: ArgumentHelp(
      "Only this outcome: indexed, duplicate, attached, rejected or quarantined.",
      valueName: "name"), completion: .list(Outcome.allCases.map(\.rawValue)))
  var outcome: String?
  @Option(
    help: ArgumentHelp("Only this reason.", valueName: "name"),
    completion: .list(RefusalReason.allCases.map(\.rawValue)))
  var reason: String?
  @Option(
    name: [.customShort("n", allowingJoined: true), .long],
    help: ArgumentHelp("Jobs at most.", valueName: "number"))
  var limit = 50

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit takes a number from 1 on") }
  }

  func run() throws {
    let chosen = try outcome.map { name in
      guard let outcome = Outcome(rawValue: name) else {
        throw CommandFailure(
          .usage,
          "--outcome \(TerminalText.safe(name)): there is no such outcome"
            + NameSuggestion.text(for: name, among: Outcome.allCases.map(\.rawValue)))
      }
      return outcome
    }
    let jobs = try stateOptions.catalogue().ledger.jobs(
      outcome: chosen, reason: reason, before: nil, limit: limit)
    for job in jobs { json ? Output.write(job.jsonLine()) : JobPrinter.print(job) }
    if jobs.isEmpty { throw CommandFailure(.attention, json ? "" : "no such jobs") }
  }
}
