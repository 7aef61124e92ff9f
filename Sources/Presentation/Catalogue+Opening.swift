internal import Ledger
internal import SQLiteSupport
internal import SearchIndex
package import State
internal import Storage

extension Catalogue {
  /// Opens a state for reading, beside a running daemon or without one.
  ///
  /// `isInspecting`: True for commands that are quick and change not a byte: they keep a daemon from
  /// starting meanwhile. Otherwise SQLite may make files of its own beside a database at rest.
  /// Throws `PipelineFailure`: `.missing` where there is no state yet, `.damaged` where it cannot be
  /// read.
  package static func open(_ paths: StatePaths, isInspecting: Bool = false) throws -> Catalogue {
    let files = POSIXFileSystem()
    guard (try? files.exists(paths.state)) != false else { throw PipelineFailure.noState(paths) }
    do {
      try UnfinishedRestore.refuse(paths, files)
      var lock: FileLock?
      if isInspecting, case .acquired(let found) = try files.sharedLock(paths.stateLock) {
        lock = found
      }
      let required = StateParts.decidedBeforeCheckpoint(paths, on: files)
      let generation = try Generation.current(of: paths, on: files)
      // Beside a writer only what is shared with it tells which bytes hold.
      let access: SQLiteAccess = lock == nil ? .reading : .inspecting
      let catalogue = Catalogue(
        ledger: try SQLiteLedger(path: generation.ledger.string, access: access),
        index: try FullTextIndex.open(generation.index.string, access: access), lock: lock)
      // An answer without what the newest part of a database held is worse than none.
      let applied = try catalogue.ledger.appliedLSN()
      if applied < required {
        throw StateMismatch.ledgerOlder(applied: applied, required: required).failure(paths)
      }
      return catalogue
    } catch let error as SQLiteFileError
      where error.problem == .missing || error.isOfOtherVersion
    {
      // A ledger that is gone, or has lost its newest part, is no new state and no older one.
      if let problem = StateHealth.problem(paths, on: files) {
        throw PipelineFailure(.damaged, problem)
      }
      if error.isOfOtherVersion { throw PipelineFailure(.damaged, "\(error)") }
      throw PipelineFailure.noState(paths)
    } catch let error as PipelineFailure {
      throw error
    } catch {
      throw PipelineFailure(.damaged, "\(error)")
    }
  }
}
