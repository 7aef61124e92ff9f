import ArgumentParser
import Configuration
import Ledger
import Model
import Presentation
import State

struct Original: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print a file's bytes as they came.")

  @OptionGroup var stateOptions: StateOptions
  @Argument(help: "The id of an article or of a job.") var id: String

  func run() throws {
    let deployment = try stateOptions.deployment()
    let ledger = try stateOptions.catalogue().ledger
    var digest: String?
    if case .found(let row) = try ledger.article(id: id) { digest = row.provenance.digest }
    if digest == nil, case .found(let job) = try ledger.job(id: id) { digest = job.digest }
    guard let digest else {
      throw CommandFailure(
        .attention, "there is no article or job \(TerminalText.safe(id)) whose bytes were kept")
    }
    do {
      try OriginalBytes(deployment.paths).print(digest: digest, Output.write)
    } catch let failure as PipelineFailure {
      throw CommandFailure(failure.exitStatus, failure.description)
    }
  }
}
