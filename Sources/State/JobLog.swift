package import Ledger
package import Model
internal import Storage
internal import Synchronization
package import WriteAheadLog

/// The journal of one state, as jobs and decisions: appends what happens, keeps the backlog that it
/// adds up to, and hands what outlives its segments to history.
package final class JobLog: Sendable {
  /// What the journal has said so far, kept up to date for checkpoints and for status.
  struct Tracking {
    var backlog = Backlog()
    /// What the next checkpoint hands to history, encoded.
    var history: [[UInt8]] = []
    var lastLSN: UInt64 = 0
    /// Appends under way, by a running number, with the last LSN known when they began.
    var underWay: [UInt64: UInt64] = [:]
    var nextToken: UInt64 = 0
    var checkpointedBytes: Int64 = 0

    /// Takes over one entry of the journal.
    mutating func take(_ entry: JobEvent, lsn: UInt64) {
      history += HistoryEntry.entries(for: entry, jobs: backlog.jobs).map { $0.encoded() }
      backlog.apply(entry, lsn: lsn)
      lastLSN = max(lastLSN, lsn)
    }
  }

  let journal: Journal
  let history: History
  let tracking = Mutex(Tracking())
  /// The journal is checkpointed when it has grown by this much.
  let checkpointByteCount: Int64

  /// A log whose backlog is still empty; `replay` fills it.
  package init(journal: Journal, history: History, checkpointByteCount: Int64) {
    self.journal = journal
    self.history = history
    self.checkpointByteCount = checkpointByteCount
  }

  /// The backlog as it stands.
  package var backlog: Backlog { tracking.withLock { $0.backlog } }

  /// Files claimed and not finished.
  package var openJobCount: Int { tracking.withLock { $0.backlog.jobs.count } }

  /// The number of the log: which state it is.
  package var number: UInt64 { journal.logNumber }

  /// How the journal is doing.
  package var statistics: JournalStatistics { journal.statistics }

  /// Appends one entry and returns its LSN once it is durable.
  ///
  /// Waits for room while the disk is full, and says so of `stage`. Throws `PipelineFailure` when the
  /// journal can no longer be trusted: nothing more may be acknowledged then.
  @discardableResult
  package func append(
    _ entry: JobEvent, for stage: StageName = .claim, meter: StageMeter? = nil,
    clock: any PipelineClock
  ) async throws -> UInt64 {
    let token = begin()
    defer { end(token) }
    var isWaiting = false
    defer { if isWaiting { meter?.wait(stage, for: nil) } }
    while true {
      do throws(JournalError) {
        let lsn = try await journal.append(entry.journalEntry).rawValue
        tracking.withLock { $0.take(entry, lsn: lsn) }
        return lsn
      } catch .outOfSpace {
        isWaiting = true
        meter?.wait(stage, for: "room on the disk")
        try await clock.sleep(seconds: 1)
      } catch {
        throw PipelineFailure(error)
      }
    }
  }

  /// Hands an entry over without waiting; the next durable one carries it along.
  @discardableResult
  package func note(_ entry: JobEvent) throws -> UInt64 {
    do throws(JournalError) {
      let lsn = try journal.enqueue([entry.journalEntry]).upperBound.rawValue
      tracking.withLock { $0.take(entry, lsn: lsn) }
      return lsn
    } catch {
      throw PipelineFailure(error)
    }
  }

  /// Records between two ticks of a replay.
  package static let replayTickCount = 10_000

  /// Reads the newest checkpoint and all records after it into the backlog.
  ///
  /// `applied`: The record up to which ledger and index hold everything. `pending` hears of each
  /// later decision, with the backlog as it stood before it; `takedown` of every one after the checkpoint,
  /// which may not have been carried out; `tick` is called now and then.
  /// Throws `PipelineFailure` when ledger or index lack what is before the checkpoint, and
  /// `PayloadError` for a record that this build cannot read.
  package func replay(
    after recovery: JournalRecovery, applied: UInt64, tick: () -> Void,
    pending: (_ lsn: UInt64, DecisionBatch, Backlog) -> Void,
    takedown: (
      _ lsn: UInt64, _ numbers: [DecisionNumber], _ why: String, _ changes: [Change]
    ) -> Void = { _, _, _, _ in }
  ) throws {
    var tracking = Tracking()
    if let checkpoint = recovery.checkpoint {
      tracking.backlog = try Backlog(decoding: checkpoint.payload)
      guard applied >= tracking.backlog.lastDecided else {
        throw PipelineFailure(
          .damaged,
          "Ledger or index lack what the journal decided before its checkpoint (they are at record"
            + " \(applied), it is at \(tracking.backlog.lastDecided)). Run: winnow rebuild")
      }
    }
    var count = 0
    try journal.replay(from: recovery.replayStart) { record in
      if record.isLost { return }
      assert(record.lsn.rawValue > tracking.lastLSN, "records come in order")
      let entry = try JobEvent(record)
      // What a cluster has decided comes to the ledger from its log.
      if case .decided(let batch) = entry, batch.offers == nil, record.lsn.rawValue > applied {
        pending(record.lsn.rawValue, batch, tracking.backlog)
      }
      if case .forgotten(let numbers, let why, let feed) = entry {
        takedown(record.lsn.rawValue, numbers, why, feed.changes(.removed, of: numbers))
      }
      tracking.take(entry, lsn: record.lsn.rawValue)
      count += 1
      if count % Self.replayTickCount == 0 { tick() }
    }
    tracking.lastLSN = recovery.last.rawValue
    self.tracking.withLock { $0 = tracking }
  }

  /// Numbers up to this one have been given, whatever the journal still knows of them.
  package func raise(to number: DecisionNumber) {
    tracking.withLock { $0.backlog.raise(to: number) }
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
    tracking.withLock { tracking in
      let known = tracking.underWay.removeValue(forKey: token)
      assert(known != nil, "an append ends once")
    }
  }
}

extension JobEvent {
  /// The event as a record of the journal.
  var journalEntry: JournalEntry {
    JournalEntry(type: type, version: Self.payloadVersion, payload: encoded())
  }

  /// Reads a record of the journal.
  package init(_ record: JournalRecord) throws(PayloadError) {
    try self.init(type: record.type, version: record.version, payload: record.payload)
  }
}
