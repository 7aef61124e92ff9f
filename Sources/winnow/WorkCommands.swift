import ArgumentParser
import Model
import Glibc
import Ingest
import Formats
import Storage
import Synchronization
import WinnowDaemon

/// Files named on the command line, in a list, or in folders.
struct FileArguments: ParsableArguments {
  @Argument(help: "Files, or folders whose files are taken by name.") var paths: [String] = []
  @Option(help: "A file with one path a line.") var filesFrom: String?

  /// Every file, in the order given; folders are opened, their files by name.
  func files() throws -> [FilePath] {
    var named = paths.map { FilePath(argument: $0) }
    if let filesFrom {
      let list = try Input.bytes(of: filesFrom)
      named += list.split(separator: 0x0A).map { FilePath(bytes: Array($0)) }
    }
    guard !named.isEmpty else {
      throw CommandEnd(.usage, "name files or folders, or give --files-from LIST")
    }
    return try named.flatMap(expand)
  }

  private func expand(_ path: FilePath) throws -> [FilePath] {
    let system = POSIXFileSystem()
    guard let status = try? system.status(of: path), status.kind == .folder else { return [path] }
    var files: [FilePath] = []
    var folders = [path]
    while let folder = folders.popLast() {
      for entry in try system.entries(of: folder) where entry.name.first != UInt8(ascii: ".") {
        let inner = folder.appending(name: entry.name)
        if try system.status(of: inner).kind == .folder {
          folders.append(inner)
        } else {
          files.append(inner)
        }
      }
    }
    return files
  }
}

struct Preview: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Parse and repair only, no state: what would winnow make of these files?")

  @OptionGroup var arguments: FileArguments
  @Flag(help: "One JSON object a line, one for every file or record.") var json = false

  func run() async throws {
    var settings = Configuration().pipelineSettings
    settings.scrapes.recordsDecisions = false
    let preview = Ingest.Preview(
      files: POSIXFileSystem(), settings: settings.scrapes, workerCount: settings.workerCount)
    let asJSON = json
    var refused = 0
    try await preview.run(try arguments.files()) { documents in
      for document in documents {
        if document.refusal != nil { refused += 1 }
        asJSON ? Output.document(document) : Self.print(document)
      }
    }
    if refused > 0, !asJSON { throw CommandEnd(.attention) }
  }

  private static func print(_ document: ArticleDocument) {
    if let refusal = document.refusal {
      let file = TerminalText.safe(document.provenance.fileBytes)
      Output.line("\(file): \(document.outcome.rawValue): \(refusal.reason)")
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

struct IngestFiles: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest",
    abstract: "The whole pipeline in the foreground over files, without moving or changing them.",
    discussion: "Files that the state has finished before, unchanged since, are passed over.")

  @OptionGroup var arguments: FileArguments
  @Option(help: "The state directory; made when it is not there.") var state: String

  func run() async throws {
    let deployment = try Deployment(
      state: state, config: nil, environment: Deployment.environment)
    let named = try arguments.files()
    let system = POSIXFileSystem()
    let files = named.filter { (try? system.exists($0)) != false }
    for missing in Set(named).subtracting(files) {
      Output.complain("\(missing.printable): there is no such file; it was passed over")
    }
    let ingest = ForegroundIngest(
      paths: deployment.paths, settings: deployment.configuration.pipelineSettings,
      options: deployment.configuration.workplaceOptions,
      copyOptions: deployment.configuration.copyOptions)
    let progress = ProgressBar(total: files.count)
    do {
      let summary = try await ingest.run(files) { job in progress.advance(job.closing?.outcome) }
      progress.finish(skipped: summary.skipped)
      if files.count < named.count { throw CommandEnd(.attention) }
    } catch let failure as PipelineFailure {
      throw CommandEnd(failure.exitStatus, failure.description)
    }
  }
}

/// How far a long command is: a bar on a terminal, a line at the end elsewhere. On standard error.
final class ProgressBar: Sendable {
  private struct State {
    var done = 0
    var outcomes: [Outcome: Int] = [:]
    var shown = 0
  }

  private let total: Int
  private let state = Mutex(State())
  private let isTerminal = isatty(STDERR_FILENO) == 1

  init(total: Int) { self.total = total }

  func advance(_ outcome: Outcome?) {
    let line: String? = state.withLock { state in
      state.done += 1
      if let outcome { state.outcomes[outcome, default: 0] += 1 }
      let percent = state.done * 100 / max(1, total)
      guard isTerminal, percent != state.shown else { return nil }
      state.shown = percent
      let filled = percent * 30 / 100
      let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: 30 - filled)
      return "\r\(bar) \(percent) % \(state.done)/\(total)"
    }
    if let line { write(line) }
  }

  func finish(skipped: Int) {
    let (done, outcomes) = state.withLock { ($0.done, $0.outcomes) }
    var parts = outcomes.sorted { $0.key.rawValue < $1.key.rawValue }
      .map { "\($0.value) \($0.key.rawValue)" }
    if skipped > 0 { parts.append("\(skipped) done before") }
    write((isTerminal ? "\r\u{1B}[K" : "") + "\(done) files: \(parts.joined(separator: ", "))\n")
  }

  private func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
