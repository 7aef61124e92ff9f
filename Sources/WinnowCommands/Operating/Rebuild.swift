import Model
import ArgumentParser
import Configuration
import Maintenance
import Pipeline
import Presentation
import State

struct Rebuild: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Make ledger and index anew from journal, history and originals; same ids, same verdicts.")

  @OptionGroup var stateOptions: StateOptions

  func run() async throws {
    let deployment = try stateOptions.deployment()
    let rebuild = Maintenance.Rebuild(
      paths: deployment.paths, options: deployment.settings.stateOptions,
      settings: deployment.settings.pipelineSettings)
    let summary = try await reportingAsyncFailure {
      try await rebuild.run { done, total in
        if Output.isTerminal { Output.write(Array("\r\(done) of \(total) articles".utf8)) }
      }
    }
    if Output.isTerminal { Output.line() }
    Output.line("\(summary.articles) articles of \(summary.jobs) files, as they were decided")
    for (id, why) in summary.missing {
      Output.line("missing: \(id): \(TerminalText.safe(why))")
    }
    if !summary.missing.isEmpty { throw CommandFailure(.attention) }
  }
}
