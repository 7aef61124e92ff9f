internal import Model
package import Storage
internal import Synchronization

extension SpoolMoves {
  /// The folders of one batch, held while it is carried out.
  struct Desk {
    let inbox: HeldInbox
    let claimed: any FolderHandle
    /// Folders below the inbox that names were taken from.
    var touched: Set<[UInt8]> = []

    mutating func touch(_ path: [UInt8]) { touched.insert(HeldInbox.split(path).folder) }
  }

  /// Carries out claims that are in the journal: renames each file (and its sidecars) to its job,
  /// or to quarantine, then syncs folders and files, each folder once. Durable on return.
  ///
  /// What goes wrong with one file is that file's: it is left with the reason, or set aside. A claim that
  /// was carried out before is found so, which makes this the way to redo a batch after a crash. When it
  /// throws, the spool's own folders failed or something ran short, and some may have been moved: do the
  /// same batch again later.
  package func claim(_ claims: [Claim]) throws(StorageError) -> [ClaimResult] {
    if claims.isEmpty { return [] }
    var desk = Desk(
      inbox: try HeldInbox(spool, files), claimed: try files.openFolder(spool.claimed))
    var results: [ClaimResult] = []
    for claim in claims {
      let fate = try carryOut(claim, &desk)
      results.append(ClaimResult(claim: claim, fate: fate))
    }
    // Folders before files: the device has begun to write the bytes, and one sync of a folder carries
    // along what each file's own would have to wait for. The names' newest places first: after a
    // crash a file may have two names, but never none. What is set aside has gone from the inbox
    // through claimed/ to quarantine/.
    if !desk.touched.isEmpty {
      try files.syncFolder(spool.quarantine)
      try desk.claimed.sync()
    }
    try syncTouched(desk)
    try syncContents(of: &results, desk)
    assert(results.count == claims.count, "every claim comes to something")
    return results
  }

  /// Makes it durable that names have gone from the folders below the inbox.
  private func syncTouched(_ desk: Desk) throws(StorageError) {
    if desk.touched.isEmpty { return }
    let device = try desk.inbox.root.status().identity.device
    for path in desk.touched.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      var isOurs = false
      do throws(StorageError) {
        let folder = try desk.inbox.root.folder(path)
        isOurs = try folder.status().identity.device == device
        try folder.sync()
      } catch {
        // Taken away by its source, closed to us, or on another mount, whose troubles are its own: a
        // name that a crash brings back is found to be claimed already.
        if error.isShortage || (isOurs && !error.isGone) { throw error }
      }
    }
  }

  /// Syncs what the claims brought. A file whose bytes the device does not take is set aside.
  private func syncContents(of results: inout [ClaimResult], _ desk: Desk) throws(StorageError) {
    let items = results.indices.flatMap { index in
      contents(results[index]).map { (result: index, name: $0) }
    }
    let failures = Mutex<[Int: (name: [UInt8], error: StorageError)]>([:])
    let claimed = desk.claimed
    try syncWorkers.forEach(items) { item throws(StorageError) in
      do throws(StorageError) {
        try claimed.open(item.name, .read).sync(.data)
      } catch {
        if error.isShortage { throw error }
        failures.withLock { $0[item.result] = (item.name, error) }
      }
    }
    let failed = failures.withLock { $0 }
    if failed.isEmpty { return }
    for (index, failure) in failed.sorted(by: { $0.key < $1.key }) {
      let claim = results[index].claim
      let refusal = Refusal.unreadable(failure.error.errno.description)
      try setAside(claim, status(of: Array(claim.jobID.utf8), in: claimed), refusal)
      results[index].fate = .quarantined(refusal)
    }
    try files.syncFolder(spool.quarantine)
    try claimed.sync()
  }

  private func carryOut(
    _ claim: Claim, _ desk: inout Desk
  ) throws(StorageError) -> ClaimResult.Fate {
    let name = Array(claim.jobID.utf8)
    let move = try move(claim.file, as: name, refusal: claim.refusal, desk)
    if move != .moved {
      // Done before: by this call, which failed later on, or before a crash.
      if try files.exists(spool.quarantinePath(claim.jobID)) {
        desk.touch(claim.file.path)
        // A crash between the two folders' syncs may leave the name before last.
        try desk.claimed.removeIfPresent(name)
        return .quarantined(try storedRefusal(claim))
      }
      guard try desk.claimed.exists(name) else {
        if case .refused(let refusal) = move { return .left(refusal) }
        return .gone
      }
    }
    // Also when it was moved before: whoever did may have been killed before the folders were synced.
    desk.touch(claim.file.path)
    // What was renamed may be another file than the one that was looked at.
    let status = try status(of: name, in: desk.claimed)
    var refusal = claim.refusal
    if refusal == nil { refusal = try examiner.refusal(of: status, name, in: desk.claimed) }
    if let refusal {
      try setAside(claim, status, refusal)
      return .quarantined(refusal)
    }
    var taken: [Int] = []
    for index in claim.sidecars.indices where try take(index, of: claim, &desk) {
      taken.append(index)
    }
    return .claimed(sidecars: taken)
  }

  /// What `fstatat` says of a claimed file; where the device cannot tell, a file of no known kind.
  private func status(
    of name: [UInt8], in claimed: any FolderHandle
  ) throws(StorageError) -> FileStatus {
    do {
      return try claimed.status(of: name)
    } catch {
      if error.errno != .ioError { throw error }
      return FileStatus(
        identity: FileIdentity(device: 0, inode: 0), kind: .unknown, size: 0, modified: 0,
        changed: 0, permissions: 0, linkCount: 1, owner: 0, group: 0)
    }
  }

  /// Moves a sidecar along; false when it is not there, or is nothing to read.
  private func take(
    _ index: Int, of claim: Claim, _ desk: inout Desk
  ) throws(StorageError) -> Bool {
    let sidecar = claim.sidecars[index]
    let name = Array(spool.claimedPath(claim.jobID, sidecar: index).nameBytes)
    if try move(sidecar, as: name, refusal: nil, desk) != .moved {
      guard try desk.claimed.exists(name) else { return false }
    }
    desk.touch(sidecar.path)
    let status = try status(of: name, in: desk.claimed)
    if try examiner.refusal(of: status, name, in: desk.claimed) == nil { return true }
    // Exchanged since it was looked at: back with it, to be set aside on its own.
    _ = try putBack(name, from: desk.claimed, to: sidecar.path, desk.inbox)
    return false
  }

  /// The files that a claim brought, those that can be read: the others are a note later on.
  private func contents(_ result: ClaimResult) -> [[UInt8]] {
    guard case .claimed(let sidecars) = result.fate else { return [] }
    let jobID = result.claim.jobID
    return [Array(jobID.utf8)]
      + sidecars.map { spool.claimedPath(jobID, sidecar: $0).nameBytes }
  }
}
