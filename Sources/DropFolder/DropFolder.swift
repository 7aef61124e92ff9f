package import Model
package import Storage
import Synchronization

/// The inbox as a queue: finds what may be claimed, claims it in batches, hands it back.
///
/// The scan is the fact, and events only hasten it: without a watch everything is found all the same,
/// later. Memory is bounded whatever the inbox holds. All calls block; `nextBatch` and `claim` are for
/// one caller at a time. Errors: `StorageError`, always with the path.
package final class DropFolder: Sendable {
  package let spool: Spool
  package let options: DropFolderOptions
  let files: any FileSystem
  private let sidecarRule: SidecarRule
  /// Nanoseconds since 1970.
  let clock: @Sendable () -> Int64
  private let watch: FolderWatch?
  let syncWorkers: SyncWorkers

  /// Bytes of paths in one batch, more or less, so that its record fits into the journal however long
  /// the names are.
  private static let batchPathByteLimit = 256 << 10

  /// How long to wait when a scan found nothing but files that have to settle, in nanoseconds.
  private static let crowdedPause: Int64 = 250_000_000

  struct State {
    var candidates: Candidates
    var jobIDs: JobIDGenerator
    var lastScan: Int64?
    var mustScan = true
    var folderCount = 1
    var lookedAt = DropFolderStatus()
    var left: [[UInt8]: Refusal] = [:]
  }
  let state: Mutex<State>
  /// Apart from the state, so that a status need not wait for a scan.
  private let published = Mutex(DropFolderStatus())

  /// A drop folder over a spool whose folders are there. `watch` makes it quicker.
  package init(
    spool: Spool, fileSystem: any FileSystem, options: DropFolderOptions = DropFolderOptions(),
    sidecars: SidecarRule = .none, jobIDs: JobIDGenerator = JobIDGenerator(),
    watch: FolderWatch? = nil, clock: @escaping @Sendable () -> Int64
  ) {
    self.spool = spool
    self.options = options
    self.files = fileSystem
    sidecarRule = sidecars
    self.watch = watch
    syncWorkers = SyncWorkers(count: options.syncWorkerCount)
    self.clock = clock
    state = Mutex(
      State(candidates: Candidates(limit: options.candidateLimit), jobIDs: jobIDs))
  }

  /// Has the next `nextBatch` scan, whatever events say.
  package func requestScan() { state.withLock { $0.mustScan = true } }

  /// What is known about the inbox; answers at once, also during a scan.
  package var status: DropFolderStatus { published.withLock { $0 } }

  private func publish(_ state: State) {
    var status = state.lookedAt
    status.candidateCount = state.candidates.count
    status.pausedCount = state.candidates.pausedCount
    status.left = state.left
    status.unwatchedFolderCount = watch?.unwatchedCount ?? state.folderCount
    published.withLock { $0 = status }
  }

  /// Looks for up to `limit` units to claim and moves nothing: their record goes to the journal
  /// first, then `claim` carries them out (or `abandon` gives them up).
  package func nextBatch(limit: Int) throws(StorageError) -> ClaimBatch {
    try state.withLock { state throws(StorageError) in
      let now = clock()
      takeEvents(&state, now)
      state.candidates.wake(at: now)
      let isDue = state.lastScan.map { now - $0 >= options.rescanTime || now < $0 } ?? true
      if (state.mustScan && state.candidates.isHalfEmpty) || isDue { try scan(&state, now) }
      var batch = ClaimBatch(claims: [], nextLook: 0, hasMore: false)
      var (looks, pathByteCount) = (0, 0)
      while batch.claims.count < limit, looks < 4 * limit,
        pathByteCount < Self.batchPathByteLimit, let path = state.candidates.next()
      {
        looks += 1
        if let claim = try look(at: path, &state, now) {
          batch.claims.append(claim)
          state.lookedAt.leave(claim)
          let paths = [claim.file.path] + claim.sidecars.map(\.path)
          pathByteCount += paths.reduce(0) { $0 + $1.count }
          state.candidates.depart(paths)
        }
      }
      let rescan = (state.lastScan ?? now) + options.rescanTime
      batch.nextLook = min(rescan, state.candidates.nextDue ?? rescan)
      batch.hasMore = state.candidates.count > 0 || (state.mustScan && !batch.claims.isEmpty)
      if state.mustScan && !batch.hasMore {
        // All that was found has to settle, and there is more: look again soon, not at once.
        batch.nextLook = min(batch.nextLook, now + Self.crowdedPause)
      }
      publish(state)
      return batch
    }
  }

  private func takeEvents(_ state: inout State, _ now: Int64) {
    guard let changes = watch?.take() else { return }
    var fits = !changes.mustScan
    for path in changes.arrived { fits = state.candidates.arrived(path) && fits }
    for path in changes.written {
      fits = state.candidates.written(path, lookAt: now + options.settleTime) && fits
    }
    if !fits { state.mustScan = true }
  }

  private func scan(_ state: inout State, _ now: Int64) throws(StorageError) {
    var scan = InboxScan(spool.inbox, files, options)
    let candidates = state.candidates
    try scan.run(
      room: candidates.room, foldersBefore: state.folderCount,
      wants: { candidates.wants($0, at: now) }, arm: { watch?.arm($0) })
    for name in scan.names { _ = state.candidates.offer(name, at: now) }
    state.lastScan = now
    state.mustScan = scan.isTruncated
    state.folderCount = scan.folderCount
    state.lookedAt = DropFolderStatus(
      waiting: scan.waiting, folderCount: scan.folderCount, failures: scan.failures,
      temporaryCount: scan.temporaryCount, oldestTemporary: oldest(scan.temporaries),
      lastScan: now, scanDuration: max(0, clock() - now))
  }

  /// When the oldest of these files was changed, in nanoseconds since 1970.
  private func oldest(_ names: [[UInt8]]) -> Int64? {
    names.compactMap { (try? files.status(of: spool.inboxPath($0)))?.modified }.min()
  }

  /// Makes a claim of a name, or puts it off, or finds that it is gone.
  private func look(
    at path: [UInt8], _ state: inout State, _ now: Int64
  ) throws(StorageError) -> Claim? {
    guard let page = try pageBeside(path, state) else { return try claim(path, &state, now) }
    // The page takes its sidecar along, so it is the one to look at, and the sidecar waits for it.
    state.candidates.pause(path, until: now + options.settleTime)
    return state.candidates.isInFlight(page) ? nil : try claim(page, &state, now)
  }

  private func claim(
    _ path: [UInt8], _ state: inout State, _ now: Int64
  ) throws(StorageError) -> Claim? {
    guard let status = try statusIfPresent(path), status.kind != .folder else {
      state.candidates.forget(path)
      state.left[path] = nil
      return nil
    }
    guard hasSettled(status, path, &state, now) else { return nil }
    let refusal = try refusal(to: status, path)
    var sidecars: [SeenFile] = []
    if refusal == nil {
      for (path, status) in try sidecarsBeside(path) where !state.candidates.isInFlight(path) {
        guard hasSettled(status, path, &state, now) else {
          state.candidates.pause(path, until: now + options.settleTime)
          return nil
        }
        sidecars.append(SeenFile(path, status))
      }
    }
    return Claim(
      jobID: state.jobIDs.next(at: Timestamp(nanoseconds: now)).description,
      file: SeenFile(path, status),
      sidecars: sidecars, refusal: refusal)
  }

  private func statusIfPresent(_ path: [UInt8]) throws(StorageError) -> FileStatus? {
    do {
      return try files.status(of: spool.inboxPath(path))
    } catch {
      switch error.errno {
      case .noSuchFileOrDirectory, .notDirectory, .fileNameTooLong, .permissionDenied: return nil
      default: throw error
      }
    }
  }

  /// Whether a file came by rename or was left alone for the settle time, by its own times; if not,
  /// it is put off. Times of the future prove nothing: such a file is settled when it has not changed
  /// between two looks.
  private func hasSettled(
    _ status: FileStatus, _ path: [UInt8], _ state: inout State, _ now: Int64
  ) -> Bool {
    if status.kind != .regular || state.candidates.isWhole(path) { return true }
    let newest = status.changed > now ? now : max(status.changed, min(status.modified, now))
    let isSure = status.changed <= now && status.modified <= now
    let due = (isSure ? newest : now) + options.settleTime
    return due <= now
      || state.candidates.pause(path, until: due, changed: status.changed, at: now)
  }

  /// The page that lies beside this sidecar and will take it along.
  private func pageBeside(
    _ path: [UInt8], _ state: State
  ) throws(StorageError) -> [UInt8]? {
    let (folder, name) = split(path)
    for page in sidecarRule.pageNames(name).map({ folder + $0 })
    where page != path && state.left[page] == nil {
      if try statusIfPresent(page)?.kind == .regular { return page }
    }
    return nil
  }

  /// The sidecars that lie beside this page and can be taken.
  private func sidecarsBeside(
    _ path: [UInt8]
  ) throws(StorageError) -> [(path: [UInt8], status: FileStatus)] {
    let (folder, name) = split(path)
    var found: [(path: [UInt8], status: FileStatus)] = []
    for sidecar in sidecarRule.sidecarNames(name) where sidecar.count <= 255 {
      let path = folder + sidecar
      guard let status = try statusIfPresent(path), status.kind == .regular,
        try refusal(to: status, path) == nil
      else { continue }
      found.append((path, status))
    }
    return found
  }

  private func split(_ path: [UInt8]) -> (folder: [UInt8], name: [UInt8]) {
    let cut = path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    return (Array(path[..<cut]), Array(path[cut...]))
  }

  /// What speaks against taking this file, if anything. Opens it to see whether it can be read.
  func refusal(to status: FileStatus, _ path: [UInt8]) throws(StorageError) -> Refusal? {
    switch status.kind {
    case .regular, .unknown, .folder: break
    case .symbolicLink: return .symbolicLink
    case .fifo: return .special("pipe (FIFO)")
    case .socket: return .special("socket")
    case .device: return .special("device")
    }
    if status.linkCount > 1 { return .hardLink }
    if status.size > options.sizeLimit {
      return .oversized(status.size, limit: options.sizeLimit)
    }
    do {
      _ = try files.open(FilePath(bytes: path), below: spool.inbox)
    } catch {
      switch error.errno {
      case .permissionDenied, .notPermitted: return .unreadable
      // Gone or exchanged since: the rename will tell.
      case .noSuchFileOrDirectory, .notDirectory, .tooManySymbolicLinkLevels, .invalidArgument:
        return nil
      default: throw error
      }
    }
    return nil
  }
}

extension SeenFile {
  init(_ path: [UInt8], _ status: FileStatus) {
    self.init(
      path: path, inode: status.identity.inode, size: status.size, modified: status.modified)
  }
}

/// What is known about the inbox: what the last scan saw, less what was claimed since.
package struct DropFolderStatus: Sendable {
  /// Files that wait, by source; `""` is the inbox itself.
  package var waiting: [String: Int] = [:]
  package var folderCount = 0
  /// Folders that could not be listed; at most 16.
  package var failures: [StorageError] = []
  /// Names that say that their file is still being written; never taken.
  package var temporaryCount = 0
  /// When the oldest of them was changed, in nanoseconds since 1970.
  package var oldestTemporary: Int64?
  /// When the last scan began, in nanoseconds since 1970.
  package var lastScan: Int64?
  /// How long it took, in nanoseconds.
  package var scanDuration: Int64 = 0
  package var candidateCount = 0
  /// Files that have not settled yet, or are to be tried again later.
  package var pausedCount = 0
  /// Files that could not be moved out, each with the reason.
  package var left: [[UInt8]: Refusal] = [:]
  /// Folders without a watch: files in them are found by the rescan only.
  package var unwatchedFolderCount = 0

  /// Takes the files of a claim out of those that wait, as far as the scan had seen them.
  fileprivate mutating func leave(_ claim: Claim) {
    let path = claim.file.path
    let end = path.firstIndex(of: UInt8(ascii: "/")) ?? 0
    let source = String(decoding: path[..<end], as: UTF8.self)
    guard let count = waiting[source] else { return }
    let left = count - 1 - claim.sidecars.count
    waiting[source] = left > 0 ? left : nil
  }
}
