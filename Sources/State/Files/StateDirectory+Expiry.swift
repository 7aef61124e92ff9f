internal import Archive
internal import Storage

/// How long original bytes are kept.
extension StateDirectory {
  /// What was taken out of the archive.
  package struct ExpiredOriginals: Sendable {
    package var count: Int
    package var byteCount: UInt64
  }

  /// Has the archive keep originals for so many milliseconds after they last came; 0 is for ever.
  ///
  /// What comes again after a tenth of that is stored anew, so that it lives on.
  package func keepOriginals(forMilliseconds kept: Int64) {
    let time = options.clock.wall() - kept / 10
    originals.renew(storedBefore: kept > 0 ? time * 1_000_000 : nil)
  }

  /// Writes down where the newest originals lie, so that the next start reads no segment.
  ///
  /// Nothing is lost where it is left out. Throws `PipelineFailure`.
  package func closeOriginals() throws {
    do {
      try originals.close()
    } catch {
      throw PipelineFailure.of(error)
    }
  }

  /// Takes out originals that last came longer ago than `kept` milliseconds, one hour at least.
  ///
  /// Blocks while segments of the archive are removed or written anew. Throws `StorageError`.
  package func removeOriginals(
    olderThanMilliseconds kept: Int64, isCancelled: () -> Bool
  ) throws -> ExpiredOriginals {
    precondition(kept >= 3_600_000, "originals of files in work must not expire")
    let expired = try originals.removeExpired(
      before: options.clock.wall() - kept, isCancelled: isCancelled)
    return ExpiredOriginals(count: expired.count, byteCount: expired.byteCount)
  }
}
