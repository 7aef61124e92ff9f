package import Model
package import Storage

extension DropFolder {
  /// Where the file of a claim is, after a crash.
  package enum Whereabouts: Hashable, Sendable {
    case claimed
    case quarantined
    /// Still in the inbox, with the inode of the claim: do it again with `claim`.
    case inbox
    /// Taken away or replaced before it was moved.
    case gone
  }

  /// Finds the file of a claim that the journal holds and no outcome is known for. `claim` itself
  /// goes on from any of these.
  package func whereabouts(of claim: Claim) throws(StorageError) -> Whereabouts {
    if try files.exists(spool.claimedPath(claim.jobID)) { return .claimed }
    if try files.exists(spool.quarantinePath(claim.jobID)) { return .quarantined }
    do {
      let status = try files.status(of: spool.inboxPath(claim.file.path))
      return status.identity.inode == claim.file.inode ? .inbox : .gone
    } catch  where error.errno == .noSuchFileOrDirectory || error.errno == .notDirectory {
      return .gone
    }
  }

  /// Opens a job's file: a regular file, no link followed.
  package func open(_ jobID: String) throws(StorageError) -> any FileHandle {
    try files.open(spool.claimedPath(jobID), .read)
  }

  /// Opens a job's sidecar, `index` its place in the claim.
  package func open(_ jobID: String, sidecar index: Int) throws(StorageError) -> any FileHandle {
    try files.open(spool.claimedPath(jobID, sidecar: index), .read)
  }

  /// Removes a job's files; for jobs whose outcome is durable. What is gone already is fine.
  ///
  /// Not synced: a file that a crash brings back belongs to a job that is known to be finished.
  package func release(_ claim: Claim) throws(StorageError) {
    try removeIfPresent(spool.claimedPath(claim.jobID))
    for index in claim.sidecars.indices {
      try removeIfPresent(spool.claimedPath(claim.jobID, sidecar: index))
    }
  }

  /// The ids of all jobs with files in `claimed/`, in order; those that no record knows are strays.
  package func claimedJobs() throws(StorageError) -> [String] { try jobs(in: spool.claimed) }

  /// The ids of all jobs with a file in quarantine, in order.
  package func quarantinedJobs() throws(StorageError) -> [String] { try jobs(in: spool.quarantine) }

  private func jobs(in folder: FilePath) throws(StorageError) -> [String] {
    var found: [String] = []
    try files.list(folder) { entry in
      let name = String(decoding: entry.name, as: UTF8.self)
      if JobID(name) != nil { found.append(name) }
      return .next
    }
    return found.sorted()
  }

  /// Sets the file of a running job aside, durably, with the reason beside it.
  package func quarantine(_ claim: Claim, _ refusal: Refusal) throws(StorageError) {
    let place = spool.claimedPath(claim.jobID)
    guard try files.exists(place) else { return }
    try setAside(claim, try files.status(of: place), refusal)
    try files.syncFolder(spool.quarantine)
    try files.syncFolder(spool.claimed)
    for index in claim.sidecars.indices {
      try removeIfPresent(spool.claimedPath(claim.jobID, sidecar: index))
    }
  }

  /// Moves a file that was set aside back into the inbox, durably, and its reason away. It gets its
  /// old name; when that is taken, its job's id. Returns the path below the inbox.
  package func handBack(_ jobID: String, to path: [UInt8]) throws(StorageError) -> [UInt8] {
    let place = spool.quarantinePath(jobID)
    let folder = path.lastIndex(of: UInt8(ascii: "/")).map { Array(path[...$0]) } ?? []
    if !folder.isEmpty {
      try files.makeFolders(spool.inboxPath(Array(folder.dropLast())), permissions: 0o2770)
    }
    for path in [path, folder + Array(jobID.utf8)] {
      let target = spool.inboxPath(path)
      do {
        try files.rename(place, to: target, .failIfPresent)
      } catch  where error.errno == .fileExists {
        // A crash between the two folders' syncs may have left both names.
        guard try files.status(of: target).identity == files.status(of: place).identity else {
          continue
        }
        try removeIfPresent(place)
      }
      try files.syncFolder(target.parent)
      try removeIfPresent(spool.reasonPath(jobID))
      try files.syncFolder(spool.quarantine)
      requestScan()
      return path
    }
    throw StorageError(operation: .rename, path: place, errno: .fileExists)
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
