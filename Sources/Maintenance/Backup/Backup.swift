internal import Archive
internal import Ledger
internal import Model
internal import SQLiteSupport
package import State
package import Storage
internal import WriteAheadLog

/// `winnow backup DIR`: a copy of the state as it was at one moment, made beside a running daemon.
///
/// The moment is a record of the journal, P. The ledger is copied first; then the journal is followed until
/// every file in work at P has been copied, and cut at P; originals come last. So the ledger is never
/// ahead of the journal, every original that was archived by P is there, and a restore brings ledger and
/// index up to P by the recovery of every start. What is in the folder already is not copied again.
/// `docs/BACKUP.md` says what is where.
package struct Backup: Sendable {
  /// What came of it.
  package struct Summary: Sendable {
    /// The journal's last record that is in the backup.
    package var last: UInt64 = 0
    package var originalCount = 0
    /// Files in work, and files set aside.
    package var fileCount = 0
    /// Bytes that had to be written.
    package var writtenByteCount: UInt64 = 0
    /// Entries of `quarantine/` that a backup does not hold: links, pipes, devices.
    package var leftOut: [String] = []
    /// Bytes of the archive that are damaged, a sentence each: the backup keeps what it had of them.
    package var damaged: [String] = []
  }

  /// The state went on in a way that cannot be followed: a rebuild, a takedown, a segment cleared away.
  private struct MovedOn: Error {}

  private let paths: StatePaths
  private let files: any FileSystem
  private let target: FilePath
  /// How often a backup is begun anew when the state moved on.
  private static let tryCount = 8
  /// How often the files in work are looked for before those that are still missing count as gone.
  private static let lookCount = 200
  /// A page of a database changes by itself: small pieces of the ledger are rarely copied in vain.
  private static let ledgerPieceByteCount = 64 << 10
  private static let journalPieceByteCount = 64 << 10
  static let filePieceByteCount = 1 << 20

  /// `files`: Where the state is read from and the backup is written to.
  package init(
    paths: StatePaths, to target: FilePath, files: any FileSystem = POSIXFileSystem()
  ) {
    self.paths = paths
    self.target = target
    self.files = files
  }

  /// Makes the backup, or brings the one that is there up to now.
  ///
  /// May be ended at any step and run again: until the new manifest is in place, the former backup
  /// stays whole. Throws `PipelineFailure`.
  package func run(_ progress: (String) -> Void = { _ in }) async throws -> Summary {
    do {
      try refuseUnfit()
      let store = try BackupFolder.writing(target, on: files)
      for _ in 0..<Self.tryCount {
        do {
          return try await make(store, progress)
        } catch is MovedOn {
          continue
        } catch is BackupFolder.Changed {
          continue
        } catch let error as StorageError where error.errno == .noSuchFileOrDirectory {
          continue
        } catch JournalError.storage(let error) where error.errno == .noSuchFileOrDirectory {
          continue
        }
      }
      throw PipelineFailure(
        .held,
        "The state kept changing under the backup (a rebuild or takedowns). Run it again when they are"
          + " done.")
    } catch let error as PayloadError {
      throw PipelineFailure(.damaged, "The journal cannot be read (\(error)).")
    } catch {
      throw PipelineFailure.of(error)
    }
  }

  /// A state that does not start must not take the place of a backup that does.
  private func refuseUnfit() throws {
    try UnfinishedRestore.refuse(paths, files)
    try NodeRecord.refuseBackup(paths, files)
    if try LogFolder(paths.journal, on: files).isEmpty() {
      let parts = try StateParts.inspectWithoutJournal(paths, on: files)
      if let mismatch = parts.mismatch() { throw mismatch.failure(paths) }
      // A state that nothing has come to yet is one.
      if let error = parts.otherVersion { throw error }
      if parts.ledger == nil { throw PipelineFailure.noState(paths) }
    }
    // While somebody works on it, it has been looked at already. The lock is not kept: a daemon that
    // starts meanwhile must find it free, and then the parts may have been looked at apart.
    if try isHeld() { return }
    let parts = try StateParts.inspect(paths, on: files)
    if let error = parts.otherVersion { throw error }
    if let mismatch = parts.mismatch(), try !isHeld() { throw mismatch.failure(paths) }
  }

  /// Whether a process works on the state.
  private func isHeld() throws -> Bool {
    if case .held = try POSIXFileSystem().sharedLock(paths.stateLock) { true } else { false }
  }

  private func make(
    _ store: BackupFolder, _ progress: (String) -> Void
  ) async throws -> Summary {
    let former = try? store.manifest()
    var manifest = BackupManifest()
    let generation = try Generation.current(of: paths, on: files)
    var follower = try LogFollower(paths.journal, on: files)
    var backlog = try follower.checkpoint.map { try Backlog(decoding: $0.payload) } ?? Backlog()
    progress("copying the ledger")
    manifest.files.append(try ledger(of: generation, to: store))
    progress("copying files in work")
    manifest.files += try await inWork(&follower, &backlog, to: store, former)
    manifest.logNumber = follower.logNumber
    manifest.last = follower.last.rawValue
    // A state that nothing has come to yet has no log; its backup may become any state's.
    if let former, former.logNumber != 0, former.logNumber != manifest.logNumber {
      throw PipelineFailure(
        .refused,
        "\(target.printable) holds a backup of another state. Name another folder, or remove it")
    }
    progress("copying journal and history")
    manifest.files += try journal(follower, to: store)
    manifest.files += try history(through: follower.last, to: store, former)
    progress("copying originals")
    var summary = Summary(last: manifest.last)
    // Those in files of their own first: they move into segments and not back.
    let originals = try self.originals(&manifest, to: store, former)
    manifest.files += try segments(to: store, former, &summary)
    manifest.files += try expiryNote(to: store)
    let archive = OriginalStore(folder: paths.archive, fileSystem: files)
    manifest.originalCount = try archive.count()
    progress("copying what was set aside")
    let aside = try quarantine(besides: backlog, to: store, former)
    manifest.files += aside.files
    summary.leftOut = aside.leftOut
    summary.originalCount = manifest.originalCount ?? 0
    summary.fileCount = manifest.files.count {
      $0.path.hasPrefix("claimed/") || $0.path.hasPrefix("quarantine/")
    }
    try lookAgain(follower, generation)
    manifest.time = SystemClock().wall()
    try store.finish(manifest)
    try store.removeOthers(than: manifest, originals: originals)
    summary.writtenByteCount = store.writtenByteCount
    return summary
  }

  /// Nothing may have gone meanwhile that the backup's moment still had.
  private func lookAgain(_ follower: LogFollower, _ generation: Generation) throws {
    guard try Generation.current(of: paths, on: files) == generation else { throw MovedOn() }
    var follower = follower
    try follower.advance { record in
      if !record.isLost, case .forgotten = try JobEvent(record) { throw MovedOn() }
    }
  }

  private func ledger(
    of generation: Generation, to store: BackupFolder
  ) throws -> BackupManifest.File {
    let copy = store.scratch("ledger")
    if try files.exists(copy) { try files.remove(copy) }
    let ledger = try SQLiteLedger(path: generation.ledger.string, access: .reading)
    try ledger.copy(to: copy.string)
    try ledger.close()
    // A ledger with altered rows takes no good one's place.
    let copied = try SQLiteLedger(path: copy.string, access: .inspecting)
    let damage = try copied.findAlteredBytes()
    try copied.close()
    if let first = damage.first {
      try files.remove(copy)
      throw PipelineFailure(
        .damaged,
        "\(generation.ledger.printable) is damaged (\(first)\(damage.count > 1 ? ", and \(damage.count - 1) more" : ""))."
          + " The backup stays as it was. Stop winnowd and run: winnow rebuild")
    }
    let file = try files.open(copy, .read)
    let size = try file.size()
    let pieces = try store.put(file, byteCount: size, pieceByteCount: Self.ledgerPieceByteCount)
    try files.remove(copy)
    return BackupManifest.File(path: BackupManifest.ledger, size: size, pieces: pieces)
  }

  /// Copies the files of the jobs that are open at the record up to which `follower` reads.
  private func inWork(
    _ follower: inout LogFollower, _ backlog: inout Backlog, to store: BackupFolder,
    _ former: BackupManifest?
  ) async throws -> [BackupManifest.File] {
    var copied: [String: BackupManifest.File] = [:]
    for look in 0..<Self.lookCount {
      try follower.advance { record in
        if record.isLost { return }
        backlog.apply(try JobEvent(record), lsn: record.lsn.rawValue)
      }
      let open = backlog.jobs
      for name in try names(in: paths.claimed) where copied[name] == nil {
        guard open[Self.job(of: name)] != nil,
          let file = try copy(name, in: paths.claimed, "claimed", to: store, former)
        else { continue }
        copied[name] = file
      }
      let missing = try open.values.filter { job in
        try job.claim.location == .claimed && copied[job.claim.job] == nil
          && !(job.closing != nil && files.exists(paths.quarantine.appending(job.claim.job)))
      }
      // A job that is done by now is on record as done: it is asked for again. One that is about to be
      // claimed lies in the inbox.
      if missing.isEmpty { break }
      if look > 0 { try await SystemClock().sleep(seconds: 0.01) }
    }
    return copied.filter { backlog.jobs[Self.job(of: $0.key)] != nil }.values
      .sorted { $0.path < $1.path }
  }

  /// The job that a file of `claimed/` or `quarantine/` belongs to.
  private static func job(of name: String) -> String { String(name.prefix { $0 != "." }) }

  private func names(in folder: FilePath) throws -> [String] {
    guard try files.exists(folder) else { return [] }
    return try files.entries(of: folder).map { String(decoding: $0.name, as: UTF8.self) }
      .filter(BackupManifest.isName)
  }

  /// Copies one file; nil where it is gone or is no file.
  private func copy(
    _ name: String, in folder: FilePath, _ part: String, to store: BackupFolder,
    _ former: BackupManifest?
  ) throws -> BackupManifest.File? {
    let path = folder.appending(name)
    do {
      let status = try files.status(of: path)
      guard status.kind == .regular else { return nil }
      var entry = BackupManifest.File(
        path: "\(part)/\(name)", size: status.size, modified: status.modified)
      let known = former?.files.first {
        $0.path == entry.path && $0.size == entry.size && $0.modified == entry.modified
      }
      if let known, try known.pieces.allSatisfy({ try files.exists(store.path(ofPiece: $0)) }) {
        return known
      }
      entry.pieces = try store.put(
        try files.open(path, .read), byteCount: status.size,
        pieceByteCount: Self.filePieceByteCount)
      return entry
    } catch let error as StorageError where error.errno == .noSuchFileOrDirectory {
      return nil
    } catch is BackupFolder.Changed {
      return nil
    }
  }

  private func journal(
    _ follower: LogFollower, to store: BackupFolder
  ) throws -> [BackupManifest.File] {
    var found: [BackupManifest.File] = []
    if let (name, bytes) = follower.checkpointFile {
      var pieces: [Digest] = []
      for start in stride(from: 0, to: bytes.count, by: Self.filePieceByteCount) {
        let end = min(start + Self.filePieceByteCount, bytes.count)
        pieces.append(try store.put(piece: Array(bytes[start..<end])))
      }
      found.append(
        BackupManifest.File(path: "journal/\(name)", size: UInt64(bytes.count), pieces: pieces))
    }
    for segment in follower.segments {
      found.append(
        BackupManifest.File(
          path: "journal/\(LogFollower.name(of: segment))", size: UInt64(segment.fileByteCount),
          pieces: try store.put(
            segment.file, byteCount: UInt64(segment.readByteCount),
            pieceByteCount: Self.journalPieceByteCount)))
    }
    return found
  }

  /// The segments of history that say nothing that comes after the backup's moment.
  private func history(
    through last: LSN, to store: BackupFolder, _ former: BackupManifest?
  ) throws -> [BackupManifest.File] {
    let history = History.reading(paths.history, on: files)
    return try history.segments().filter { $0 <= last }.map { lsn in
      let name = String(decoding: history.path(lsn).nameBytes, as: UTF8.self)
      guard let file = try copy(name, in: paths.history, "history", to: store, former) else {
        throw MovedOn()
      }
      return file
    }
  }

  private func expiryNote(to store: BackupFolder) throws -> [BackupManifest.File] {
    let note = OriginalStore.noteOfExpiry
    return try copy(note, in: paths.archive, "archive", to: store, nil).map { [$0] } ?? []
  }

  /// The segments of the archive, each up to where it reaches now.
  private func segments(
    to store: BackupFolder, _ former: BackupManifest?, _ summary: inout Summary
  ) throws -> [BackupManifest.File] {
    let durable = try OriginalStore(folder: paths.archive, fileSystem: files).durableEnds()
    summary.damaged = []
    return try OriginalStore.segments(in: paths.archive, on: files).map { id in
      let folder = paths.archive.appending(id.folderName)
      let file = try copy(id.fileName, in: folder, "archive/\(id.folderName)", to: store, former)
      // Written anew or expired meanwhile.
      guard let file else { throw MovedOn() }
      let earlier = former?.files.first { $0.path == file.path }
      if let earlier, earlier == file { return file }
      return try SegmentKeeper(store: store, archive: paths.archive).keep(
        file, of: id, earlier: earlier, durable: durable[id] ?? 0, &summary.damaged)
    }
  }

  /// Copies the originals in files of their own that the backup lacks, and lists all of them.
  private func originals(
    _ manifest: inout BackupManifest, to store: BackupFolder, _ former: BackupManifest?
  ) throws -> Set<Digest> {
    var all: Set<Digest> = []
    guard try files.exists(paths.archive) else { return all }
    for folder in try files.entries(of: paths.archive)
    where folder.kind == .folder && folder.name.count == 2 {
      let subfolder = String(decoding: folder.name, as: UTF8.self)
      let part = former?.originals.first { $0.subfolder == subfolder }
      let known = try part.flatMap { try store.list($0) }?.entries ?? []
      let found = try originals(in: subfolder, to: store, known)
      if found.isEmpty { continue }
      for entry in found { all.insert(entry.original) }
      var pieces = part?.pieces ?? []
      if found != known {
        pieces = []
        let bytes = OriginalList(found).encoded()
        for start in stride(from: 0, to: bytes.count, by: Self.journalPieceByteCount) {
          let end = min(start + Self.journalPieceByteCount, bytes.count)
          pieces.append(try store.put(piece: Array(bytes[start..<end])))
        }
      }
      manifest.originals.append(
        BackupManifest.Originals(subfolder: subfolder, count: found.count, pieces: pieces))
    }
    return all
  }

  private func originals(
    in subfolder: String, to store: BackupFolder, _ known: [OriginalList.Entry]
  ) throws -> [OriginalList.Entry] {
    let here = try Self.digests(files, paths.archive.appending(subfolder))
    guard let first = here.first else { return [] }
    let there = Set(try Self.digests(files, store.path(ofOriginal: first).parent))
    let entries = Dictionary(known.map { ($0.original, $0) }, uniquingKeysWith: { $1 })
    return try here.compactMap { digest in
      if there.contains(digest) {
        if let entry = entries[digest] { return entry }
        // An interrupted backup has copied it.
        if let (file, count) = try store.digest(of: store.path(ofOriginal: digest)) {
          return OriginalList.Entry(original: digest, file: file, byteCount: count)
        }
      }
      let path = paths.archive.appending(subfolder).appending(digest.hexadecimal + ".zst")
      do {
        return try store.put(original: digest, from: try files.open(path, .read))
      } catch let error as StorageError where error.errno == .noSuchFileOrDirectory {
        // It has expired meanwhile.
        return nil
      }
    }
  }

  /// The originals in a folder, sorted.
  static func digests(_ files: any FileSystem, _ folder: FilePath) throws -> [Digest] {
    guard try files.exists(folder) else { return [] }
    return try files.entries(of: folder).compactMap { entry in
      let name = String(decoding: entry.name, as: UTF8.self)
      return name.hasSuffix(".zst") ? Digest(name.dropLast(4)) : nil
    }
  }

  /// What was set aside, but for jobs that the backup takes up again.
  private func quarantine(
    besides backlog: Backlog, to store: BackupFolder, _ former: BackupManifest?
  ) throws -> (files: [BackupManifest.File], leftOut: [String]) {
    var found: (files: [BackupManifest.File], leftOut: [String]) = ([], [])
    for name in try names(in: paths.quarantine) {
      if let job = backlog.jobs[Self.job(of: name)], job.closing == nil { continue }
      if let file = try copy(name, in: paths.quarantine, "quarantine", to: store, former) {
        found.files.append(file)
      } else if try files.exists(paths.quarantine.appending(name)) {
        found.leftOut.append(name)
      }
    }
    return found
  }
}
