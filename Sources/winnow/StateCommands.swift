import ArgumentParser
import Ledger
import Model
import Ingest
import WinnowDaemon

struct JournalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal",
    abstract: "Is the log whole, what does it say, what can be saved of it?",
    subcommands: [Verify.self, Dump.self, Salvage.self])

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Read the whole log; exit 65 when something acknowledged is damaged.")

    @OptionGroup var place: StateOptions

    func run() throws {
      let (health, lines) = try ending {
        try JournalTools(paths: place.deployment().paths).verify()
      }
      for line in lines { Output.line(line) }
      if health == .damaged { throw CommandEnd(.damaged) }
    }
  }

  struct Dump: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print every record as one line of JSON, past any damage.")

    @OptionGroup var place: StateOptions

    func run() throws {
      try ending { try JournalTools(paths: place.deployment().paths).dump(Output.write) }
    }
  }

  struct Salvage: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write a new log from what is left of a damaged one, and list what is lost.")

    @OptionGroup var place: StateOptions

    func run() throws {
      let lines = try ending { try JournalTools(paths: place.deployment().paths).salvage() }
      for line in lines { Output.line(line) }
    }
  }
}

struct Audit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Does every file have one outcome, and every outcome its bytes? Reads everything.")

  @OptionGroup var place: StateOptions

  func run() async throws {
    let audit = Ingest.Audit(paths: try place.deployment().paths)
    let findings = try await endingLater {
      try await audit.run { if Output.isTerminal { Output.complain($0) } }
    }
    for finding in findings { Output.line("\(finding.kind): \(finding.text)") }
    let count = findings.count { !$0.isNote }
    if count > 0 { throw CommandEnd(.attention, "\(count) findings") }
    Output.line("Everything is in order.")
  }
}

struct Rebuild: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Make ledger and index anew from journal, history and originals; same ids, same verdicts.")

  @OptionGroup var place: StateOptions

  func run() async throws {
    let deployment = try place.deployment()
    let rebuild = Ingest.Rebuild(
      paths: deployment.paths, options: deployment.configuration.workplaceOptions,
      settings: deployment.configuration.pipelineSettings)
    let summary = try await endingLater {
      try await rebuild.run { done, total in
        if Output.isTerminal { Output.write(Array("\r\(done) of \(total) articles".utf8)) }
      }
    }
    if Output.isTerminal { Output.line() }
    Output.line("\(summary.articles) articles of \(summary.jobs) files, as they were decided")
    for (id, why) in summary.missing {
      Output.line("missing: \(id): \(TerminalText.safe(why))")
    }
    if !summary.missing.isEmpty { throw CommandEnd(.attention) }
  }
}

struct Forget: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take an article out of ledger, index and archive, on record.")

  @OptionGroup var place: StateOptions
  @Argument(help: "The article's id.") var id: String?
  @Option(help: "Every article with this URL.") var url: String?
  @Option(help: "Why; it is kept with the record.") var why = "asked for"

  func validate() throws {
    if (id == nil) == (url == nil) { throw ValidationError("give an id, or --url") }
  }

  func run() async throws {
    let deployment = try place.deployment()
    let catalogue = try place.catalogue()
    var numbers: [DecisionNumber] = []
    if let id { numbers = [try catalogue.theArticle(id).number] }
    if let url { numbers = try catalogue.ledger.articles(withURL: url) }
    guard !numbers.isEmpty else {
      throw CommandEnd(.attention, "there is no article with that URL")
    }
    let forget = Ingest.Forget(
      paths: deployment.paths, options: deployment.configuration.workplaceOptions,
      settings: deployment.configuration.pipelineSettings)
    for line in try await endingLater({ try await forget.run(numbers, why: why) }) {
      Output.line(line)
    }
  }
}

/// Turns what stops the pipeline into an exit code and a sentence.
func ending<Value>(_ body: () throws -> Value) throws -> Value {
  do {
    return try body()
  } catch let failure as PipelineFailure {
    throw CommandEnd(failure.exitStatus, failure.description)
  }
}

/// The same for what takes a while.
func endingLater<Value>(_ body: () async throws -> Value) async throws -> Value {
  do {
    return try await body()
  } catch let failure as PipelineFailure {
    throw CommandEnd(failure.exitStatus, failure.description)
  }
}
