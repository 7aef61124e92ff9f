package import Archive
package import Ledger
internal import SQLiteSupport
package import SearchIndex
package import Storage
package import WriteAheadLog

/// A state that is only looked at: not a byte of it changes, whatever a crash has left in it.
///
/// Writers are kept out meanwhile, so that what is compared belongs together.
package final class InspectedState: Sendable {
  package let paths: StatePaths
  package let files: any FileSystem
  package let ledger: any LedgerReader
  package let index: FullTextIndex
  package let originals: OriginalStore
  package let journal: JournalReading
  package let history: History
  private let locks: [FileLock]

  /// Opens the state.
  ///
  /// Throws `PipelineFailure`: `.missing` where there is none, `.held` while a process works on it,
  /// `.damaged` where journal, ledger or index cannot be read, or do not belong together.
  package init(_ paths: StatePaths) throws {
    let files = POSIXFileSystem()
    do {
      try UnfinishedRestore.refuse(paths, files)
      let isThere = try files.exists(paths.journal)
      if try !isThere && StateParts.inspectWithoutJournal(paths, on: files).mismatch() == nil {
        throw PipelineFailure.noState(paths)
      }
      locks = try [paths.stateLock, paths.spoolLock].compactMap { path in
        switch try files.sharedLock(path) {
        case .acquired(let lock): return lock
        case .held(let other): throw PipelineFailure.held(path.parent, by: other)
        case nil: return nil
        }
      }
      self.paths = paths
      self.files = files
      if let mismatch = try StateParts.inspect(paths, on: files).mismatch() {
        throw mismatch.failure(paths)
      }
      journal = try JournalReading(paths.journal, on: files)
      history = History.reading(paths.history, on: files)
      let generation = try Generation.current(of: paths, on: files)
      ledger = try SQLiteLedger(path: generation.ledger.string, access: .inspecting)
      index = try FullTextIndex.open(generation.index.string, access: .inspecting)
      originals = OriginalStore(folder: paths.archive, fileSystem: files)
    } catch {
      throw PipelineFailure.of(error)
    }
  }
}
