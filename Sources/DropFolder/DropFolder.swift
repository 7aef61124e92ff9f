package import Model
package import Storage
internal import Synchronization

/// The inbox as a queue: a scanner that finds what may be claimed, and the moves that claim it.
///
/// All calls block; `nextBatch` and `claim` are for one caller at a time. Errors: `StorageError`,
/// always with the path.
package final class DropFolder: Sendable {
  /// What moves files, usable by itself.
  package let moves: SpoolMoves
  private let scanner: Mutex<InboxScanner>
  /// Apart from the scanner, so that a status need not wait for a scan.
  private let published = Mutex(DropFolderStatus())

  /// A drop folder over a spool whose folders are there. `watch` makes it quicker.
  package init(
    spool: Spool, fileSystem: any FileSystem, options: DropFolderOptions = DropFolderOptions(),
    sidecars: SidecarRule = .none, jobIDs: JobIDGenerator = JobIDGenerator(),
    watch: FolderWatch? = nil, clock: @escaping @Sendable () -> Int64
  ) {
    moves = SpoolMoves(spool: spool, fileSystem: fileSystem, options: options, clock: clock)
    scanner = Mutex(
      InboxScanner(
        spool: spool, fileSystem: fileSystem, options: options, sidecars: sidecars,
        jobIDs: jobIDs, watch: watch, clock: clock))
  }

  /// The folders that files pass through.
  package var spool: Spool { moves.spool }

  /// Has the next `nextBatch` scan, whatever events say.
  package func requestScan() { scanner.withLock { $0.requestScan() } }

  /// Has files that could not be moved tried again by the next `nextBatch`.
  package func retryLeft() { scanner.withLock { $0.retryLeft() } }

  /// What is known about the inbox; answers at once, also during a scan.
  package var status: DropFolderStatus { published.withLock { $0 } }

  /// Looks for up to `limit` units to claim and moves nothing: their record goes to the journal
  /// first, then `claim` carries them out (or `abandon` gives them up).
  package func nextBatch(limit: Int) throws(StorageError) -> ClaimBatch {
    try scanner.withLock { scanner throws(StorageError) in
      let batch = try scanner.nextBatch(limit: limit)
      published.withLock { $0 = scanner.status }
      return batch
    }
  }

  /// Carries out claims that are in the journal; see `SpoolMoves.claim`.
  package func claim(_ claims: [Claim]) throws(StorageError) -> [ClaimResult] {
    let results = try moves.claim(claims)
    scanner.withLock { scanner in
      scanner.note(results)
      published.withLock { $0 = scanner.status }
    }
    return results
  }

  /// Gives claims up that were not carried out: their files may be found again.
  package func abandon(_ claims: [Claim]) {
    scanner.withLock { scanner in
      scanner.abandon(claims)
      published.withLock { $0 = scanner.status }
    }
  }
}
