internal import Archive
internal import DropFolder
internal import Formats
internal import Ledger
internal import Model
package import NearDuplicates
internal import SQLiteSupport
internal import SearchIndex
package import State
internal import Storage
package import WriteAheadLog

/// Brings a state up to what its journal says, once, before any work begins.
///
/// What was decided takes effect and is never decided again; what was claimed goes on.
package struct Recovery: Sendable {
  /// A record that ledger or index may not have taken in, with what is needed to repeat it.
  private struct Pending {
    var lsn: UInt64
    var batch = DecisionBatch()
    /// The jobs as they stood before the record.
    var jobs: [String: OpenJob] = [:]
    /// Articles that the record takes out.
    var takedown: Takedowns?
  }

  /// What one record takes out, and why.
  private struct Takedowns {
    var numbers: [DecisionNumber]
    var why: String
    var changes: [Change]
  }

  private let state: StateDirectory
  private let settings: PipelineSettings
  private let copyOptions: CopyIndexOptions
  private let applier: LedgerApplier
  private let takedown: Takedown
  private let clock: any PipelineClock
  private let meter: StageMeter

  package init(
    of state: StateDirectory, settings: PipelineSettings, copyOptions: CopyIndexOptions,
    clock: any PipelineClock, meter: StageMeter
  ) {
    self.state = state
    self.settings = settings
    self.copyOptions = copyOptions
    self.clock = clock
    self.meter = meter
    applier = LedgerApplier(state: state, meter: meter, clock: clock)
    takedown = Takedown(of: state, meter: meter, clock: clock)
  }

  /// Replays the journal.
  ///
  /// `tick`: Called now and then with how far it is, so that a service manager and whoever asks see the
  /// start go on.
  /// Throws `PipelineFailure`.
  package func run(
    after recovery: JournalRecovery, tick: (RecoveryStep) -> Void = { _ in }
  ) async throws -> RecoveredState {
    do {
      return try await recover(after: recovery, tick)
    } catch let error as PayloadError {
      throw PipelineFailure(
        .damaged, "The journal holds a record that this version cannot read (\(error)).")
    } catch {
      throw PipelineFailure.of(error)
    }
  }

  private func recover(
    after recovery: JournalRecovery, _ tick: (RecoveryStep) -> Void
  ) async throws -> RecoveredState {
    try state.originals.prepareForWriting()
    try state.originals.moveFormerOriginals { tick(.originals(done: $0, total: $1)) }
    let ledger = state.ledger
    if state.index.isToBeFilled {
      let total = Int(try ledger.highestNumber()?.rawValue ?? 0)
      tick(.index(done: 0, total: total))
      try state.index.fill(from: ledger) { tick(.index(done: $0, total: total)) }
      state.index.removeFormer()
      try state.giveIndexToOwner()
    }
    let isNode = state.options.node != nil
    // What a node decided as a single machine is in the cluster's log.
    let applied = isNode ? .max : min(try ledger.appliedLSN(), try state.index.appliedLSN())
    var pending = try replay(after: recovery, applied: applied, tick)
    close(&pending)
    state.boilerplate.replace(with: try ledger.boilerplate())
    for item in pending { state.boilerplate.add(item.batch.learned) }
    var missing: [(id: String, why: String)] = []
    for (index, item) in pending.enumerated() {
      tick(.decisions(done: index, total: pending.count))
      if let takedowns = item.takedown {
        try await carryOut(takedowns, lsn: item.lsn, applied: applied)
      } else {
        try await applier.apply(try rows(for: item, missing: &missing))
      }
    }
    if try pending.contains(where: { $0.takedown != nil }) || state.index.holdsDeleted() {
      _ = try await takedown.overwrite()
    }
    // On a node of a cluster whoever decides restores its own, and the log knows what is decided.
    let copies =
      isNode
      ? CopyIndex(
        options: copyOptions, cold: LedgerSignatures(ledger: ledger), library: BoilerplateLibrary())
      : try CopyIndex.restored(from: ledger, options: copyOptions) {
        tick(.articles(done: $0, total: $1))
      }
    // A node that takes no files in has nothing to record: a journal that is there says which one the
    // ledger belongs to.
    if isNode { try await state.log.append(.started([]), clock: clock) }
    let open = state.log.backlog.inOrder
    let jobs = try await locate(isNode ? open : try await settled(open), tick)
    try handBackOrphans(known: jobs)
    let suspects = jobs.filter { $0.attemptCount > 0 && $0.closing == nil }
    return RecoveredState(
      state: state, copies: copies, lastNumber: state.log.backlog.lastNumber,
      open: jobs.filter { $0.attemptCount == 0 || $0.closing != nil },
      suspects: suspects.map { $0.withStrike(limit: settings.strikeLimit) }, missing: missing)
  }

  private func replay(
    after recovery: JournalRecovery, applied: UInt64, _ tick: (RecoveryStep) -> Void
  ) throws -> [Pending] {
    var pending: [Pending] = []
    let total = recovery.last.rawValue - min(recovery.replayStart.rawValue, recovery.last.rawValue)
    var done = 0
    tick(.journal(done: 0, total: Int(total)))
    try state.log.replay(after: recovery, applied: applied) {
      done += JobLog.replayTickCount
      tick(.journal(done: done, total: Int(total)))
    } pending: { lsn, batch, backlog in
      let ids = Set(batch.decisions.map(\.job) + batch.closings.map(\.job))
      pending.append(
        Pending(
          lsn: lsn, batch: batch, jobs: backlog.jobs.filter { ids.contains($0.key) }))
    } takedown: { lsn, numbers, why, changes in
      pending.append(
        Pending(lsn: lsn, takedown: Takedowns(numbers: numbers, why: why, changes: changes)))
    }
    state.log.raise(to: try state.ledger.highestNumber() ?? DecisionNumber(0))
    return pending
  }

  /// Has each record know how its jobs ended, in it or later: where a file is finished since, as in a
  /// ledger that was copied before its journal, the archive has its bytes under that digest.
  private func close(_ pending: inout [Pending]) {
    var closings: [String: Closing] = [:]
    for item in pending { for closing in item.batch.closings { closings[closing.job] = closing } }
    for index in pending.indices {
      for id in pending[index].jobs.keys where pending[index].jobs[id]?.closing == nil {
        pending[index].jobs[id]?.closing = closings[id]
      }
    }
  }

  /// Repeats what `winnow forget` may not have come to, in the order of the journal.
  private func carryOut(_ takedowns: Takedowns, lsn: UInt64, applied: UInt64) async throws {
    let removals = try takedown.removals(
      of: takedowns.numbers, why: takedowns.why, when: clock.wall())
    if lsn > applied {
      try await takedown.apply(removals, lsn: LSN(lsn), changes: takedowns.changes)
    }
    try takedown.removeOriginals(ofArticles: removals.map(\.id))
  }

  /// The open jobs without those that the ledger knows more about than the journal does, whose records
  /// of the rest are lost: what is decided takes effect, and nothing is decided twice.
  private func settled(_ jobs: [OpenJob]) async throws -> [OpenJob] {
    var kept: [OpenJob] = []
    for job in jobs {
      let id = job.claim.job
      guard job.closing == nil else {
        var job = job
        if try isTakenOut(id) {
          job.closing?.digest = ""
          job.closing?.sidecarDigests = []
        }
        kept.append(job)
        continue
      }
      if case .found(let row) = try state.ledger.job(id: id), row.id == id,
        let closing = Closing(row, of: job.claim, isContainer: try isContainer(id))
      {
        var job = job
        job.closing = closing
        let lsn = try await state.log.append(
          .decided(DecisionBatch(closings: [closing])), for: .index, meter: meter, clock: clock)
        try await applier.apply(LedgerBatch(appliedLSN: lsn, jobs: [row]))
        kept.append(job)
      } else if try state.ledger.articles(ofJob: id, limit: job.progress.articleCount + 1).count
        > job.progress.articleCount
      {
        // How far it had been read is lost: the file goes back to the inbox and is read as a new one.
        try state.log.note(.finished([id]))
      } else {
        kept.append(job)
      }
    }
    return kept
  }

  private func isContainer(_ job: String) throws -> Bool {
    try state.ledger.articles(ofJob: job, limit: 1).first.map { $0.id != job } ?? false
  }

  /// Reads the records again that were decided, and joins them with what was decided about them.
  private func rows(
    for item: Pending, missing: inout [(id: String, why: String)]
  ) throws -> LedgerBatch {
    var batch = LedgerBatch(
      appliedLSN: item.lsn, learned: item.batch.learned, moves: item.batch.moves,
      changes: item.batch.changes)
    var rereader = Rereader(state: state, settings: settings.scrapes)
    for decision in item.batch.decisions {
      guard let job = item.jobs[decision.job] else {
        // Its claim is lost. The file, when it is still there, goes back to the inbox.
        missing.append(("\(decision.job)-\(decision.ordinal)", "The claim of its file is lost."))
        continue
      }
      do {
        batch.articles.append(try rereader.row(of: decision, job: job))
      } catch let refusal as Refusal {
        // Decided all the same; a start that failed for it would help nobody.
        missing.append(("\(decision.job)-\(decision.ordinal)", refusal.detail))
      } catch let error as OriginalError {
        missing.append(("\(decision.job)-\(decision.ordinal)", "\(error)"))
      }
    }
    assert(
      zip(batch.articles, batch.articles.dropFirst()).allSatisfy { $0.number < $1.number },
      "decisions are on record in their order")
    for closing in item.batch.closings {
      guard let job = item.jobs[closing.job] else { continue }
      let progress = item.batch.progress.last { $0.job == closing.job } ?? job.progress
      batch.jobs.append(JobRow(job: job, progress: progress, closing: closing))
    }
    batch = try SidecarJoin(state: state, settings: settings.scrapes)
      .joining(item.batch.attachments, into: batch)
    batch.amendments += try RerunReplay(state: state, settings: settings.scrapes)
      .amendments(for: item.batch.rereads)
    return batch
  }

  /// Finds each open job's file: claimed already, still in the inbox, or gone.
  private func locate(_ jobs: [OpenJob], _ tick: (RecoveryStep) -> Void) async throws -> [OpenJob] {
    tick(.files(count: jobs.count))
    let undecided = jobs.filter { $0.closing == nil && $0.claim.location == .claimed }
    let results = try await carryOut(undecided.map(\.claim.dropClaim), tick)
    var found: [String: OpenJob] = [:]
    for (job, result) in zip(undecided, results) {
      let (again, handedBack) = JobClaim.outcomes(of: [result], arrival: job.claim.arrival)
      if !handedBack.isEmpty { try state.log.note(.finished(handedBack)) }
      guard var located = again.first else { continue }
      located.attemptCount = job.attemptCount
      located.progress = job.progress
      found[job.claim.job] = located
    }
    return try jobs.compactMap { job in
      if job.closing != nil { return job }
      if job.claim.location == .claimed { return found[job.claim.job] }
      if try state.files.exists(state.path(of: job.claim)) { return job }
      var gone = job
      gone.claim.refusal = .gone
      return gone
    }
  }

  /// Archives a file of a job that the ledger knows, where that was not done before its records were
  /// lost.
  private func keep(_ path: FilePath, of row: JobRow) throws {
    guard row.outcome != .quarantined, try state.files.status(of: path).kind == .regular,
      try !isTakenOut(row.id)
    else { return }
    for text in [row.digest ?? ""] + row.sidecars.map(\.digest) {
      guard let digest = Digest(text), try !state.originals.contains(digest) else { continue }
      let file = try state.files.open(path, .read)
      if try FileSource(file).digest() == text {
        _ = try state.originals.store(file, known: digest, durability: .atOnce)
      }
    }
  }

  /// Carries claims out again; what ran short meanwhile is waited for.
  private func carryOut(_ claims: [Claim], _ tick: (RecoveryStep) -> Void) async throws
    -> [ClaimResult]
  {
    guard let drop = state.drop else { return [] }
    var isWaiting = false
    defer { if isWaiting { meter.wait(.claim, for: nil) } }
    while true {
      do {
        return try drop.claim(claims)
      } catch {
        if !error.isShortage { throw error }
        isWaiting = true
        meter.wait(.claim, for: InboxFeed.trouble(error))
        tick(.files(count: claims.count))
        try await clock.sleep(seconds: 1)
      }
    }
  }

  /// True when all articles of the job were forgotten: then its bytes are kept nowhere.
  private func isTakenOut(_ job: String) throws -> Bool {
    try state.ledger.articles(ofJob: job, limit: 1).isEmpty
      && state.ledger.removals(limit: .max).contains { $0.id.prefix { $0 != "-" } == job }
  }

  /// Files in `claimed/` that belong to no open job: finished ones go, unknown ones go back.
  private func handBackOrphans(known: [OpenJob]) throws {
    guard let drop = state.drop else { return }
    let ids = Set(known.map(\.claim.job))
    for entry in try state.files.entries(of: state.paths.claimed) {
      let id = String(decoding: entry.name.prefix { $0 != UInt8(ascii: ".") }, as: UTF8.self)
      if ids.contains(id) { continue }
      let path = state.paths.claimed.appending(name: entry.name)
      if case .found(let row) = try state.ledger.job(id: id), row.id == id {
        try keep(path, of: row)
        // A folder that a stranger exchanged for a file, say, stays: nothing depends on it.
        try? state.files.remove(path)
      } else {
        _ = try drop.moves.handBackOrphan(entry.name)
      }
    }
  }
}

extension Progress {
  fileprivate var articleCount: Int { indexedCount + duplicateCount }
}

extension OpenJob {
  /// The job as it goes on: at its last strike it is set aside unread.
  fileprivate func withStrike(limit: Int) -> OpenJob {
    guard attemptCount >= limit else { return self }
    var job = self
    job.claim.refusal = Refusal(
      outcome: .quarantined, reason: .poison,
      detail: "The daemon died \(attemptCount) times with this file in work.",
      remedy: "Look at the file; after an upgrade run: winnow retry \(claim.job)")
    return job
  }
}
