import ArgumentParser
import Configuration
import DropFolder
import Glibc
import Presentation
import State
import Storage

struct Put: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Hand files over safely: written under a hidden name, synced, then renamed.",
    discussion: HelpText.with(
      "Ends with 75 where the disk is full: what is named has not been handed over.",
      examples: [
        (
          "winnow put page.html page.html.json --source harbourpost",
          "A page and its sidecar, as files of the scraper harbourpost."
        ),
        (
          "curl -fsS https://harbour.example/ | winnow put -",
          "What another program prints, as one file."
        ),
      ]))

  @OptionGroup var stateOptions: StateOptions
  @Argument(
    help: ArgumentHelp("The files; - is standard input.", valueName: "file"), completion: .file())
  var files: [String]
  @Option(
    help: ArgumentHelp("The scraper's name: a folder below the inbox.", valueName: "name"))
  var source: String?

  func run() throws {
    let deployment = try stateOptions.configured()
    // The service reads by group, whatever this user's mask says.
    _ = umask(0o007)
    var failed: CommandStatus?
    let system = POSIXFileSystem()
    let isFirst = (try? system.exists(deployment.paths.journal)) == false
    for file in files {
      do {
        let input = try file == "-" ? StandardInputFile() : nil
        defer { input?.remove() }
        let source = input?.path ?? FilePath(argument: file)
        let path = try Handover.put(
          try system.open(source, .read), name: source.nameBytes, into: deployment.paths.inbox,
          source: self.source, fileSystem: system)
        Output.line("\(TerminalText.safe(file)) handed over as \(TerminalText.safe(path))")
      } catch let error as StorageError {
        failed = error.isOutOfSpace ? .tryLater : failed ?? .attention
        Output.printError("\(TerminalText.safe(file)): not handed over: \(error)")
        if let remedy = Self.remedy(error, inbox: deployment.paths.inbox) {
          Output.printError("  \(remedy)")
        }
      }
    }
    if let failed { throw CommandFailure(failed) }
    if isFirst {
      Output.printError(
        "no winnowd has run on \(deployment.paths.state.printable) yet; the files wait in"
          + " \(deployment.paths.inbox.printable) until one does")
    }
  }

  /// What to do next; nil where the error says it.
  private static func remedy(_ error: StorageError, inbox: FilePath) -> String? {
    if error.isOutOfSpace { return "the disk is full: free some room, then hand it over again" }
    if error.operation == .openFolder, error.isGone {
      return "something else has the folder's name, a link say: move that away"
    }
    guard
      error.path.string.hasPrefix(inbox.parent.string) || inbox.string.hasPrefix(error.path.string)
    else { return nil }
    switch error.errno {
    case .permissionDenied, .notPermitted:
      return
        "the inbox is \(inbox.printable): join the group winnow, use sudo, or name another state"
        + " with --state"
    case .noSuchFileOrDirectory, .readOnlyFileSystem, .notDirectory:
      return "there is no inbox at \(inbox.printable): start winnowd once, which makes it, or name"
        + " another state with --state"
    default: return nil
    }
  }
}
