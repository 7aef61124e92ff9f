import ArgumentParser
import Configuration
import Ledger
import Presentation
import State
import Storage

/// Which state a command works on: `--state`, or the configured one.
struct StateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The state directory; the configured one when left out.", valueName: "dir"),
    completion: .directory)
  var state: String?
  @Option(
    help: ArgumentHelp(
      "The configuration file (default: /etc/winnow/winnow.yaml).", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var config: String?

  /// Where state, spool and socket are, and all settings, which must be in order.
  func configured() throws -> Deployment {
    try Self.deployment(state: state, config: config)
  }

  /// Where state, spool and socket are. A configuration that a daemon would refuse is used as far as it
  /// goes, and said so: who looks after a state can do without the rest.
  func deployment() throws -> Deployment {
    let found = try Self.deployment(state: state, config: config, usesTheRest: true)
    for problem in found.problems {
      Console.current.sayOnce("\(problem); what else the configuration says is used")
    }
    return found
  }

  /// The same for a command that has options of its own.
  static func deployment(
    state: String?, config: String?, usesTheRest: Bool = false
  ) throws -> Deployment {
    Console.current.caller = CallerOptions(state: state, config: config)
    do {
      let deployment = try Deployment(
        state: state, config: config, environment: Console.current.environment,
        usesTheRest: usesTheRest)
      try SocketCheck.run(deployment)
      return deployment
    } catch let error as ConfigurationError {
      throw CommandFailure(.configuration, error.description)
    }
  }

  /// The paths of a state that is there; for commands that would find fault with an empty folder.
  func existingPaths() throws -> StatePaths {
    let paths = try deployment().paths
    guard try POSIXFileSystem().exists(paths.journal) else { throw PipelineFailure.noState(paths) }
    return paths
  }

  /// A reader of the state's articles.
  func catalogue(isInspecting: Bool = false) throws -> Catalogue {
    let paths = try deployment().paths
    return try reportingFailure { try Catalogue.open(paths, isInspecting: isInspecting) }
  }
}

extension Catalogue {
  /// The article that a person means by an id or a beginning of one.
  func theArticle(_ id: String) throws -> ArticleRow {
    switch try ledger.article(id: id) {
    case .found(let row): return row
    case .ambiguous(let ids):
      throw CommandFailure(
        .attention,
        "\(TerminalText.safe(id)) begins several ids: \(ids.prefix(5).joined(separator: ", ")); give more of it"
      )
    case .none:
      throw CommandFailure(
        .attention, "there is no article \(TerminalText.safe(id)); winnow search finds ids")
    }
  }
}
