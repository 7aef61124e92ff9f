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
      "Make ledger and index anew from journal, history and originals; same ids, same verdicts.",
    discussion: HelpText.with(
      examples: [
        (
          "systemctl stop winnowd && winnow rebuild && systemctl start winnowd",
          "Ledger and index made anew; nothing else changes."
        ),
        (
          "winnow rebuild --accept-loss",
          "Also where that loses what nothing yields any more; it is listed."
        ),
      ]))

  @Flag(
    name: .customLong("accept-loss"),
    help: "Go on where articles are lost that no original and no ledger yields any more.")
  var acceptsLoss = false

  @OptionGroup var stateOptions: StateOptions

  func run() async throws {
    let deployment = try stateOptions.configured()
    let rebuild = Maintenance.Rebuild(
      paths: deployment.paths, options: deployment.settings.stateOptions,
      settings: deployment.settings.pipelineSettings, acceptsLoss: acceptsLoss)
    let summary = try await reportingAsyncFailure {
      try await rebuild.run { done, total in
        if Output.isErrorTerminal { Output.writeError("\r\(done) of \(total) articles") }
      }
    }
    if Output.isErrorTerminal { Output.writeError("\n") }
    for (id, why) in summary.missing {
      Output.line("missing: \(id): \(TerminalText.safe(why))")
    }
    guard summary.isInUse else {
      throw CommandFailure(
        .attention,
        "\(summary.missing.count) articles would be lost; nothing was changed. Restore a backup, which has what was"
          + " decided too: winnow restore DIR; or go on without them: winnow rebuild --accept-loss. What the archive"
          + " still holds of them can then be taken up as new files; winnow audit says how")
    }
    Output.line("\(summary.articles) articles of \(summary.jobs) files, as they were decided")
    if summary.keptCount > 0 {
      Output.line("\(summary.keptCount) of them taken over from the ledger that was in use")
    }
    if !summary.missing.isEmpty { throw CommandFailure(.attention) }
  }
}
