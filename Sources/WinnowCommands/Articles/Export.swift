import ArgumentParser
import Configuration
import Glibc
import Presentation
import State
import Storage

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print every article as one line of JSON, or write every original into a WARC file.",
    discussion: HelpText.with(
      examples: [
        (
          "winnow export > articles.ndjson",
          "All articles, in the order in which they were decided."
        ),
        ("winnow export | jq -r .headline", "The headline of each."),
        ("winnow export --warc originals.warc.gz", "The files as they came, for WARC readers."),
      ]))

  @OptionGroup var stateOptions: StateOptions
  @Option(
    help: ArgumentHelp(
      "Write the files as they came into this file instead: WARC, gzip, a member a record.",
      valueName: "file"))
  var warc: String?

  func run() throws {
    guard let warc else {
      try stateOptions.catalogue().export(Output.write)
      return
    }
    let path = FilePath(argument: warc)
    let records = OriginalRecords(try stateOptions.deployment().paths)
    let catalogue = try stateOptions.catalogue()
    let summary = try reportingFailure {
      try records.export(of: catalogue, to: path, seconds: Int64(time(nil)))
    }
    for line in summary.damage { Output.printError("left out: \(line)") }
    Output.line("\(Output.count(summary.recordCount, "original")) written to \(path.printable)")
    if !summary.damage.isEmpty { throw CommandFailure(.damaged) }
  }
}
