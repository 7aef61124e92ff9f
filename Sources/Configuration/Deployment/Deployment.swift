internal import Glibc
package import State
package import Storage

/// Where everything lies, and how it is configured, for the daemon and for every command.
package struct Deployment: Sendable {
  package var settings: Settings
  package var paths: StatePaths
  package var socket: FilePath
  /// The state directory of the command line, which goes before the file.
  package private(set) var givenState: String?
  /// True when the socket was named by its variable although a state was given, below which it would lie.
  package private(set) var isSocketGiven = false
  /// What is wrong with the configuration, where it is used all the same.
  package private(set) var problems: [String] = []

  /// Finds the configuration file and lays a state directory over it.
  ///
  /// `state`: A state directory given on the command line: spool and socket lie below it; the socket only
  /// where WINNOW_CONTROL_SOCKET does not name another.
  /// `config`: The configuration file; `/etc/winnow/winnow.yaml` where it exists when left out.
  /// `usesTheRest`: True for what needs to know where things lie and nothing else: what is wrong with the
  /// file is noted in `problems` and has its default.
  /// Throws `ConfigurationError`.
  package init(
    state: String?, config: String?, environment: [String: String], usesTheRest: Bool = false
  ) throws {
    let usual = Self.usualConfiguration
    let path = config ?? environment["WINNOW_CONFIG"] ?? usual
    let files = POSIXFileSystem()
    var text = ""
    do {
      let bytes = try files.readFile(FilePath(path), limit: 1 << 20)
      text = String(decoding: bytes, as: UTF8.self)
    } catch {
      // Without a configured file the defaults hold; one that was asked for must be there.
      if path != usual || error.errno != .noSuchFileOrDirectory {
        problems = ["\(error)"]
        if !usesTheRest || config != nil { throw ConfigurationError(problems: problems) }
      }
    }
    settings = Settings(
      usableOf: text, path: path, environment: environment, problems: &problems)
    guard problems.isEmpty || usesTheRest else { throw ConfigurationError(problems: problems) }
    if let state = state ?? environment["WINNOW_STATE"] {
      let folder = Self.absolute(FilePath(state))
      givenState = folder.string
      paths = StatePaths(state: folder)
      isSocketGiven = environment[Self.socketVariable] != nil
      socket = isSocketGiven ? settings.socketPath : folder.appending("winnow.sock")
      // Where things lie is known without the file.
      problems = []
      settings.statePath = folder
      settings.spoolPath = paths.spool
      settings.socketPath = socket
    } else {
      paths = StatePaths(state: settings.statePath, spool: settings.spoolPath)
      socket = settings.socketPath
    }
  }

  /// The file that is read where none is named.
  package static let usualConfiguration = "/etc/winnow/winnow.yaml"

  /// The variable of the setting `control.socket`.
  private static let socketVariable = "WINNOW_CONTROL_SOCKET"

  /// This process's variables.
  package static var environment: [String: String] {
    var variables: [String: String] = [:]
    var next = unsafe environ
    while let entry = unsafe next.pointee {
      let text = unsafe String(cString: entry)
      if let split = text.firstIndex(of: "=") {
        variables[String(text[..<split])] = String(text[text.index(after: split)...])
      }
      unsafe next += 1
    }
    return variables
  }

  private static func absolute(_ path: FilePath) -> FilePath {
    guard path.isRelative else { return path.lexicallyNormalized() }
    guard let here = unsafe getcwd(nil, 0) else { return path }
    defer { unsafe free(here) }
    return unsafe FilePath(String(cString: here)).pushing(path).lexicallyNormalized()
  }
}
