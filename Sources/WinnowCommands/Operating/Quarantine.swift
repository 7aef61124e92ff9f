import ArgumentParser
import Configuration
import DropFolder
import Ledger
import Model
import Presentation
import State
import Storage

struct Quarantine: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What was set aside for a person, why, and what to do.")

  @OptionGroup var stateOptions: StateOptions
  @Flag(help: "One JSON object a line.") var json = false
  @Option(help: "Files at most.") var limit = 200

  func run() throws {
    let deployment = try stateOptions.deployment()
    let catalogue = try stateOptions.catalogue()
    let system = POSIXFileSystem()
    let folder = Spool(root: deployment.paths.spool)
    let jobs = try catalogue.ledger.jobs(
      outcome: .quarantined, reason: nil, before: nil, limit: limit
    ).filter { (try? system.exists(folder.quarantinePath($0.id))) ?? false }
    for job in jobs { json ? Output.write(job.jsonLine()) : JobPrinter.print(job) }
    if jobs.isEmpty {
      if !json { Output.line("Nothing is set aside.") }
      return
    }
    if !json {
      Output.line("Try again with: winnow retry ID   (or: winnow retry --reason REASON)")
    }
    throw CommandFailure(.attention)
  }
}
