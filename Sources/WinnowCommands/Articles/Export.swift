import ArgumentParser
import Configuration
import ControlAPI
import Glibc
import Presentation
import State
import Storage

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Print every article (JSON lines, text, Markdown), what has changed, or all originals as WARC.",
    discussion: HelpText.with(
      """
      Without --after: every article as it reads now, in order of decision; in JSON, one object a line, keys \
      without a value are left out. Between two articles text has a line with a form feed alone; in Markdown \
      each begins with a head between two lines of ---, and no other line is such a one.
      With --after: the change feed, one line for each article that was decided, amended or removed, every \
      key on every line; keep the number of the last line, and ask for what is behind it next time.
      """,
      examples: [
        (
          "winnow export > articles.ndjson",
          "All articles, in the order in which they were decided."
        ),
        ("winnow export | jq -r .headline", "The headline of each."),
        ("winnow export --format markdown > articles.md", "All as Markdown, one behind the other."),
        ("winnow export --warc originals.warc.gz", "The files as they came, for WARC readers."),
        ("winnow export --after 0 --fields headline,url", "The change feed from its beginning."),
        (
          "winnow export --after 1200 --follow --source wire",
          "What one source's articles came to behind line 1200, and what will come."
        ),
      ]))

  @OptionGroup var stateOptions: StateOptions
  @OptionGroup var formatOptions: FormatOptions
  @Option(
    help: ArgumentHelp(
      "Write the files as they came into this file instead: WARC, gzip, a member a record.",
      valueName: "file"))
  var warc: String?
  @Option(
    help: ArgumentHelp(
      "The change feed behind this number; 0 for all of it.", valueName: "number"))
  var after: String?
  @Flag(help: "With --after: go on as the daemon decides, also over its restarts, until stopped.")
  var follow = false
  @Option(help: ArgumentHelp("With --after: only this source.", valueName: "name"))
  var source: String?
  @Option(
    help: ArgumentHelp(
      "With --after: only articles that came in from this day (UTC) or time on.", valueName: "day"))
  var since: String?
  @Option(
    help: ArgumentHelp(
      "With --after: only these keys, beside number, event and id.", valueName: "name,…"))
  var fields: String?

  func validate() throws {
    if warc != nil, after != nil { throw ValidationError("give --warc or --after, not both") }
    if warc != nil, formatOptions.form != nil {
      throw ValidationError("give --warc or --format, not both: originals are written as they came")
    }
    guard after == nil else {
      if let form = formatOptions.form, form != .json {
        throw ValidationError(
          "the change feed is JSON: leave out --format \(form.rawValue), or --after")
      }
      _ = try request()
      return
    }
    let others = [
      ("--follow", follow), ("--source", source != nil), ("--since", since != nil),
      ("--fields", fields != nil),
    ]
    if let other = others.first(where: \.1) {
      throw ValidationError("\(other.0) goes with --after: give the number of the last line, or 0")
    }
  }

  private var parameters: [(name: String, value: String)] {
    [("after", after), ("source", source), ("since", since), ("fields", fields)]
      .compactMap { name, value in value.map { (name, $0) } }
  }

  private func request() throws -> ChangeRequest {
    do throws(ChangeRequestError) {
      return try ChangeRequest(parameters: parameters)
    } catch {
      throw ValidationError("--\(error)")
    }
  }

  func run() throws {
    if let warc { return try write(to: FilePath(argument: warc)) }
    guard after != nil else {
      try stateOptions.catalogue().export(as: formatOptions.form ?? .json, Output.write)
      return
    }
    let request = try request()
    if follow {
      let socket = try stateOptions.deployment().socket.string
      var follower = FeedFollower(
        "/articles", socketPath: socket, parameters: parameters, after: request.after)
      try follower.run()
    } else {
      try print(request)
    }
  }

  /// Writes the originals.
  private func write(to path: FilePath) throws {
    let records = OriginalRecords(try stateOptions.deployment().paths)
    let catalogue = try stateOptions.catalogue()
    let summary = try reportingFailure {
      try records.export(of: catalogue, to: path, seconds: Int64(time(nil)))
    }
    for line in summary.damage { Output.printError("left out: \(line)") }
    Output.line("\(Output.count(summary.recordCount, "original")) written to \(path.printable)")
    if !summary.damage.isEmpty { throw CommandFailure(.damaged) }
  }

  /// Prints the feed as far as it goes now.
  private func print(_ request: ChangeRequest) throws {
    let catalogue = try stateOptions.catalogue()
    var request = request
    var end: UInt64?
    do {
      repeat {
        let lines = try catalogue.changeLines(request)
        Output.write(lines.bytes)
        end = end ?? lines.last
        request.after = lines.through
      } while request.after < end ?? 0
    } catch let error as FeedEnded {
      throw CommandFailure(.attention, error.description)
    }
  }
}
