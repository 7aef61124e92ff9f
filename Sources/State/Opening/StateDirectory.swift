internal import Model
package import Archive
package import DropFolder
internal import Formats
internal import Glibc
internal import SQLiteSupport
package import Ledger
package import SearchIndex
package import Storage
package import WriteAheadLog

/// One state, held by one process for work: folders, locks, job log, ledger, index and originals.
///
/// `InspectedState` is the same state for those who only look, and changes not a byte of it.
package final class StateDirectory: Sendable {
  package let paths: StatePaths
  package let files: any FileSystem
  package let ledger: any LedgerWriter
  package let index: FullTextIndex
  package let originals: OriginalStore
  /// The drop folder and its watch; nil for `winnow ingest`.
  package let drop: DropFolder?
  package let watch: FolderWatch?
  package let log: JobLog
  package let boilerplate = Boilerplate()
  /// Tells of new entries of the change feed.
  package let feedWatch = FeedWatch()
  /// Kept by the daemon only.
  package let health = HealthBook()
  package let options: StateDirectoryOptions
  private let locks: [FileLock]

  /// Opens the state for work, and makes it where there is none.
  ///
  /// `generation`: Where ledger and index are made, when not in the place that is in use: a rebuild
  /// makes new ones beside the old.
  /// `holder`: This process in a word, for whoever finds the state held.
  /// Throws `PipelineFailure` with what to do next.
  package static func open(
    _ paths: StatePaths, generation: Generation? = nil, files: any FileSystem,
    options: StateDirectoryOptions, holder: String
  ) throws -> (state: StateDirectory, recovery: JournalRecovery) {
    do {
      let name = "\(holder) (process \(getpid()))"
      // Each lock before anything else is made: who finds the state held has changed nothing.
      let locks = try [paths.stateLock, paths.spoolLock].map { lock in
        try files.makeFolders(lock.parent)
        return try Self.hold(lock, files: files, holder: name)
      }
      if !options.isRestoring {
        try UnfinishedRestore.refuse(paths, files)
        try UnfinishedRestore.forget(paths, files)
      }
      if options.node == nil { try NodeRecord.refuse(paths, files) }
      try files.makeFolders(paths.archive)
      try refuseWithoutJournal(paths, files)
      let (journal, recovery) = try Journal.open(
        in: paths.journal, on: files, options: options.journal)
      let used = try generation ?? Generation.current(of: paths, on: files)
      let (ledger, index) = try databases(
        of: used, paths, recovery, isFresh: generation != nil, files: files, options: options)
      // Whether anything is missing is known now: only then may what is not in use go.
      if generation == nil { try used.removeOthers(on: files) }
      try ledger.belong(toLog: journal.logNumber)
      try index.belong(toLog: journal.logNumber)
      var keeping = OriginalStoreOptions()
      keeping.clock = { [clock = options.clock] in clock.wall() }
      let originals = OriginalStore(
        folder: paths.archive, fileSystem: files, options: keeping)
      let state = StateDirectory(
        paths: paths, files: files, ledger: ledger, index: index, originals: originals,
        log: JobLog(
          journal: journal,
          history: try History.open(
            in: paths.history, on: files, through: recovery.checkpoint?.lsn ?? .zero,
            logNumber: journal.logNumber, keepsUnsealed: recovery.hasLost),
          checkpointByteCount: options.checkpointByteCount),
        options: options, locks: locks,
        watch: try options.usesSpool ? watchSpool(paths, files: files) : nil)
      return (state, recovery)
    } catch {
      throw PipelineFailure.of(error, advice: ". Remove the cause and start again.")
    }
  }

  /// A journal that is gone is never begun anew beside what an earlier one decided.
  private static func refuseWithoutJournal(
    _ paths: StatePaths, _ files: any FileSystem
  ) throws {
    guard try LogFolder(paths.journal, on: files).isEmpty() else { return }
    let parts = try StateParts.inspectWithoutJournal(paths, on: files)
    if let mismatch = parts.mismatch() { throw mismatch.failure(paths) }
    // Nobody would ever look at these originals again, and no takedown reach them.
    if parts.ledger == nil, parts.otherVersion == nil,
      let unknown = StateHealth.unknownArchive(paths, on: files)
    {
      throw PipelineFailure(.damaged, unknown)
    }
  }

  /// Opens ledger and index, and holds them, and history, against the journal.
  ///
  /// `isFresh`: They are being made anew: then they lack everything, and only what stands beside them
  /// is compared.
  private static func databases(
    of used: Generation, _ paths: StatePaths, _ recovery: JournalRecovery, isFresh: Bool,
    files: any FileSystem, options: StateDirectoryOptions
  ) throws -> (SQLiteLedger, FullTextIndex) {
    var parts = StateParts(
      log: StateParts.Log(
        number: recovery.logNumber, last: recovery.last, checkpoint: recovery.checkpoint),
      history: try History.reading(paths.history, on: files).extent())
    parts.isNode = try NodeRecord.read(paths, files) != nil
    if !isFresh, try !files.exists(used.ledger) {
      // Before an empty one takes its place.
      if let mismatch = parts.mismatch() { throw mismatch.failure(paths) }
    }
    if !isFresh {
      // Before it is brought up to date: one that has lost its newest part looks older than it is.
      var found = parts
      found.readDatabases(of: used)
      if found.otherVersion != nil, let mismatch = found.mismatch() {
        throw mismatch.failure(paths)
      }
    }
    try files.makeFolders(used.index)
    let ledger = try SQLiteLedger(path: used.ledger.string)
    let index = try FullTextIndex.open(used.index.string, sliceLength: options.sliceLength)
    // SQLite makes its files itself; its later ones take the owner of their database.
    let made = try files.entries(of: used.index).map { used.index.appending(name: $0.name) }
    POSIXFileSystem().giveToFolderOwner(
      made + ["", "-wal", "-shm"].map { used.ledger.appendingSuffix($0) })
    if isFresh { return (ledger, index) }
    parts.ledger = StateParts.Database(
      logNumber: try ledger.logNumber(), applied: try ledger.appliedLSN(),
      isOfCluster: try ledger.chain() != nil)
    parts.index = try StateParts.databases(of: index, beside: parts.ledger)
    var failure = parts.mismatch()?.failure(paths)
    if parts.ledger?.isOfCluster == true, options.node == nil {
      failure = NodeRecord.ledgerOfCluster(used.ledger)
    }
    if let failure {
      try? ledger.close()
      try? index.close()
      throw failure
    }
    return (ledger, index)
  }

  /// A state of these parts, which the caller has opened.
  package init(
    paths: StatePaths, files: any FileSystem, ledger: any LedgerWriter, index: FullTextIndex,
    originals: OriginalStore, log: JobLog, options: StateDirectoryOptions, locks: [FileLock] = [],
    watch: FolderWatch? = nil
  ) {
    self.paths = paths
    self.files = files
    self.ledger = ledger
    self.index = index
    self.originals = originals
    self.log = log
    self.options = options
    self.locks = locks
    self.watch = watch
    let clock = options.clock
    drop =
      options.usesSpool
      ? DropFolder(
        spool: Spool(root: paths.spool), fileSystem: files, options: options.drop,
        sidecars: SidecarRule(
          sidecarNames: SidecarNaming.sidecarNames(ofPage:),
          pageNames: SidecarNaming.pageNames(ofSidecar:)),
        jobIDs: JobIDGenerator(mark: options.node.map(JobID.mark(ofNode:))), watch: watch,
        clock: { clock.wall() * 1_000_000 })
      : nil
  }

  /// Gives files that the index has made since to the owner of its folder, where root works on the state.
  package func giveIndexToOwner() throws {
    let folder = FilePath(index.folder)
    POSIXFileSystem().giveToFolderOwner(
      try POSIXFileSystem().entries(of: folder).map { folder.appending(name: $0.name) })
  }

  private static func watchSpool(
    _ paths: StatePaths, files: any FileSystem
  ) throws -> FolderWatch? {
    let spool = Spool(root: paths.spool)
    try spool.prepare(files)
    do {
      try spool.verifyRename(files)
    } catch {
      throw PipelineFailure(.disk, "\(error)")
    }
    // Without inotify (fs.inotify.max_user_instances) the rescan finds everything, later; the status says
    // that no folder is watched.
    return try? FolderWatch(inbox: spool.inbox)
  }

  /// How often a lock is asked for before it counts as held: one who only looks lets go at once.
  private static let lockTryCount = 20

  private static func hold(
    _ path: FilePath, files: any FileSystem, holder: String
  ) throws -> FileLock {
    var other = ""
    for _ in 0..<lockTryCount {
      switch try files.lock(path, holder: holder) {
      case .acquired(let lock): return lock
      case .held(let by): other = by
      }
      usleep(25_000)
    }
    throw PipelineFailure.held(path.parent, by: other)
  }
}
