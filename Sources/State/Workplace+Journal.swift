package import Ledger
package import Model
package import SearchIndex
internal import Storage
internal import Synchronization
internal import SQLiteSupport
package import WriteAheadLog

extension Workplace {
  /// Appends one entry and returns its LSN once it is durable.
  ///
  /// Waits for room while the disk is full, and says so of `stage`. Throws `PipelineFailure` when the
  /// journal can no longer be trusted: nothing more may be acknowledged then.
  @discardableResult
  package func append(
    _ entry: QueueEntry, for stage: StageName = .claim, meter: StageMeter? = nil,
    clock: any PipelineClock
  ) async throws -> UInt64 {
    let token = begin()
    defer { end(token) }
    while true {
      do throws(JournalError) {
        let lsn = try await journal.append(entry.journalEntry).rawValue
        tracking.withLock { $0.take(entry, lsn: lsn) }
        return lsn
      } catch .outOfSpace {
        meter?.wait(stage, for: "room on the disk")
        try await clock.sleep(seconds: 1)
        meter?.wait(stage, for: nil)
      } catch {
        throw PipelineFailure(error)
      }
    }
  }

  /// Hands an entry over without waiting; the next durable one carries it along.
  @discardableResult
  package func note(_ entry: QueueEntry) throws -> UInt64 {
    do throws(JournalError) {
      let lsn = try journal.enqueue([entry.journalEntry]).upperBound.rawValue
      tracking.withLock { $0.take(entry, lsn: lsn) }
      return lsn
    } catch {
      throw PipelineFailure(error)
    }
  }

  /// Brings decided articles into ledger and index: one transaction, and one a shard.
  ///
  /// A full disk or a busy database is waited for; anything else throws `PipelineFailure`.
  package func apply(_ batch: LedgerBatch, meter: StageMeter, clock: any PipelineClock) async throws
  {
    try await persist(meter: meter, clock: clock) { try self.ledger.apply(batch) }
    let entries = batch.indexEntries
    let removed = batch.removals.map(\.number)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for shard in 0..<index.shardCount {
        group.addTask {
          try await self.persist(meter: meter, clock: clock) {
            try self.index.apply(entries, removing: removed, lsn: batch.appliedLSN, shard: shard)
          }
        }
      }
      try await group.waitForAll()
    }
  }

  /// Sees to it that articles which leave the index of copies are found in the ledger.
  package func indexKeys(
    through end: DecisionNumber, meter: StageMeter, clock: any PipelineClock
  ) async throws {
    try await persist(meter: meter, clock: clock) {
      try self.ledger.indexKeys(through: end, limit: .max)
    }
  }

  private func persist(
    meter: StageMeter, clock: any PipelineClock, _ body: () throws -> Void
  ) async throws {
    while true {
      let wait: String
      do {
        return try body()
      } catch let error as SQLiteFileError where error.problem == .full {
        wait = "room on the disk"
      } catch let error as SQLiteFileError where error.problem == .busy {
        wait = "another process to let go of the database"
      } catch {
        throw PipelineFailure(.disk, "\(error)")
      }
      meter.wait(.index, for: wait)
      try await clock.sleep(seconds: 1)
      meter.wait(.index, for: nil)
    }
  }

  /// Checkpoints when the journal has grown enough. Called where everything that was decided has
  /// also been applied, so that the checkpoint passes nothing that ledger and index lack.
  package func checkpointIfDue() async throws {
    let bytes = Int64(journal.statistics.writtenByteCount)
    let isDue = tracking.withLock { bytes - $0.checkpointedBytes >= options.checkpointByteCount }
    if isDue { try await checkpoint() }
  }

  /// Writes a checkpoint: the backlog, as of an LSN that every entry up to has been taken in.
  package func checkpoint() async throws {
    let (lsn, payload, past) = tracking.withLock { tracking in
      (
        tracking.underWay.values.min() ?? tracking.lastLSN, tracking.backlog.encoded(),
        tracking.history
      )
    }
    guard lsn > journal.statistics.lastCheckpoint.rawValue else { return }
    // Notes are handed over without waiting; a checkpoint stands for durable records only.
    do throws(JournalError) { _ = try await journal.sync() } catch { throw PipelineFailure(error) }
    do {
      // History first: the checkpoint lets the segments go that hold the same.
      try history.seal(past, at: LSN(lsn))
    } catch let error as StorageError where error.isOutOfSpace {
      return
    } catch {
      throw PipelineFailure(.disk, "\(error)")
    }
    do throws(JournalError) {
      try await journal.checkpoint(at: LSN(lsn), payload: payload)
    } catch .outOfSpace {
      // A checkpoint can wait until there is room.
      return
    } catch {
      throw PipelineFailure(error)
    }
    let bytes = Int64(journal.statistics.writtenByteCount)
    tracking.withLock {
      $0.checkpointedBytes = bytes
      // What has come since stays for the next one.
      $0.history.removeFirst(past.count)
    }
  }

  /// Ends work on the state in order.
  package func close() async throws {
    try await checkpoint()
    try await closeJournal()
  }

  /// Closes the journal and leaves everything as it is.
  package func closeJournal() async throws {
    do throws(JournalError) { try await journal.close() } catch { throw PipelineFailure(error) }
  }

  private func begin() -> UInt64 {
    tracking.withLock { tracking in
      let token = tracking.nextToken
      tracking.nextToken += 1
      tracking.underWay[token] = tracking.lastLSN
      return token
    }
  }

  private func end(_ token: UInt64) {
    tracking.withLock { _ = $0.underWay.removeValue(forKey: token) }
  }
}

extension QueueEntry {
  package var journalEntry: JournalEntry {
    JournalEntry(type: type, version: Self.payloadVersion, payload: encoded())
  }

  /// Reads a record of the journal.
  package init(_ record: JournalRecord) throws(PayloadError) {
    try self.init(type: record.type, version: record.version, payload: record.payload)
  }
}

extension LedgerBatch {
  /// What the index is to hold of the batch: an amended article as it reads now.
  package var indexEntries: [IndexEntry] {
    func entry(_ number: DecisionNumber, _ article: Article) -> IndexEntry {
      IndexEntry(number: number, headline: article.headline ?? "", body: article.articleBody)
    }
    return articles.map { entry($0.number, $0.article) }
      + amendments.map { entry($0.number, $0.article) }
  }
}
