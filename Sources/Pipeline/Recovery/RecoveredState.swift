internal import DropFolder
internal import Formats
internal import Ledger
package import Model
package import NearDuplicates
internal import SearchIndex
package import State
internal import Storage
internal import Synchronization
package import WriteAheadLog
internal import SQLiteSupport

/// A state that has been brought up to what its journal says.
package struct RecoveredState: ~Copyable {
  package let place: Workplace
  let copies: CopyIndex
  package let lastNumber: DecisionNumber
  /// Jobs to go on with, in the order of their claims.
  package let open: [OpenJob]
  /// Jobs that were in work when the last process died: they run alone.
  package let suspects: [OpenJob]
}

/// DECIDED records that ledger or index have not taken in, with what is needed to repeat them.
private struct Pending {
  var lsn: UInt64
  var batch: DecisionBatch
  /// The jobs as they stood before the record.
  var jobs: [String: OpenJob]
}

extension Workplace {
  /// Replays the journal: what was decided takes effect, and is never decided again.
  ///
  /// `tick`: Called now and then, so that a service manager sees the start go on.
  /// Throws `PipelineFailure`.
  package func recover(
    after recovery: JournalRecovery, settings: PipelineSettings, copyOptions: CopyIndexOptions,
    clock: any PipelineClock, meter: StageMeter, tick: () -> Void = {}
  ) async throws -> RecoveredState {
    do {
      let applied = min(try ledger.appliedLSN(), try index.appliedLSN())
      let pending = try replay(after: recovery, applied: applied, tick: tick)
      learn(try ledger.boilerplate())
      for item in pending { learn(item.batch.learned) }
      for item in pending where !options.plantedBugs.contains(.skipsPending) {
        try await apply(try rows(for: item, settings), meter: meter, clock: clock)
        tick()
      }
      let copies = CopyIndex(
        options: copyOptions, cold: LedgerSignatures(ledger: ledger),
        library: try ledger.boilerplate())
      try restore(copies, tick: tick)
      let jobs = try locate(openJobs())
      try handBackStrays(known: jobs)
      let suspects = jobs.filter { $0.attemptCount > 0 && $0.closing == nil }
      return RecoveredState(
        place: self, copies: copies, lastNumber: tracking.withLock { $0.backlog.lastNumber },
        open: jobs.filter { $0.attemptCount == 0 || $0.closing != nil },
        suspects: suspects.map { $0.struck(limit: settings.strikeLimit) })
    } catch let error as StorageError {
      throw PipelineFailure(.disk, "\(error)")
    } catch let error as JournalError {
      throw PipelineFailure(error)
    } catch let error as SQLiteFileError {
      throw PipelineFailure(.damaged, "\(error)")
    } catch let error as PayloadError {
      throw PipelineFailure(
        .damaged, "The journal holds a record that this version cannot read (\(error)).")
    }
  }

  private func openJobs() -> [OpenJob] {
    var jobs = tracking.withLock { $0.backlog }.inOrder
    if options.plantedBugs.contains(.forgetsClaims) {
      jobs.removeAll { $0.attemptCount == 0 && $0.closing == nil }
    }
    if options.plantedBugs.contains(.forgetsPosition) {
      for index in jobs.indices where jobs[index].closing == nil {
        jobs[index].progress = Progress(job: jobs[index].claim.job)
      }
    }
    return jobs
  }

  private func replay(
    after recovery: JournalRecovery, applied: UInt64, tick: () -> Void
  ) throws -> [Pending] {
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
    var pending: [Pending] = []
    var count = 0
    try journal.replay(from: recovery.replayStart) { record in
      if record.isLost { return }
      let entry = try QueueEntry(record)
      if case .decided(let batch) = entry, record.lsn.rawValue > applied {
        let ids = Set(batch.decisions.map(\.job) + batch.closings.map(\.job))
        pending.append(
          Pending(
            lsn: record.lsn.rawValue, batch: batch,
            jobs: tracking.backlog.jobs.filter { ids.contains($0.key) }))
      }
      tracking.take(entry, lsn: record.lsn.rawValue)
      count += 1
      if count % 10_000 == 0 { tick() }
    }
    let highest = try ledger.highestNumber() ?? DecisionNumber(0)
    tracking.backlog.raise(to: highest)
    tracking.lastLSN = recovery.last.rawValue
    tracking.checkpointedBytes = 0
    self.tracking.withLock { $0 = tracking }
    return pending
  }

  /// Reads the records again that were decided, and joins them with their recorded decisions.
  private func rows(for item: Pending, _ settings: PipelineSettings) throws -> LedgerBatch {
    var batch = LedgerBatch(appliedLSN: item.lsn, learned: item.batch.learned)
    let byJob = Dictionary(grouping: item.batch.decisions, by: \.job)
    for (id, decisions) in byJob {
      guard let job = item.jobs[id] else {
        throw PipelineFailure(
          .damaged, "The journal decided about job \(id), which it never claimed.")
      }
      batch.articles += try Materializer(place: self, settings: settings.scrapes)
        .rows(of: job, decisions: decisions)
    }
    batch.articles.sort { $0.number < $1.number }
    for closing in item.batch.closings {
      guard let job = item.jobs[closing.job] else { continue }
      let progress = item.batch.progress.first { $0.job == closing.job } ?? job.progress
      batch.jobs.append(JobRow(job: job, progress: progress, closing: closing))
    }
    try SidecarPairing(place: self, settings: settings.scrapes)
      .join(item.batch.attachments, into: &batch)
    return batch
  }

  private func restore(_ copies: CopyIndex, tick: () -> Void) throws {
    let last = try ledger.highestNumber()?.rawValue ?? 0
    let hot = UInt64(copies.options.hotDocumentLimit)
    var count = 0
    try ledger.forEachSignature(from: DecisionNumber(last > hot ? last - hot + 1 : 1)) { row in
      guard let document = SignedDocument(row) else { return true }
      copies.insert(
        document,
        decision: CopyDecision(
          copyOf: row.copyOf, kind: row.kind, contains: row.contains,
          containedBy: row.containedBy, story: row.story, head: row.head))
      count += 1
      if count % 10_000 == 0 { tick() }
      return true
    }
    while try ledger.keysIndexedThrough() < copies.keysNeededThrough {
      try ledger.indexKeys(through: copies.keysNeededThrough, limit: 10_000)
      tick()
    }
  }

  /// Finds each open job's file: claimed already, still in the inbox, or gone.
  private func locate(_ jobs: [OpenJob]) throws -> [OpenJob] {
    let undecided = jobs.filter { $0.closing == nil && $0.claim.place == .claimed }
    let results = try drop?.claim(undecided.map(\.claim.dropClaim)) ?? []
    var found: [String: OpenJob] = [:]
    for (job, result) in zip(undecided, results) {
      let (again, handedBack) = JobClaim.outcomes(of: [result], arrival: job.claim.arrival)
      if !handedBack.isEmpty { try note(.finished(handedBack)) }
      guard var located = again.first else { continue }
      located.attemptCount = job.attemptCount
      located.progress = job.progress
      found[job.claim.job] = located
    }
    return try jobs.compactMap { job in
      if job.closing != nil { return job }
      if job.claim.place == .claimed { return found[job.claim.job] }
      if try files.exists(path(of: job.claim)) { return job }
      var gone = job
      gone.claim.refusal = .gone
      return gone
    }
  }

  /// Files in `claimed/` that belong to no open job: finished ones go, unknown ones go back.
  private func handBackStrays(known: [OpenJob]) throws {
    guard let drop else { return }
    let ids = Set(known.map(\.claim.job))
    for entry in try files.entries(of: paths.claimed) {
      let id = String(decoding: entry.name.prefix { $0 != UInt8(ascii: ".") }, as: UTF8.self)
      if ids.contains(id) { continue }
      let path = paths.claimed.appending(name: entry.name)
      if case .found = try ledger.job(id: id) {
        try files.remove(path)
      } else {
        try files.rename(
          path, to: drop.spool.inboxPath(entry.name), .failIfPresent)
      }
    }
  }
}

extension OpenJob {
  /// The job as it goes on: at its last strike it is set aside unread.
  fileprivate func struck(limit: Int) -> OpenJob {
    guard attemptCount >= limit else { return self }
    var job = self
    job.claim.refusal = Refusal(
      outcome: .quarantined, reason: .poison,
      detail: "The daemon died \(attemptCount) times with this file in work.",
      remedy: "Look at the file; after an upgrade run: winnow retry \(claim.job)")
    return job
  }
}
