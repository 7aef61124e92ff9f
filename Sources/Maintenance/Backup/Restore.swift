internal import Archive
internal import Ledger
internal import Model
package import NearDuplicates
package import Pipeline
internal import SQLiteSupport
internal import SearchIndex
package import State
package import Storage

/// `winnow restore DIR`: makes a state of a backup, in an empty place.
///
/// From the first step to the last a note in the state folder says that it is not done, and nothing works
/// on such a state; run again, it begins anew. The index is made from the ledger, and both are brought up
/// to the backup's moment by the recovery of every start.
package struct Restore: Sendable {
  /// What came of it.
  package struct Summary: Sendable {
    /// When the backup was made, in milliseconds since 1970.
    package var finished: Int64 = 0
    package var articleCount = 0
    package var originalCount = 0
    /// Originals that the backup has lost, a sentence each.
    package var missing: [String] = []
  }

  private let paths: StatePaths
  private let source: FilePath
  private let options: StateDirectoryOptions
  private let settings: PipelineSettings
  private let copyOptions: CopyIndexOptions
  private let files: any FileSystem
  private static let zeros = [UInt8](repeating: 0, count: 1 << 20)
  /// More zeros than this follow in no file of a state.
  private static let zeroLimit: UInt64 = 1 << 32
  private static let batchCount = 5_000

  package init(
    _ source: FilePath, to paths: StatePaths, options: StateDirectoryOptions,
    settings: PipelineSettings, copyOptions: CopyIndexOptions,
    files: any FileSystem = POSIXFileSystem()
  ) {
    self.source = source
    self.paths = paths
    self.options = options
    self.settings = settings
    self.copyOptions = copyOptions
    self.files = files
  }

  /// Runs it; `progress` hears what is done.
  ///
  /// Throws `PipelineFailure`: `.refused` where something is there already.
  package func run(_ progress: (String) -> Void = { _ in }) async throws -> Summary {
    do {
      let store = BackupFolder.reading(source, on: files)
      guard let manifest = try store.manifest() else { throw PipelineFailure.noBackup(source) }
      var summary = Summary(finished: manifest.time)
      var locks = try prepare()
      if manifest.originals.isEmpty { try emptyArchive() }
      for file in manifest.files { try write(file, from: store, &summary) }
      progress("copying originals")
      try copyOriginals(manifest, from: store, &summary)
      progress("making the index")
      summary.articleCount = try makeIndex(manifest)
      progress("bringing the ledger up to the backup's moment")
      // From here on the note alone keeps others out, since recovery takes the locks itself.
      locks.removeAll()
      try await recover(&summary)
      try UnfinishedRestore.end(paths, files)
      return summary
    } catch {
      throw PipelineFailure.of(error, advice: ". Remove the cause and run winnow restore again.")
    }
  }

  /// Takes the place, and removes what an interrupted restore has put there.
  private func prepare() throws -> [FileLock] {
    try files.makeFolders(paths.state)
    try files.makeFolders(paths.spool)
    let locks = try [paths.stateLock, paths.spoolLock].map { path in
      switch try files.lock(path, holder: "winnow restore") {
      case .acquired(let lock): return lock
      case .held(let other): throw PipelineFailure.held(path.parent, by: other)
      }
    }
    if try !UnfinishedRestore.isRepeatable(paths, from: source, files) {
      if let taken = try firstTaken() {
        throw PipelineFailure(
          .refused,
          "\(taken.printable) is there already: a backup is restored where no state is. Nothing was"
            + " changed. Move \(paths.state.printable) and what is in \(paths.spool.printable) besides"
            + " inbox aside, or name another folder: winnow restore DIR --state FOLDER")
      }
    }
    try UnfinishedRestore.begin(paths, from: source, files)
    // Originals that an older backup holds one by one are not copied again; all else is written anew.
    for folder in [paths.journal, paths.history, paths.claimed, paths.quarantine, index] {
      try empty(folder)
    }
    for suffix in ["", "-wal", "-shm"] {
      let path = ledger.appendingSuffix(suffix)
      if try files.exists(path) { try files.remove(path) }
    }
    return locks
  }

  private var ledger: FilePath { paths.state.appending(BackupManifest.ledger) }
  private var index: FilePath { paths.state.appending("index") }

  /// The first thing that belongs to another state.
  private func firstTaken() throws -> FilePath? {
    let own = ([paths.stateLock, paths.spool] + UnfinishedRestore.notes(paths)).map(\.nameBytes)
    for entry in try files.entries(of: paths.state) {
      // A start that was refused may have left empty folders.
      let path = paths.state.appending(name: entry.name)
      if own.contains(entry.name) || entry.name.suffix(5).elementsEqual(".sock".utf8) { continue }
      if entry.kind == .folder, try files.entries(of: path).isEmpty { continue }
      return path
    }
    for folder in [paths.archive, paths.claimed, paths.quarantine]
    where try files.exists(folder) && !files.entries(of: folder).isEmpty {
      return folder
    }
    return nil
  }

  private func empty(_ folder: FilePath) throws {
    guard try files.exists(folder) else { return try files.makeFolders(folder) }
    for entry in try files.entries(of: folder) {
      try files.remove(folder.appending(name: entry.name))
    }
  }

  /// Removes the segments that an interrupted restore has written, and what says where originals lie.
  private func emptyArchive() throws {
    guard try files.exists(paths.archive) else { return }
    for entry in try files.entries(of: paths.archive) where entry.kind == .folder {
      let folder = paths.archive.appending(name: entry.name)
      try empty(folder)
      try files.removeFolder(folder)
    }
  }

  private func target(of path: String) -> FilePath {
    ["claimed/", "quarantine/", "archive/"].contains { path.hasPrefix($0) }
      ? paths.spool.appending(path) : paths.state.appending(path)
  }

  private func write(
    _ file: BackupManifest.File, from store: BackupFolder, _ summary: inout Summary
  ) throws {
    let path = target(of: file.path)
    try files.makeFolders(path.parent)
    if try files.exists(path) { try files.remove(path) }
    let target = try files.open(path, .create)
    var position: UInt64 = 0
    for digest in file.pieces {
      guard let bytes = try store.piece(digest) else {
        if Self.isSegment(file.path), position < file.size {
          // It costs the originals in it; the others keep their places.
          let count = min(UInt64(Backup.filePieceByteCount), file.size &- position)
          summary.missing.append(
            "\(store.path(ofPiece: digest).printable) is damaged or gone: the originals in bytes"
              + " \(position) to \(position + count) of \(file.path). winnow audit names them")
          position += count
          continue
        }
        throw PipelineFailure(
          .damaged,
          "\(store.path(ofPiece: digest).printable) is damaged or gone, and \(file.path) is made of it:"
            + " this backup cannot be restored. See: winnow backup --verify \(source.printable)")
      }
      try target.write(bytes, at: position)
      position += UInt64(bytes.count)
    }
    guard position <= file.size, file.size &- position <= Self.zeroLimit else {
      throw PipelineFailure(.damaged, "The backup's manifest gives \(file.path) a wrong length.")
    }
    while position < file.size {
      let count = Int(min(file.size &- position, UInt64(Self.zeros.count)))
      try target.write(Self.zeros.span.extracting(0..<count), at: position)
      position += UInt64(count)
    }
    try target.sync(.everything)
    try files.syncFolder(path.parent)
  }

  private func copyOriginals(
    _ manifest: BackupManifest, from store: BackupFolder, _ summary: inout Summary
  ) throws {
    summary.originalCount = manifest.originalCount ?? 0
    if manifest.originals.isEmpty { return }
    let originals = OriginalStore(folder: paths.archive, fileSystem: files)
    try originals.prepareForWriting()
    for part in manifest.originals {
      guard let list = try store.list(part) else {
        throw PipelineFailure(
          .damaged,
          "The backup's list of originals \(part.subfolder) is damaged. See: winnow backup --verify"
            + " \(source.printable)")
      }
      for entry in list.entries where try !originals.contains(entry.original) {
        let path = store.path(ofOriginal: entry.original)
        let isTaken =
          try files.exists(path)
          && originals.adopt(files.open(path, .read), as: entry.original, fileDigest: entry.file)
        if !isTaken { summary.missing.append("\(path.printable) is damaged or gone") }
      }
      if manifest.originalCount == nil { summary.originalCount += list.entries.count }
    }
    try originals.close()
  }

  /// Whether a file of a backup is a segment of the archive.
  private static func isSegment(_ path: String) -> Bool {
    path.hasPrefix("archive/") && path.hasSuffix(".warc.zst")
  }

  /// Fills a new index from the ledger. Returns how many articles there are.
  private func makeIndex(_ manifest: BackupManifest) throws -> Int {
    let ledger = try SQLiteLedger(path: ledger.string)
    let index = try FullTextIndex.open(self.index.string, sliceLength: options.sliceLength)
    let count = try index.fill(from: ledger)
    try index.belong(toLog: manifest.logNumber)
    try index.close()
    try ledger.close()
    POSIXFileSystem().giveToFolderOwner(
      try files.entries(of: self.index).map { self.index.appending(name: $0.name) })
    try files.syncFolder(self.index)
    return count
  }

  /// Applies what the journal decided after the ledger was copied.
  private func recover(_ summary: inout Summary) async throws {
    var options = options
    options.usesSpool = false
    options.isRestoring = true
    let clock = SystemClock()
    let meter = StageMeter { clock.monotonic() }
    let (state, recovery) = try StateDirectory.open(
      paths, files: files, options: options, holder: "winnow restore")
    let recovered = try await Recovery(
      of: state, settings: settings, copyOptions: copyOptions, clock: clock, meter: meter
    ).run(after: recovery)
    summary.missing += recovered.missing.map { "\($0.id): \($0.why)" }
    try removeOrphans(state)
    try await state.log.checkpointAndClose()
    try state.index.close()
    try (state.ledger as? SQLiteLedger)?.close()
  }

  /// Files that were set aside after the backup's moment are set aside of nothing that it knows.
  private func removeOrphans(_ state: StateDirectory) throws {
    let open = state.log.backlog.jobs
    for entry in try files.entries(of: paths.quarantine) {
      let id = String(decoding: entry.name.prefix { $0 != UInt8(ascii: ".") }, as: UTF8.self)
      if open[id] != nil { continue }
      if case .found(let row) = try state.ledger.job(id: id), row.id == id { continue }
      try files.remove(paths.quarantine.appending(name: entry.name))
    }
  }
}
