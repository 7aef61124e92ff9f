package import Archive
package import DropFolder
internal import Formats
internal import Glibc
package import Ledger
internal import Model
package import NearDuplicates
package import SearchIndex
package import Storage
package import Synchronization
package import WriteAheadLog
internal import SQLiteSupport

/// How a state is opened.
package struct WorkplaceOptions: Sendable {
  package var journal = JournalOptions()
  package var shardCount = 2
  /// The journal is checkpointed when it has grown by this much.
  package var checkpointByteCount: Int64 = 48 << 20
  /// False for `winnow ingest`, which takes nothing from a spool.
  package var usesSpool = true
  package var drop = DropFolderOptions()
  package var clock: any PipelineClock = SystemClock()
  package var plantedBugs: PlantedBugs = []

  package init() {}
}

/// One state, held by one process: folders, locks, journal, ledger, index and originals.
///
/// All changes to the state go through here, so that their order can be read in one place.
package final class Workplace: Sendable {
  package let paths: StatePaths
  package let files: any FileSystem
  package let ledger: any LedgerWriter
  package let index: FullTextIndex
  package let originals: OriginalStore
  /// The drop folder and its watch; nil for `winnow ingest`.
  package let drop: DropFolder?
  package let watch: FolderWatch?
  package let journal: Journal
  package let history: History
  package let options: WorkplaceOptions
  package let tracking: Mutex<Tracking>
  /// What was learned of sources: the committer adds, whoever prepares articles reads.
  private let library = Mutex(BoilerplateLibrary())
  private let locks: [FileLock]

  /// What the journal has said so far, kept up to date for checkpoints and for status.
  package struct Tracking {
    package var backlog = Backlog()
    /// What the next checkpoint hands to history, encoded.
    package var history: [[UInt8]] = []
    package var lastLSN: UInt64 = 0
    /// Appends under way, by a running number, with the last LSN known when they began.
    package var underWay: [UInt64: UInt64] = [:]
    package var nextToken: UInt64 = 0
    package var checkpointedBytes: Int64 = 0

    package init() {}

    /// Takes over one entry of the journal.
    package mutating func take(_ entry: QueueEntry, lsn: UInt64) {
      history += HistoryEntry.entries(for: entry, jobs: backlog.jobs).map { $0.encoded() }
      backlog.apply(entry, lsn: lsn)
      lastLSN = max(lastLSN, lsn)
    }
  }

  /// Opens the state for work, and makes it where there is none.
  ///
  /// `holder`: This process in a word, for whoever finds the state held.
  /// Throws `PipelineFailure` with what to do next.
  /// `fresh`: Where ledger and index are, when not in their usual place: a rebuild makes them
  /// beside the old ones.
  package static func open(
    _ paths: StatePaths, fresh: StatePaths? = nil, files: any FileSystem,
    options: WorkplaceOptions, holder: String
  ) throws -> (place: Workplace, recovery: JournalRecovery) {
    do {
      for folder in [paths.state, paths.index, paths.spool, paths.archive] {
        try files.makeFolders(folder)
      }
      let name = "\(holder) (process \(getpid()))"
      let held = try [paths.stateLock, paths.spoolLock].map {
        try Self.hold($0, files: files, holder: name)
      }
      let (journal, recovery) = try Journal.open(
        in: paths.journal, on: files, options: options.journal)
      let place = Workplace(
        paths: paths, files: files,
        ledger: try SQLiteLedger(path: (fresh ?? paths).ledger.string),
        index: try FullTextIndex.open((fresh ?? paths).index.string, shards: options.shardCount),
        originals: OriginalStore(
          folder: paths.archive, fileSystem: files, syncWorkerCount: options.drop.syncWorkerCount),
        journal: journal,
        history: try History.open(
          in: paths.history, on: files, through: recovery.checkpoint?.lsn ?? .zero),
        options: options, locks: held,
        watch: try options.usesSpool ? watchSpool(paths, files: files) : nil)
      return (place, recovery)
    } catch let error as StorageError {
      throw PipelineFailure(.disk, "\(error). Mend that and start again.")
    } catch let error as JournalError {
      throw PipelineFailure(error)
    } catch let error as SQLiteFileError {
      throw PipelineFailure(.damaged, "\(error)")
    }
  }

  package init(
    paths: StatePaths, files: any FileSystem, ledger: any LedgerWriter, index: FullTextIndex,
    originals: OriginalStore, journal: Journal, history: History, options: WorkplaceOptions,
    locks: [FileLock],
    watch: FolderWatch? = nil
  ) {
    self.paths = paths
    self.files = files
    self.ledger = ledger
    self.index = index
    self.originals = originals
    self.journal = journal
    self.history = history
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
        watch: watch, clock: { clock.wall() * 1_000_000 })
      : nil
    tracking = Mutex(Tracking())
  }

  private static func watchSpool(
    _ paths: StatePaths, files: any FileSystem
  ) throws -> FolderWatch {
    let spool = Spool(root: paths.spool)
    try spool.prepare(files)
    do {
      try spool.verifyRename(files)
    } catch {
      throw PipelineFailure(.disk, "\(error)")
    }
    return try FolderWatch(inbox: spool.inbox)
  }

  private static func hold(
    _ path: FilePath, files: any FileSystem, holder: String
  ) throws -> FileLock {
    switch try files.lock(path, holder: holder) {
    case .acquired(let lock): return lock
    case .held(let other):
      throw PipelineFailure(
        .held,
        "\(path.parent.printable) is held by \(other). Stop it first, or use another --state.")
    }
  }

  /// What a source is known to repeat now, or was known to at a version.
  package func boilerplate(of source: String?, version: UInt64? = nil) -> BoilerplateSnapshot {
    library.withLock { library in
      version.map { library.snapshot(of: source, version: $0) } ?? library.snapshot(of: source)
    }
  }

  /// Takes over what decisions taught about sources.
  package func learn(_ learned: [LearnedLines]) {
    library.withLock { library in
      for lines in learned { library.add(lines) }
    }
  }

  /// Takes over what is on record.
  package func learn(_ learned: BoilerplateLibrary) { library.withLock { $0 = learned } }

  /// How the journal is doing.
  package var journalStatistics: JournalStatistics { journal.statistics }

  /// Files claimed and not finished.
  package var openJobCount: Int { tracking.withLock { $0.backlog.jobs.count } }
}

extension PipelineFailure {
  /// A journal that cannot be used.
  package init(_ error: JournalError) {
    switch error {
    case .damaged:
      self.init(
        .damaged,
        "\(error) Nothing was changed. Run: winnow journal verify, then winnow journal salvage")
    default: self.init(.disk, "\(error) Nothing is acknowledged that is not on disk.")
    }
  }
}
