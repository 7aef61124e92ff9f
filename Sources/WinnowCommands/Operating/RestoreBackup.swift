import ArgumentParser
import Configuration
import Maintenance
import Presentation
import State
import Storage

struct RestoreBackup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Make a state of a backup, where there is none; run again when it was ended.",
    discussion: HelpText.with(
      examples: [
        ("winnow restore /mnt/backup/winnow", "Into the configured state, which must be empty."),
        ("winnow restore /mnt/backup/winnow --state ./look", "Into a folder, to look at it."),
      ]))

  @Argument(
    help: ArgumentHelp("The backup's folder.", valueName: "dir"), completion: .directory)
  var folder: String
  @OptionGroup var stateOptions: StateOptions

  func run() async throws {
    let deployment = try stateOptions.configured()
    let restore = Restore(
      FilePath(argument: folder), to: deployment.paths,
      options: deployment.settings.stateOptions, settings: deployment.settings.pipelineSettings,
      copyOptions: deployment.settings.copyOptions)
    let summary = try await reportingAsyncFailure {
      try await restore.run { if Output.isErrorTerminal { Output.printError($0) } }
    }
    for line in summary.missing { Output.line("missing: \(TerminalText.safe(line))") }
    Output.line(
      "\(Output.count(summary.articleCount, "article")) and"
        + " \(Output.count(summary.originalCount, "original")) are in"
        + " \(deployment.paths.state.printable), as they were backed up")
    if !summary.missing.isEmpty {
      throw CommandFailure(.attention, "the backup has lost what is listed; see: winnow audit")
    }
  }
}
