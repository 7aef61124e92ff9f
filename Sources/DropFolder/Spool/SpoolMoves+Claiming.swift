internal import Model
package import Storage

extension SpoolMoves {
  /// Carries out claims that are in the journal: renames each file (and its sidecars) to its job,
  /// or to quarantine, then syncs folders and files, each folder once. Durable on return.
  ///
  /// A claim that was carried out before is found so, which makes this the way to redo a batch
  /// after a crash. When it throws, some may have been moved: do the same batch again (for want of /// space: later; after a failed sync: in the next process, which reads the files anew).
  package func claim(_ claims: [Claim]) throws(StorageError) -> [ClaimResult] {
    var results: [ClaimResult] = []
    var touched: Set<FilePath> = []
    for claim in claims {
      let fate = try carryOut(claim, &touched)
      results.append(ClaimResult(claim: claim, fate: fate))
    }
    // Folders before files: the device has begun to write the bytes, and one sync of a folder carries
    // along what each file's own would have to wait for. The names' newest places first: after a
    // crash a file may have two names, but never none. What is set aside has gone from the inbox
    // through claimed/ to quarantine/.
    if !touched.isEmpty {
      try files.syncFolder(spool.quarantine)
      try files.syncFolder(spool.claimed)
    }
    for folder in touched.sorted(by: { $0.string < $1.string }) {
      do {
        try files.syncFolder(folder)
      } catch  where error.errno == .noSuchFileOrDirectory {
        // The source took its folder away; there is no name in it left to come back.
      }
    }
    let files = files
    try syncWorkers.forEach(results.flatMap(contents)) { path throws(StorageError) in
      try files.open(path, .read).sync(.data)
    }
    assert(results.count == claims.count, "every claim comes to something")
    return results
  }

  private func carryOut(
    _ claim: Claim, _ touched: inout Set<FilePath>
  ) throws(StorageError) -> ClaimResult.Fate {
    let target = spool.claimedPath(claim.jobID)
    switch try move(claim.file, to: target, &touched) {
    case .gone:
      // Done before: by this call, which failed later on, or before a crash.
      if try files.exists(spool.quarantinePath(claim.jobID)) {
        touched.insert(spool.inboxPath(claim.file.path).parent)
        // A crash between the two folders' syncs may leave the name before last.
        if try files.exists(target) {
          try removeIfPresent(target)
        }
        return .quarantined(try storedRefusal(claim))
      }
      guard try files.exists(target) else { return .gone }
      // Whoever moved it may have been killed before the folders were synced.
      touched.insert(spool.inboxPath(claim.file.path).parent)
    case .refused(let refusal): return .left(refusal)
    case .moved: break
    }
    // What was renamed may be another file than the one that was looked at.
    let status = try files.status(of: target)
    var refusal = claim.refusal
    if refusal == nil { refusal = try examiner.refusal(of: status, at: target) }
    if let refusal {
      try setAside(claim, status, refusal)
      return .quarantined(refusal)
    }
    var taken: [Int] = []
    for index in claim.sidecars.indices where try take(index, of: claim, &touched) {
      taken.append(index)
    }
    return .claimed(sidecars: taken)
  }

  /// Moves a sidecar along; false when it is not there, or is nothing to read.
  private func take(
    _ index: Int, of claim: Claim, _ touched: inout Set<FilePath>
  ) throws(StorageError) -> Bool {
    let sidecar = claim.sidecars[index]
    let target = spool.claimedPath(claim.jobID, sidecar: index)
    switch try move(sidecar, to: target, &touched) {
    case .moved: break
    case .gone:
      guard try files.exists(target) else { return false }
      touched.insert(spool.inboxPath(sidecar.path).parent)
    case .refused: return false
    }
    if try examiner.refusal(of: files.status(of: target), at: target) == nil { return true }
    // Exchanged since it was looked at: back with it, to be set aside on its own.
    do {
      try files.rename(target, to: spool.inboxPath(sidecar.path), .failIfPresent)
    } catch {
      // Its name is used again already: then the newer one counts.
      if error.errno != .fileExists { throw error }
    }
    return false
  }

  private enum Move {
    case moved, gone
    case refused(Refusal)
  }

  private func move(
    _ file: SeenFile, to target: FilePath, _ touched: inout Set<FilePath>
  ) throws(StorageError) -> Move {
    let source = spool.inboxPath(file.path)
    do {
      // A file of the same inode only: a name that was used again since is another file's.
      guard try files.status(of: source).identity.inode == file.inode else { return .gone }
      try files.rename(source, to: target, .failIfPresent)
      touched.insert(source.parent)
      return .moved
    } catch {
      switch error.errno {
      case .noSuchFileOrDirectory, .notDirectory: return .gone
      case .fileExists:
        // A crash between the two folders' syncs may leave both names.
        guard try files.status(of: target).identity.inode == file.inode else { return .gone }
        try removeIfPresent(source)
        touched.insert(source.parent)
        return .moved
      case .permissionDenied, .notPermitted, .textFileBusy, .readOnlyFileSystem:
        return .refused(.immovable(error.errno.description))
      default: throw error
      }
    }
  }

  /// The files that a claim brought, those that can be read: the others are a note later on.
  private func contents(_ result: ClaimResult) -> [FilePath] {
    guard case .claimed(let sidecars) = result.fate else { return [] }
    let jobID = result.claim.jobID
    return [spool.claimedPath(jobID)] + sidecars.map { spool.claimedPath(jobID, sidecar: $0) }
  }
}
