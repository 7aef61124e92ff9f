internal import Model
package import Storage

/// What a person decides about files that were set aside, on record beside each of them.
extension SpoolMoves {
  /// Removes a file that was set aside, durably. Its reason stays, and when it was discarded.
  package func discard(_ job: String) throws(StorageError) {
    try files.replaceFile(spool.discardedPath(job), with: record())
    try removeIfPresent(spool.quarantinePath(job))
    try removeIfPresent(spool.keptPath(job))
    try files.syncFolder(spool.quarantine)
  }

  /// Notes, durably, that a file that was set aside stays there and asks for attention no more.
  package func keep(_ job: String) throws(StorageError) {
    try files.replaceFile(spool.keptPath(job), with: record())
  }

  /// When it was decided: seconds since 1970, in decimal.
  func record() -> [UInt8] { Array("\(clock() / 1_000_000_000)\n".utf8) }

  /// The ids of jobs with a file in quarantine that nobody has decided to keep.
  package func undecidedJobs() throws(StorageError) -> Set<String> {
    var jobs: Set<String> = []
    var kept: Set<String> = []
    try files.list(spool.quarantine) { entry in
      let name = String(decoding: entry.name, as: UTF8.self)
      if JobID(name) != nil {
        jobs.insert(name)
      } else if name.hasSuffix(".kept") {
        kept.insert(String(name.dropLast(5)))
      }
      return .next
    }
    return jobs.subtracting(kept)
  }
}
