package import Model
internal import Storage
internal import Synchronization

extension Journal {
  /// The numbers now; lists the folder, so it may block for a moment.
  package var statistics: JournalStatistics {
    let segments = (try? folder.contents().segments.count) ?? 0
    let spare = factory.hasSpare
    let checkpoint = latestCheckpoint.withLock { $0 }
    let size = UInt64(options.usedSegmentByteCount)
    return queue.withLock { queue in
      JournalStatistics(
        last: LSN(queue.next.rawValue - 1), durable: queue.durable, lastCheckpoint: checkpoint,
        lastSyncNanoseconds: queue.lastSyncNanoseconds,
        syncNanoseconds: queue.syncNanoseconds, syncCount: queue.syncCount,
        acknowledgedCount: queue.acknowledgedCount, writtenByteCount: queue.writtenByteCount,
        segmentCount: segments, segmentByteCount: size * UInt64(segments + (spare ? 1 : 0)),
        hasSpare: spare, poison: queue.poison)
    }
  }

  /// The last record that is durable.
  package var durable: LSN { queue.withLock { $0.durable } }

  /// Why nothing is acknowledged any more; nil while all is well.
  package var poison: JournalError? { queue.withLock { $0.poison } }

  /// Makes everything durable, puts the clean end on record, and takes no more.
  ///
  /// Errors: as `append`; the journal is closed all the same.
  package func close() async throws(JournalError) {
    defer { queue.withLock { $0.close() } }
    do throws(JournalError) {
      _ = try await appendAny([JournalEntry(type: OwnType.closed, payload: [])])
    } catch {
      try await onHousekeeping { () throws(StorageError) in }
      throw error
    }
    // A spare that is being made must not meet the next owner.
    try await onHousekeeping { () throws(StorageError) in }
  }
}
