package import Model
internal import Synchronization

extension Journal {
  /// Hands out the records from `start` on that were durable when this was called, in order.
  ///
  /// Blocks. The journal's own records are left out, except those that stand for what salvage could
  /// not save. Records below the first segment that is kept are gone; replay begins at the first one
  /// that is there. Errors: `JournalError`, and what `body` throws, which ends the replay.
  package func replay(
    from start: LSN, _ body: (JournalRecord) throws -> Void
  ) throws {
    let end = queue.withLock { $0.durable }
    try LogReader(folder, options).records(from: start, through: end) { record in
      if record.type < OwnType.first || record.isLost { try body(record) }
    }
  }
}
