import ArgumentParser
import Ledger
import Glibc
import Ingest
import Storage
import WinnowDaemon

/// Which state a command works on: `--state`, or the configured one.
struct StateOptions: ParsableArguments {
  @Option(help: "A state directory; the configured one when left out.") var state: String?
  @Option(help: "The configuration file.") var config: String?

  /// Where state, spool and socket lie.
  func deployment() throws -> Deployment {
    do {
      return try Deployment(state: state, config: config, environment: Deployment.environment)
    } catch let error as ConfigurationError {
      throw CommandEnd(.configuration, error.description)
    }
  }

  /// A reader of the state's articles.
  func catalogue() throws -> Catalogue {
    let paths = try deployment().paths
    do {
      return try Catalogue.open(paths)
    } catch let error as PipelineFailure {
      throw CommandEnd(error.exitStatus, error.description)
    }
  }
}

extension Catalogue {
  /// The article that a person means by an id or a beginning of one.
  func theArticle(_ id: String) throws -> ArticleRow {
    switch try ledger.article(id: id) {
    case .found(let row): return row
    case .ambiguous(let ids):
      throw CommandEnd(
        .attention,
        "\(TerminalText.safe(id)) begins several ids: \(ids.prefix(5).joined(separator: ", ")); give more of it"
      )
    case .none:
      throw CommandEnd(
        .attention, "there is no article \(TerminalText.safe(id)); winnow search finds ids")
    }
  }
}

extension PipelineFailure {
  /// What a script is to make of it.
  var exitStatus: ExitStatus {
    switch kind {
    case .held: .tryLater
    case .damaged: .damaged
    case .disk, .missing: .cannotTell
    }
  }
}

extension Output {
  /// One document as one line of JSON.
  static func document(_ document: ArticleDocument) {
    write(document.jsonLine())
  }
}
