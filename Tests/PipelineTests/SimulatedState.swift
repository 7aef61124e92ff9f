import Archive
import DropFolder
import Ledger
import LedgerModel
import Model
import NearDuplicates
@testable import Pipeline
import SearchIndex
@testable import State
import Storage
import StorageSimulation
import Synchronization
import Testing
import WriteAheadLog

@testable import Pipeline
@testable import State

/// A clock whose sleeps are over at once.
final class HastyClock: PipelineClock {
  private let time = Atomic<UInt64>(1)
  private let sleeps = Atomic<Int>(0)
  // In a structure: a function that is a lock's whole value is wrapped once more at each use of the lock.
  private struct Observer {
    var body: (@Sendable (Int) -> Void)?
  }

  private let observer = Mutex(Observer())
  /// Sleeps of a life that waits for what does not come.
  private static let limit = 100_000

  /// `body` hears of each sleep, with its number.
  func onSleep(_ body: @escaping @Sendable (Int) -> Void) { observer.withLock { $0.body = body } }

  func monotonic() -> UInt64 { time.wrappingAdd(1_000, ordering: .relaxed).newValue }

  /// Long after the simulated files were written.
  func wall() -> Int64 { 1_000_000_000_000 + Int64(monotonic() / 1_000) }

  func sleep(seconds: Double) async throws {
    let number = sleeps.wrappingAdd(1, ordering: .relaxed).newValue
    guard number < Self.limit else {
      Issue.record("a life waits for ever")
      throw CancellationError()
    }
    observer.withLock(\.body)?(number)
    await Task.yield()
    try Task.checkCancellation()
  }
}

/// One life of the service on a simulated disk: start, recover, take all files, close.
struct Life {
  static let paths = StatePaths(state: "/state")

  let system: SimulatedFileSystem
  /// What stands between the service and the disk.
  private let files: any FileSystem
  let model: MemoryLedger
  var ledger: any LedgerWriter { model }
  private let sizeLimit: UInt64
  /// A real index in a folder of the machine: what it holds is made from the ledger's transactions.
  let index: FullTextIndex

  /// Continues with a ledger of these transactions, of which the index has taken in the first
  /// `indexed`.
  init(
    _ system: SimulatedFileSystem, batches: [LedgerBatch], indexed: Int, indexFolder: FilePath,
    forgets: (@Sendable (StorageOperation, FilePath) -> Bool)? = nil,
    sizeLimit: UInt64 = 1 << 30
  ) throws {
    self.system = system
    self.sizeLimit = sizeLimit
    files = forgets.map { ForgetfulFileSystem(system, forgets: $0) } ?? system
    model = MemoryLedger(batches) { system.mark(UInt64($0)) }
    // Small slices: their borders are crossed.
    index = try FullTextIndex.open(indexFolder.string, sliceLength: 4)
    for batch in batches.prefix(indexed) { try index.apply(batch) }
  }

  /// Sleeps after which somebody has made room, or changed the disk.
  static let healingSleepCount = 25
  /// Sleeps after which a life ends, however much is left.
  static let sleepLimit = 400

  /// Returns how many containers it went on with in the middle. `later`: Items that are dropped once
  /// the inbox has run dry, unless they have come before.
  @discardableResult
  func run(later: [WholePath.Item] = []) async throws -> Int {
    let clock = HastyClock()
    var options = StateDirectoryOptions()
    options.journal.segmentByteCount = 16 << 10
    options.journal.seed = 1
    options.checkpointByteCount = 1
    options.clock = clock
    options.drop.syncWorkerCount = 1
    options.drop.sizeLimit = sizeLimit
    let paths = Self.paths
    for folder in [paths.state, paths.spool, paths.archive] { try files.makeFolders(folder) }
    try Spool(root: paths.spool).prepare(files)
    let (journal, recovery) = try Journal.open(
      in: paths.journal, on: files, options: options.journal)
    let state = StateDirectory(
      paths: paths, files: files, ledger: ledger, index: index,
      originals: OriginalStore(folder: paths.archive, fileSystem: files),
      log: JobLog(
        journal: journal,
        history: try History.open(
          in: paths.history, on: files, through: recovery.checkpoint?.lsn ?? .zero),
        checkpointByteCount: options.checkpointByteCount),
      options: options)
    var settings = PipelineSettings()
    settings.jobsInFlight = 4
    settings.recordBatchCount = 2
    settings.retryPauses = [0, 0]
    let meter = StageMeter { clock.monotonic() }
    clock.onSleep { [system] count in
      if count == Self.healingSleepCount { system.inject([]) }
    }
    let recovered = try await Recovery(
      of: state, settings: settings, copyOptions: CopyIndexOptions(), clock: clock, meter: meter
    ).run(after: recovery)
    let suspects = recovered.suspects
    var intake = IntakeSettings()
    intake.batchCount = 3
    intake.lowWaterBytes = 0
    intake.lowWaterPercent = 0
    let feed = try InboxFeed(
      state: state, open: recovered.open, settings: intake, clock: clock, meter: meter)
    let resumedCount = (recovered.open + suspects).count {
      $0.closing == nil && $0.progress.recordCount > 0
    }
    let dropped = Atomic<Bool>(later.isEmpty)
    clock.onSleep { [system, ledger] count in
      if count == Self.healingSleepCount { system.inject([]) }
      guard count > Self.sleepLimit || Self.isInboxEmpty(system.disk) else { return }
      if dropped.exchange(true, ordering: .relaxed) { return feed.close() }
      do {
        let open = state.log.backlog.inOrder.map(\.claim.file)
        for item in later where !open.contains(Array(item.name.utf8)) {
          guard try ledger.jobs(forFile: Array(item.name.utf8)).isEmpty else { continue }
          try Self.drop(item, on: system)
        }
        state.drop?.requestScan()
      } catch {
        Issue.record("a file could not be dropped: \(error)")
      }
    }
    try await feed.start()
    let engine = Engine(settings: settings, recovered: recovered, meter: meter, clock: clock)
    try await engine.run(feed, suspects: suspects)
    try await state.log.checkpointAndClose()
    try index.close()
    return resumedCount
  }

  /// Asked of a copy, so that no fault is in the way.
  static func isInboxEmpty(_ disk: SimulatedDisk) -> Bool {
    let copy = SimulatedFileSystem(disk, isRecording: false)
    return ((try? copy.entries(of: paths.inbox)) ?? []).isEmpty
  }

  /// Hands a file over safely; nothing where it lies there already.
  private static func drop(_ item: WholePath.Item, on system: SimulatedFileSystem) throws {
    let path = paths.inbox.appending(item.name)
    if try system.exists(path) { return }
    let hidden = paths.inbox.appending("." + item.name)
    if try system.exists(hidden) { try system.remove(hidden) }
    let file = try system.open(hidden, .create)
    if !item.bytes.isEmpty { try file.write(item.bytes, at: 0) }
    try file.sync(.everything)
    try system.rename(hidden, to: path, .failIfPresent)
    try system.syncFolder(paths.inbox)
  }
}
