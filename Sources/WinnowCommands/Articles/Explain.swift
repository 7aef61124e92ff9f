import ArgumentParser
import Configuration
import Formats
import Ledger
import Model
import Pipeline
import Presentation
import Storage

struct Explain: AsyncParsableCommand, ColoringCommand {
  static let configuration = CommandConfiguration(
    abstract: "Every decision taken about a file or an article, and why.",
    discussion: HelpText.with(
      examples: [
        ("winnow explain 01J8ZQ4M", "Every decision about an article or a job."),
        (
          "winnow explain /var/spool/winnow/inbox/harbourpost/page.html",
          "What stands in the way of a file that is not taken."
        ),
        ("winnow explain page.html", "What would become of a file anywhere else."),
      ]))

  @OptionGroup var stateOptions: StateOptions
  @Argument(help: "The id of an article or a job, or a file.", completion: .file())
  var target: String
  @OptionGroup var colorOptions: ColorOptions

  func run() async throws {
    let path = FilePath(argument: target)
    if let lines = try InboxFile(path, of: stateOptions.deployment()).lines {
      return show(Explanation(inInbox: lines))
    }
    if let status = try? POSIXFileSystem().status(of: path), status.kind == .regular {
      let deployment = try stateOptions.deployment()
      for document in try await documents([path], deployment.settings.pipelineSettings) {
        show(Explanation(of: document))
      }
      return
    }
    let deployment = try stateOptions.deployment()
    let catalogue = try stateOptions.catalogue(isInspecting: true)
    if case .found(let row) = try catalogue.ledger.article(id: target) {
      return show(
        try Explanation(
          of: row, in: catalogue, originals: OriginalBytes(deployment.paths),
          settings: deployment.settings.pipelineSettings))
    }
    var jobs = try catalogue.ledger.jobs(forFile: path.bytes)
    if case .found(let job) = try catalogue.ledger.job(id: target) { jobs = [job] }
    let removals = try catalogue.ledger.removals(limit: .max)
    let taken = removals.filter { removal in
      removal.id == target || jobs.contains { Explanation.isOf($0.id, removal.id) }
    }
    if !taken.isEmpty {
      show(
        try Explanation(
          of: taken, in: catalogue.ledger, originals: OriginalBytes(deployment.paths)))
    }
    guard !jobs.isEmpty || !taken.isEmpty else {
      throw CommandFailure(
        .attention,
        "\(TerminalText.safe(path.bytes)) is no file, and no id or file name that this state knows")
    }
    for job in jobs.prefix(10) {
      let rows = try catalogue.ledger.articles(ofJob: job.id, limit: 10)
      if rows.isEmpty { show(Explanation(of: job)) }
      for row in rows { show(try Explanation(of: row, in: catalogue, reread: nil)) }
    }
  }

  private func documents(
    _ paths: [FilePath], _ settings: PipelineSettings
  ) async throws -> [ArticleDocument] {
    var settings = settings
    settings.scrapes.recordsDecisions = true
    let preview = Presentation.Preview(
      files: POSIXFileSystem(), settings: settings.scrapes, workerCount: settings.workerCount)
    var all: [ArticleDocument] = []
    try await preview.run(paths) { all += $0 }
    return all
  }

  private func show(_ explanation: Explanation) {
    for section in explanation.sections {
      Output.line(Output.bold(section.title))
      for line in section.lines { Output.advice("  " + TerminalText.safe(line)) }
      Output.line()
    }
  }
}
