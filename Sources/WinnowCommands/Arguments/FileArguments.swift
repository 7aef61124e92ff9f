import ArgumentParser
import Storage

/// Files named on the command line, in a list, or in folders.
struct FileArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files, or folders whose files are taken by name; for preview - is standard input.",
      valueName: "path"),
    completion: .file())
  var paths: [String] = []
  @Option(
    help: ArgumentHelp(
      "A file with one path a line; - is standard input.", valueName: "list"), completion: .file())
  var filesFrom: String?

  /// Every file, in the order given; folders are opened, their files by name.
  func files() throws -> [FilePath] {
    var named = paths.map { FilePath(argument: $0) }
    if let filesFrom {
      let list = try Input.bytes(of: filesFrom)
      named += list.split(separator: 0x0A).map { FilePath(bytes: Array($0)) }
    }
    guard !named.isEmpty else {
      throw CommandFailure(.usage, "name files or folders, or give --files-from LIST")
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
