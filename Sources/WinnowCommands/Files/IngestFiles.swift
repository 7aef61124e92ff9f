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
      "Files that the state has finished before, unchanged since, are passed over.",
      examples: [
        (
          "winnow ingest dump/ --state ./state",
          "All files of a folder, into a state that is made for them."
        ),
        ("winnow ingest --files-from list.txt --state ./state", "The files that a list names."),
      ]))

  @OptionGroup var arguments: FileArguments
  @Option(
    help: ArgumentHelp("The state directory; made when it is not there.", valueName: "dir"),
    completion: .directory)
  var state: String

  func run() async throws {
    let deployment = try StateOptions.deployment(state: state, config: nil)
    let named = try arguments.files()
    let system = POSIXFileSystem()
    let files = named.filter { (try? system.exists($0)) != false }
    for missing in Set(named).subtracting(files) {
      Output.printError("\(missing.printable): there is no such file; it was passed over")
    }
    let ingest = ForegroundIngest(
      paths: deployment.paths, settings: deployment.settings.pipelineSettings,
      options: deployment.settings.stateOptions,
      copyOptions: deployment.settings.copyOptions)
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
