package import Model
package import Storage

/// Finds what may be claimed: the inbox as a queue, for one owner.
///
/// The scan is the fact, and events only hasten it: without a watch everything is found all the same,
/// later. Memory is bounded whatever the inbox holds. It moves nothing: `SpoolMoves` does.
package struct InboxScanner: Sendable {
  /// A file that could not be moved.
  private struct Left {
    var refusal: Refusal
    /// When it and its folder were changed, in nanoseconds since 1970: a change may be the help it needs.
    var changes: [Int64]
  }

  private let spool: Spool
  private let files: any FileSystem
  private let options: DropFolderOptions
  private let sidecarRule: SidecarRule
  /// Nanoseconds since 1970.
  private let clock: @Sendable () -> Int64
  private let watch: FolderWatch?
  private let examiner: FileExaminer
  private var candidates: Candidates
  private var jobIDs: JobIDGenerator
  private var lastScan: Int64?
  private var mustScan = true
  private var folderCount = 1
  private var lookedAt = DropFolderStatus()
  private var left: [[UInt8]: Left] = [:]
  /// Folders that the last scan could not enter.
  private var obstacles: [[UInt8]: Refusal] = [:]
  /// What is known about the inbox after the last call.
  package private(set) var status = DropFolderStatus()

  /// Bytes of paths in one batch, more or less, so that its record fits into the journal however long
  /// the names are.
  private static let batchPathByteLimit = 256 << 10

  /// How long to wait when a scan found nothing but files that have to settle, in nanoseconds.
  private static let crowdedPause: Int64 = 250_000_000

  /// A scan that nothing asked for begins this many times its own duration after the last: an inbox of
  /// many folders costs a fiftieth of a processor, not more.
  private static let restRatio: Int64 = 50

  /// The same for scans that events ask for.
  private static let hurriedRatio: Int64 = 4

  /// Files that are remembered as left where they are.
  private static let leftLimit = 1_000

  /// A scanner over a spool whose folders are there. `watch` makes it quicker.
  package init(
    spool: Spool, fileSystem: any FileSystem, options: DropFolderOptions = DropFolderOptions(),
    sidecars: SidecarRule = .none, jobIDs: JobIDGenerator = JobIDGenerator(),
    watch: FolderWatch? = nil, clock: @escaping @Sendable () -> Int64
  ) {
    self.spool = spool
    files = fileSystem
    self.options = options
    sidecarRule = sidecars
    self.jobIDs = jobIDs
    self.watch = watch
    self.clock = clock
    examiner = FileExaminer(sizeLimit: options.sizeLimit)
    precondition(options.candidateLimit > 0, "a scanner without room finds nothing")
    candidates = Candidates(limit: options.candidateLimit)
  }

  /// Has the next `nextBatch` scan, whatever events say.
  package mutating func requestScan() { mustScan = true }

  /// Gives claims up that were not carried out: their files may be found again.
  package mutating func abandon(_ claims: [Claim]) {
    for claim in claims {
      candidates.land(claim.paths)
      lookedAt.giveBack(claim)
    }
    mustScan = true
    publish()
  }

  /// Has files that could not be moved looked at again by the next `nextBatch`: somebody may have helped in a
  /// way that no file shows, such as mounting anew.
  package mutating func retryLeft() {
    for path in left.keys { candidates.forget(path) }
    mustScan = true
  }

  /// Takes in what became of claims.
  package mutating func note(_ results: [ClaimResult]) {
    let now = clock()
    for result in results {
      let file = result.claim.file.path
      candidates.land(result.claim.paths)
      switch result.fate {
      case .left(let refusal):
        leave(file, refusal, try? HeldInbox(spool, files), now)
      case .gone:
        // Perhaps another file has its name by now.
        mustScan = true
        candidates.forget(file)
        left[file] = nil
      case .claimed, .quarantined:
        left[file] = nil
      }
    }
    publish()
  }

  private mutating func publish() {
    status = lookedAt
    status.candidateCount = candidates.count
    status.pausedCount = candidates.pausedCount
    status.left = left.mapValues(\.refusal).merging(obstacles) { file, _ in file }
    // What has come since the scan is known by name, unless it was too much.
    for (source, count) in candidates.heldBySource {
      status.waiting[source] = max(count, status.waiting[source] ?? 0)
    }
    status.unwatchedFolderCount = watch?.unwatchedCount ?? folderCount
  }

  /// Looks for up to `limit` units to claim and moves nothing: their record goes to the journal
  /// first, then `claim` carries them out (or `abandon` gives them up).
  package mutating func nextBatch(limit: Int) throws(StorageError) -> ClaimBatch {
    let now = clock()
    takeEvents(now)
    if !candidates.wake(at: now) { mustScan = true }
    let inbox = try HeldInbox(spool, files)
    let isDue = lastScan.map { now - $0 >= rescanTime || now < $0 } ?? true
    let isRested = lastScan.map { now - $0 >= hurriedRescanTime || now < $0 } ?? true
    if (mustScan && isRested && candidates.isHalfEmpty) || isDue { try scan(inbox, now) }
    var batch = ClaimBatch(claims: [], nextLook: 0, hasMore: false)
    try fill(&batch, limit: limit, inbox, now)
    let rescan = (lastScan ?? now) + rescanTime
    batch.nextLook = min(rescan, candidates.nextDue ?? rescan)
    batch.hasMore = candidates.count > 0 || (mustScan && !batch.claims.isEmpty)
    if mustScan && !batch.hasMore {
      // All that was found has to settle, and there is more: look again soon, not at once.
      let next = max(now + Self.crowdedPause, (lastScan ?? now) + hurriedRescanTime)
      batch.nextLook = min(batch.nextLook, next)
    }
    assert(batch.claims.count <= limit)
    publish()
    return batch
  }

  /// Looks at names until the batch is full, or its record would be, or many looks gave nothing.
  private mutating func fill(
    _ batch: inout ClaimBatch, limit: Int, _ inbox: HeldInbox, _ now: Int64
  ) throws(StorageError) {
    var (lookCount, pathByteCount) = (0, 0)
    while batch.claims.count < limit, lookCount < 4 * limit {
      let names = candidates.next(limit - batch.claims.count)
      if names.isEmpty { return }
      for (index, path) in names.enumerated() {
        guard pathByteCount < Self.batchPathByteLimit else {
          for path in names[index...] { _ = candidates.offer(path, at: .max) }
          return
        }
        lookCount += 1
        // A page that its sidecar, looked at before it, has brought along.
        if candidates.isInFlight(path) { continue }
        let found: Claim?
        do {
          found = try look(at: path, inbox, now)
        } catch {
          for path in names[index...] { _ = candidates.offer(path, at: .max) }
          // What was found before it is good, and comes first.
          if batch.claims.isEmpty { throw error }
          return
        }
        if let claim = found {
          batch.claims.append(claim)
          lookedAt.leave(claim)
          let paths = claim.paths
          pathByteCount += paths.reduce(0) { $0 + $1.count }
          candidates.depart(paths)
        }
      }
    }
  }

  private var rescanTime: Int64 {
    max(options.rescanTime, Self.restRatio * lookedAt.scanDuration)
  }

  private var hurriedRescanTime: Int64 { Self.hurriedRatio * lookedAt.scanDuration }

  private mutating func takeEvents(_ now: Int64) {
    guard let changes = watch?.take() else { return }
    if changes.mustScan { mustScan = true }
    for path in changes.arrived { note(path, isHeld: candidates.arrived(path)) }
    for path in changes.written {
      note(path, isHeld: candidates.written(path, lookAt: now + options.settleTime))
    }
  }

  /// A name for which the list was full waits all the same, and the next scan finds it.
  private mutating func note(_ path: [UInt8], isHeld: Bool) {
    if isHeld { return }
    mustScan = true
    lookedAt.waiting[DropFolderStatus.source(of: path), default: 0] += 1
  }

  private mutating func scan(_ inbox: HeldInbox, _ now: Int64) throws(StorageError) {
    var scan = InboxScan(inbox, options)
    let known = candidates
    // Half a list at the least: a source that has none in it takes the place of others.
    try scan.run(
      limit: max(candidates.freeCount, candidates.limit / 2), foldersBefore: folderCount,
      wants: { known.wants($0, at: now) }, arm: { watch?.arm($0, $1) })
    var isWhole = !scan.isTruncated
    for name in scan.names { isWhole = candidates.offer(name, at: now) && isWhole }
    lastScan = now
    mustScan = !isWhole
    folderCount = scan.folderCount
    obstacles = scan.obstacles
    let oldest = scan.temporaries.compactMap { (try? inbox.status(of: $0))??.modified }.min()
    for path in scan.empties { removeIfUnused(path, inbox, now) }
    for (path, file) in left where changes(of: path, inbox) != file.changes {
      candidates.forget(path)
      _ = candidates.offer(path, at: now)
    }
    lookedAt = DropFolderStatus(
      waiting: scan.waiting, folderCount: scan.folderCount, failures: scan.failures,
      temporaryCount: scan.temporaryCount, oldestTemporary: oldest,
      lastScan: now, scanDuration: max(0, clock() - now))
  }

  /// Removes an empty folder that nobody has used for long. What fails is tried again by the next scan;
  /// a folder that has got a file meanwhile is not empty, and stays.
  private func removeIfUnused(_ path: [UInt8], _ inbox: HeldInbox, _ now: Int64) {
    guard let status = try? inbox.status(of: path), status.kind == .folder,
      max(status.modified, status.changed) <= now - options.emptyFolderTime
    else { return }
    let location = try? inbox.location(path)
    if let location { try? location.folder.removeFolder(location.name) }
  }

  /// Makes a claim of a name, or puts it off, or finds that it is gone. What goes wrong is that file's
  /// trouble: it is left, and shown as stuck.
  private mutating func look(
    at path: [UInt8], _ inbox: HeldInbox, _ now: Int64
  ) throws(StorageError) -> Claim? {
    do throws(StorageError) {
      let location = try inbox.location(path)
      guard let page = try pageBeside(path, location) else { return try claim(path, location, now) }
      // The page takes its sidecar along, so it is the one to look at, and the sidecar waits for it.
      candidates.pause(path, until: now + options.settleTime)
      if candidates.isInFlight(page) { return nil }
      let beside = HeldInbox.Location(folder: location.folder, name: split(page).name)
      return try claim(page, beside, now)
    } catch {
      if error.isShortage {
        // Not looked at: it comes again.
        mustScan = true
        throw error
      }
      if error.isGone {
        candidates.forget(path)
        left[path] = nil
      } else {
        leave(path, .immovable(error.errno), inbox, now)
      }
      return nil
    }
  }

  /// Lets a file be for a while, and remembers why.
  private mutating func leave(
    _ path: [UInt8], _ refusal: Refusal, _ inbox: HeldInbox?, _ now: Int64
  ) {
    _ = candidates.pause(path, until: now + options.retryTime, changed: 0, at: now)
    guard left.count < Self.leftLimit || left[path] != nil else { return }
    left[path] = Left(refusal: refusal, changes: inbox.map { changes(of: path, $0) } ?? [])
  }

  /// When a file and its folder were changed; -1 for what cannot be looked at.
  private func changes(of path: [UInt8], _ inbox: HeldInbox) -> [Int64] {
    let folder = Array(split(path).folder.dropLast())
    return [path, folder].map { path in (try? inbox.status(of: path))??.changed ?? -1 }
  }

  private mutating func claim(
    _ path: [UInt8], _ location: HeldInbox.Location, _ now: Int64
  ) throws(StorageError) -> Claim? {
    let status = try location.folder.status(of: location.name)
    guard status.kind != .folder else {
      candidates.forget(path)
      left[path] = nil
      return nil
    }
    guard hasSettled(status, path, now) else { return nil }
    let refusal = try examiner.refusal(of: status, at: location)
    var sidecars: [SeenFile] = []
    if refusal == nil {
      for (path, status) in try sidecarsBeside(path, location) where !candidates.isInFlight(path) {
        guard hasSettled(status, path, now) else {
          candidates.pause(path, until: now + options.settleTime)
          return nil
        }
        sidecars.append(SeenFile(path, status))
      }
    }
    return Claim(
      jobID: jobIDs.next(at: Timestamp(nanoseconds: now)).description,
      file: SeenFile(path, status),
      sidecars: sidecars, refusal: refusal)
  }

  /// What lies beside a file under another name; nil when nothing that can be looked at does.
  private func statusBeside(
    _ location: HeldInbox.Location, _ name: [UInt8]
  ) throws(StorageError) -> FileStatus? {
    do {
      return try location.folder.status(of: name)
    } catch {
      if error.isShortage { throw error }
      return nil
    }
  }

  /// Whether a file came by rename or was left alone for the settle time, by its own times; if not,
  /// it is put off. Times of the future prove nothing: such a file is settled when it has not changed
  /// between two looks.
  private mutating func hasSettled(
    _ status: FileStatus, _ path: [UInt8], _ now: Int64
  ) -> Bool {
    if status.kind != .regular || candidates.isWhole(path) { return true }
    let newest = status.changed > now ? now : max(status.changed, min(status.modified, now))
    let isSure = status.changed <= now && status.modified <= now
    let due = (isSure ? newest : now) + options.settleTime
    return due <= now
      || candidates.pause(path, until: due, changed: status.changed, at: now)
  }

  /// The page that lies beside this sidecar and will take it along.
  private func pageBeside(
    _ path: [UInt8], _ location: HeldInbox.Location
  ) throws(StorageError) -> [UInt8]? {
    let folder = split(path).folder
    for name in sidecarRule.pageNames(location.name) where name != location.name {
      let page = folder + name
      if left[page] == nil, try statusBeside(location, name)?.kind == .regular { return page }
    }
    return nil
  }

  /// The sidecars that lie beside this page and can be taken.
  private func sidecarsBeside(
    _ path: [UInt8], _ location: HeldInbox.Location
  ) throws(StorageError) -> [(path: [UInt8], status: FileStatus)] {
    let folder = split(path).folder
    var found: [(path: [UInt8], status: FileStatus)] = []
    for sidecar in sidecarRule.sidecarNames(location.name) where sidecar.count <= 255 {
      guard let status = try statusBeside(location, sidecar), status.kind == .regular,
        try examiner.refusal(
          of: status, at: HeldInbox.Location(folder: location.folder, name: sidecar)) == nil
      else { continue }
      found.append((folder + sidecar, status))
    }
    return found
  }

  private func split(_ path: [UInt8]) -> (folder: [UInt8], name: [UInt8]) {
    let cut = path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    return (Array(path[..<cut]), Array(path[cut...]))
  }
}
