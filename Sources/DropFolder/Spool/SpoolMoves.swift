package import Model
package import Storage

/// Moves files through the spool's folders: out of the inbox to a job, to quarantine, and back.
///
/// Knows nothing between two calls, so that recovery, the feed and an operator's command may each
/// have their own. All calls block. Errors: `StorageError`, always with the path.
package struct SpoolMoves: Sendable {
  package let spool: Spool
  let files: any FileSystem
  let examiner: FileExaminer
  let syncWorkers: SyncWorkers
  /// Nanoseconds since 1970.
  let clock: @Sendable () -> Int64

  /// Moves in a spool whose folders are there.
  package init(
    spool: Spool, fileSystem: any FileSystem, options: DropFolderOptions = DropFolderOptions(),
    clock: @escaping @Sendable () -> Int64
  ) {
    self.spool = spool
    files = fileSystem
    examiner = FileExaminer(sizeLimit: options.sizeLimit)
    syncWorkers = SyncWorkers(count: options.syncWorkerCount)
    self.clock = clock
  }

  /// Removes a job's files; for jobs whose outcome is durable. What is gone already is fine.
  ///
  /// Not synced: a file that a crash brings back belongs to a job that is known to be finished.
  package func removeClaimed(_ claim: Claim) throws(StorageError) {
    try removeIfPresent(spool.claimedPath(claim.jobID))
    for index in claim.sidecars.indices {
      try removeIfPresent(spool.claimedPath(claim.jobID, sidecar: index))
    }
  }

  /// The ids of all jobs with a file in quarantine, in order.
  package func quarantinedJobs() throws(StorageError) -> [String] {
    var found: [String] = []
    try files.list(spool.quarantine) { entry in
      let name = String(decoding: entry.name, as: UTF8.self)
      if JobID(name) != nil { found.append(name) }
      return .next
    }
    return found.sorted()
  }

  /// Sets the file of a running job aside, durably, with the reason beside it.
  package func quarantine(_ claim: Claim, _ refusal: Refusal) throws(StorageError) {
    let path = spool.claimedPath(claim.jobID)
    guard try files.exists(path) else { return }
    try setAside(claim, try files.status(of: path), refusal)
    try files.syncFolder(spool.quarantine)
    try files.syncFolder(spool.claimed)
    for index in claim.sidecars.indices {
      try removeIfPresent(spool.claimedPath(claim.jobID, sidecar: index))
    }
  }

  /// Moves a file that was set aside back into the inbox, durably, and its reason away. It gets its
  /// old name; when that is taken, its job's id. Returns the path below the inbox.
  ///
  /// A folder of the path is made where it is missing; where something else has its name, a link
  /// say, that is ELOOP or ENOTDIR and nothing is moved.
  package func handBack(_ jobID: String, to path: [UInt8]) throws(StorageError) -> [UInt8] {
    let quarantine = try files.openFolder(spool.quarantine)
    let name = Array(jobID.utf8)
    let (parent, last) = HeldInbox.split(path)
    if try !files.exists(spool.inbox) {
      try files.makeFolders(spool.inbox, permissions: 0o2770)
    }
    let folder = try HeldInbox(spool, files).root.makeFolders(parent, permissions: 0o2770)
    let prefix = parent.isEmpty ? [] : parent + [UInt8(ascii: "/")]
    for wanted in [last, name] {
      do {
        try moveOrCopy(name, from: quarantine, to: folder, as: wanted)
      } catch  where error.errno == .fileExists {
        // A crash between the two folders' syncs may have left both names.
        guard try folder.status(of: wanted).identity == quarantine.status(of: name).identity else {
          continue
        }
        try quarantine.removeIfPresent(name)
      }
      try folder.sync()
      // Nothing else tells that it is gone from here on purpose, until its new job is on record.
      try files.replaceFile(spool.retriedPath(jobID), with: record())
      try quarantine.removeIfPresent(spool.reasonPath(jobID).nameBytes)
      try quarantine.removeIfPresent(spool.keptPath(jobID).nameBytes)
      try quarantine.sync()
      return prefix + wanted
    }
    throw StorageError(
      operation: .rename, path: spool.quarantinePath(jobID), errno: .fileExists)
  }

  /// A rename that keeps what is there; between two mounts a copy that becomes visible whole.
  private func moveOrCopy(
    _ name: [UInt8], from source: any FolderHandle, to folder: any FolderHandle,
    as target: [UInt8]
  ) throws(StorageError) {
    do {
      return try source.rename(name, to: folder, as: target, .failIfPresent)
    } catch {
      if error.errno != .improperLink { throw error }
    }
    let hidden = Array(".winnow-".utf8) + name + Array(".part".utf8)
    try folder.removeIfPresent(hidden)
    do {
      try folder.copy(try source.open(name, .read), as: hidden, permissions: 0o660)
      try folder.rename(hidden, to: folder, as: target, .failIfPresent)
    } catch {
      try? folder.remove(hidden)
      throw error
    }
    try folder.sync()
    try source.remove(name)
  }

  func removeIfPresent(_ path: FilePath) throws(StorageError) {
    do {
      try files.remove(path)
    } catch {
      if error.errno != .noSuchFileOrDirectory { throw error }
    }
  }

  /// Writes the reason and moves the file from `claimed/` to it: the reason first, so that no file
  /// lies there without one.
  func setAside(
    _ claim: Claim, _ status: FileStatus, _ refusal: Refusal
  ) throws(StorageError) {
    let note = QuarantineNote(
      jobID: claim.jobID, file: claim.file.path, refusal: refusal, size: status.size,
      modified: status.modified, time: clock())
    try files.replaceFile(spool.reasonPath(claim.jobID), with: note.json)
    try files.rename(
      spool.claimedPath(claim.jobID), to: spool.quarantinePath(claim.jobID), .replace)
  }

  /// The refusal that an earlier run had, as far as it is still known.
  func storedRefusal(_ claim: Claim) throws(StorageError) -> Refusal {
    if let refusal = claim.refusal { return refusal }
    return Refusal(
      reason: .quarantined, detail: "It was set aside before; the reason stands beside it.",
      remedy: "Read \(spool.reasonPath(claim.jobID).printable).")
  }
}
