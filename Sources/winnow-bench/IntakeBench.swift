import Dispatch
import DropFolder
import Glibc
import NearDuplicates
internal import Pipeline
internal import State
import Storage
import StorageSimulation
import Synchronization

/// `winnow-bench intake [FILES] [FOLDER]`: claims FILES small files (default 100,000) durably, log
/// first, out of one folder on the disk that holds FOLDER (default `$TMPDIR` or `/tmp`), and counts the
/// syncs that it takes. Once as a careless scraper leaves them, in memory only; once handed over
/// safely. All that is written there is removed again.
enum IntakeBench {
  static func run(_ words: [String]) throws {
    let count = words.first.flatMap { Int($0) } ?? 100_000
    let temporary = unsafe getenv("TMPDIR").flatMap { unsafe String(validatingCString: $0) }
    let base = FilePath(words.dropFirst().first ?? temporary ?? "/tmp")
    for isSynced in [false, true] {
      let folder = base.appending("winnow-bench-\(getpid())")
      let disk = POSIXFileSystem()
      try disk.makeFolders(folder)
      defer { JournalBench.remove(folder, disk) }
      try JournalBench.waiting { try await claim(count, in: folder, isSynced: isSynced) }
    }
  }

  private static func claim(_ count: Int, in folder: FilePath, isSynced: Bool) async throws {
    let syncs = Mutex<[StorageOperation: Int]>([:])
    let counting = ForgetfulFileSystem(POSIXFileSystem()) { operation, _ in
      syncs.withLock { $0[operation, default: 0] += 1 }
      return false
    }
    let paths = StatePaths(state: folder)
    var options = StateDirectoryOptions()
    options.drop.settleTime = 0
    let (state, recovery) = try StateDirectory.open(
      paths, files: counting, options: options, holder: "winnow-bench")
    let clock = SystemClock()
    let meter = StageMeter { clock.monotonic() }
    let recovered = try await Recovery(
      of: state, settings: PipelineSettings(), copyOptions: .init(), clock: clock, meter: meter
    ).run(after: recovery)
    try fill(paths.inbox, count, isSynced: isSynced)
    var settings = IntakeSettings()
    settings.lowWaterBytes = 0
    settings.lowWaterPercent = 0
    let feed = try InboxFeed(
      state: state, open: recovered.open, settings: settings, clock: clock, meter: meter)
    syncs.withLock { $0 = [:] }
    let busy = JournalBench.processorSeconds()
    let began = clock.monotonic()
    try await feed.start()
    var (claimed, batches) = (0, 0)
    while claimed < count, let jobs = try await feed.next(limit: 2_048) {
      claimed += jobs.count
      batches += 1
    }
    let took = Double(clock.monotonic() - began) / 1e9
    let used = (JournalBench.processorSeconds() - busy) / Double(count) * 1e6
    let done = syncs.withLock { $0 }
    print(
      "intake of \(count) files, \(isSynced ? "handed over safely" : "written without a sync"), "
        + "\(folder): \(Int(Double(claimed) / took)) files/s claimed durably in \(batches) batches; "
        + "syncs: \(done[.sync] ?? 0) of files, \(done[.syncFolder] ?? 0) of folders; "
        + "\(JournalBench.tenths(used)) µs of processor a file")
  }

  /// Makes the files by the machine's own calls, as a scraper does.
  private static func fill(_ inbox: FilePath, _ count: Int, isSynced: Bool) throws {
    let disk = POSIXFileSystem()
    let text = [UInt8](repeating: UInt8(ascii: "n"), count: 1_500)
    let workers = isSynced ? 64 : 1
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      for number in stride(from: worker, to: count, by: workers) {
        guard
          let file = try? disk.open(
            inbox.appending(name: Array("scraped-\(number).html".utf8)), .create)
        else { continue }
        try? file.write(text, at: 0)
        if isSynced { try? file.sync(.everything) }
      }
    }
    try disk.syncFolder(inbox)
  }
}
