import ArgumentParser
import Ledger
import Model
import Presentation

struct Jobs: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What was done with which file, newest first; what is in work is shown by status.")

  @OptionGroup var stateOptions: StateOptions
  @Flag(help: "One JSON object a line.") var json = false
  @Option(help: "Only this outcome: indexed, duplicate, attached, rejected, quarantined.")
  var outcome: String?
  @Option(help: "Only this reason.") var reason: String?
  @Option(help: "Jobs at most.") var limit = 50

  func run() throws {
    let chosen = try outcome.map { name in
      guard let outcome = Outcome(rawValue: name) else {
        throw CommandFailure(
          .usage, "--outcome \(TerminalText.safe(name)): there is no such outcome")
      }
      return outcome
    }
    let jobs = try stateOptions.catalogue().ledger.jobs(
      outcome: chosen, reason: reason, before: nil, limit: max(1, limit))
    for job in jobs { json ? Output.write(job.jsonLine()) : JobPrinter.print(job) }
    if jobs.isEmpty { throw CommandFailure(.attention, json ? "" : "no such jobs") }
  }
}
