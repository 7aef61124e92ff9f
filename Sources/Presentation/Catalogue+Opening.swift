internal import Ledger
internal import SearchIndex
package import State
internal import Storage
internal import SQLiteSupport

extension Catalogue {
  /// Opens a state for reading, beside a running daemon or without one. Nothing is made or changed.
  ///
  /// Throws `PipelineFailure`: `.missing` where there is no state yet, `.damaged` where it cannot be
  /// read.
  package static func open(_ paths: StatePaths) throws -> Catalogue {
    do {
      return Catalogue(
        ledger: try SQLiteLedger(path: paths.ledger.string, access: .reading),
        index: try FullTextIndex.open(paths.index.string, access: .reading))
    } catch let error as SQLiteFileError where error.problem == .missing {
      throw PipelineFailure(
        .missing,
        "\(paths.state.printable) holds no winnow state yet. Has winnowd or winnow ingest run with it?"
      )
    } catch {
      throw PipelineFailure(.damaged, "\(error)")
    }
  }
}
