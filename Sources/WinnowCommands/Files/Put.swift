import ArgumentParser
import Configuration
import DropFolder
import Glibc
import Presentation
import State
import Storage

struct Put: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Hand files over safely: written under a hidden name, synced, then renamed.")

  @OptionGroup var stateOptions: StateOptions
  @Argument(help: "The files.") var files: [String]
  @Option(help: "The scraper's name: a folder below the inbox.") var source: String?

  func run() throws {
    let deployment = try stateOptions.deployment()
    // The service reads by group, whatever this user's mask says.
    _ = umask(0o007)
    var failed = false
    for file in files {
      do {
        let system = POSIXFileSystem()
        let source = FilePath(argument: file)
        let path = try Handover.put(
          try system.open(source, .read), name: source.nameBytes, into: deployment.paths.inbox,
          source: self.source, fileSystem: system)
        Output.line("\(TerminalText.safe(file)) handed over as \(TerminalText.safe(path))")
      } catch {
        failed = true
        Output.printError("\(TerminalText.safe(file)): not handed over: \(error)")
        if error.operation == .openFolder, error.isGone {
          Output.printError("  something else has the folder's name, a link say: move that away")
        }
      }
    }
    if failed { throw CommandFailure(.attention) }
  }
}
