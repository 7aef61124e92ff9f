import ArgumentParser
import Configuration
import Formats
import Model
import Pipeline
import Presentation
import State
import Storage

struct Preview: AsyncParsableCommand, ColoringCommand {
  static let configuration = CommandConfiguration(
    abstract: "Parse and repair only, no state: what would winnow make of these files?",
    discussion: HelpText.with(
      examples: [
        ("winnow preview page.html", "The article, or why there is none."),
        (
          "winnow preview --json dump/ | jq -r .headline",
          "The headline of every file below a folder."
        ),
        ("winnow preview page.html --format text", "The text alone."),
      ]))

  @OptionGroup var arguments: FileArguments
  @OptionGroup var formatOptions: FormatOptions
  @OptionGroup var colorOptions: ColorOptions

  func run() async throws {
    // The configured limits where there are any: what takes too long for the daemon does so here.
    let configured = try? StateOptions.deployment(state: nil, config: nil).settings
    var settings = (configured ?? Settings()).pipelineSettings
    settings.scrapes.recordsDecisions = false
    let preview = Presentation.Preview(
      files: POSIXFileSystem(), settings: settings.timed(by: SystemClock()),
      workerCount: settings.workerCount)
    let form = formatOptions.form
    var refused = 0
    var count = 0
    let input = try arguments.paths.contains("-") ? StandardInputFile() : nil
    defer { input?.remove() }
    let files = try arguments.files().map { $0.string == "-" ? input?.path ?? $0 : $0 }
    try await preview.run(files) { documents in
      for var document in documents {
        if let input, document.provenance.fileBytes == input.path.bytes {
          document.provenance.fileBytes = Array("-".utf8)
        }
        if document.refusal != nil { refused += 1 }
        if let form {
          Output.write((count > 0 ? form.separator : []) + document.written(as: form))
        } else {
          Self.print(document)
        }
        count += 1
      }
    }
    if refused > 0, form != .json { throw CommandFailure(.attention) }
  }

  private static func print(_ document: ArticleDocument) {
    if let refusal = document.refusal {
      let file = TerminalText.safe(document.provenance.fileBytes)
      Output.line("\(file): \(document.outcome.rawValue): \(refusal.reason.rawValue)")
      Output.line("  \(TerminalText.safe(refusal.detail)) \(TerminalText.safe(refusal.remedy))")
    } else if document.outcome == .attached {
      let file = TerminalText.safe(document.provenance.fileBytes)
      Output.line(
        "\(file): attached: \(TerminalText.safe(document.provenance.notes.joined(separator: ", ")))"
      )
    } else {
      ArticlePrinter.print(document)
    }
    Output.line()
  }
}
