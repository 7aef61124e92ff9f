import ArgumentParser
import Configuration
import Maintenance
import Pipeline
import State
import Storage

struct IngestFiles: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest",
    abstract: "The whole pipeline in the foreground over files, without moving or changing them.",
    discussion: HelpText.with(
      """
      The state is made when it is not there. Files that it has finished before, unchanged since, are passed over.
      """,
      examples: [
        (
          "winnow ingest dump/ --state ./state",
          "All files of a folder, into a state that is made for them."
        ),
        ("winnow ingest --files-from list.txt --state ./state", "The files that a list names."),
      ]))

  @OptionGroup var arguments: FileArguments
  @OptionGroup var stateOptions: StateOptions

  func run() async throws {
    let deployment = try stateOptions.configured()
    let named = try arguments.files()
    let system = POSIXFileSystem()
    let files = named.filter { (try? system.exists($0)) != false }
    for missing in Set(named).subtracting(files) {
      Output.printError("\(missing.printable): there is no such file; it was passed over")
    }
    var ingest = ForegroundIngest(
      paths: deployment.paths, settings: deployment.settings.pipelineSettings,
      options: deployment.settings.stateOptions,
      copyOptions: deployment.settings.copyOptions)
    ingest.whenWaiting = { WaitNotice.say($0) }
    let progress = ProgressBar(total: files.count)
    do {
      let summary = try await ingest.run(files) { job in progress.advance(job.closing?.outcome) }
      progress.finish(skipped: summary.skipped)
      if files.count < named.count { throw CommandFailure(.attention) }
    } catch let failure as PipelineFailure {
      throw CommandFailure(failure.exitStatus, failure.description)
    }
  }
}
