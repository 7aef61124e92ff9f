internal import Formats
internal import Ledger
internal import Model
internal import NearDuplicates
package import Pipeline
internal import SQLiteSupport
internal import SearchIndex
package import State
package import Storage
internal import WriteAheadLog

/// `winnow rebuild`: ledger and index made anew from history, journal and originals.
///
/// Nothing is decided again: decisions are replayed as they were recorded. What history and journal
/// have lost, or what no original yields any more, is taken from the ledger that was in use, and
/// history gets it back. The new ones are made beside the old ones, in a folder of their own, and put
/// in use at the end by one rename: a rebuild that is interrupted, or that would lose articles and was
/// not told to, changes nothing.
package struct Rebuild: Sendable {
  /// What came of it.
  package struct Summary: Sendable {
    package var articles = 0
    package var jobs = 0
    /// Articles that only the ledger in use still held.
    package var keptCount = 0
    /// Articles that are lost: neither their originals nor the ledger in use yield them. By id, with
    /// the reason.
    package var missing: [(id: String, why: String)] = []
    /// False when articles would be lost and the loss was not accepted: nothing was changed.
    package var isInUse = false
  }

  private static let batchCount = 500
  /// Entries of the change feed in one transaction.
  private static let changeCount = 50_000
  private let paths: StatePaths
  private let options: StateDirectoryOptions
  private let settings: PipelineSettings
  private let files: any FileSystem
  private let acceptsLoss: Bool

  /// `acceptsLoss`: Go on where articles are lost.
  package init(
    paths: StatePaths, options: StateDirectoryOptions, settings: PipelineSettings,
    files: any FileSystem = POSIXFileSystem(), acceptsLoss: Bool = false
  ) {
    self.files = files
    self.paths = paths
    self.options = options
    self.settings = settings
    self.acceptsLoss = acceptsLoss
  }

  /// Runs it; `progress` hears how many of how many articles are done.
  ///
  /// Throws `PipelineFailure`, with `.held` while a daemon runs on the state.
  package func run(_ progress: (Int, Int) -> Void) async throws -> Summary {
    do {
      try UnfinishedRestore.refuse(paths, files)
      if try LogFolder(paths.journal, on: files).isEmpty(),
        try StateParts.inspectWithoutJournal(paths, on: files).mismatch() == nil
      {
        throw PipelineFailure.noState(paths)
      }
      let parts = try StateParts.inspect(paths, on: files)
      // What a newer winnow has written is no damage, and what it knows more would be gone.
      if let error = parts.otherVersion, case .newer = error.problem { throw error }
      let mismatch = parts.mismatch()
      // A journal that is no longer the truth is seen to first: it numbers what comes after.
      if let mismatch, mismatch.remedy == .salvage { throw mismatch.failure(paths) }
      return try await run(mismatch, progress)
    } catch let error as PayloadError {
      throw PipelineFailure(.damaged, "The journal or history cannot be read (\(error)).")
    } catch let error as HistoryError {
      throw PipelineFailure(.damaged, "\(error)")
    } catch {
      throw PipelineFailure.of(error)
    }
  }

  private func run(
    _ mismatch: StateMismatch?, _ progress: (Int, Int) -> Void
  ) async throws -> Summary {
    var options = options
    options.usesSpool = false
    let fresh = try Generation.next(of: paths, on: files)
    try NodeRecord.refuseRebuild(paths, files)
    let (state, recovery) = try StateDirectory.open(
      paths, generation: fresh, files: files, options: options, holder: "winnow rebuild")
    var decided = try DecisionHistory(of: state.log, after: recovery)
    let former = try FormerLedger(paths, decided: decided, logNumber: recovery.logNumber, on: files)
    decided.take(former.removals)
    let isIncomplete =
      mismatch != nil || !decided.damage.isEmpty || !decided.unsoundSegments.isEmpty
    let moves =
      isIncomplete && former.isComplete(beside: decided)
      ? StoryCompletion(decided: decided, former: former).moves : []
    var made = try write(decided, former, moving: moves, to: state, progress)
    if isIncomplete {
      for number in former.unaccounted(decided) {
        made.lose(number, "neither history nor the ledger in use knows it any more")
      }
    }
    if former.foreignCount > made.summary.articles {
      made.summary.missing.append(
        ("\(former.foreignCount) articles", "the ledger in use belongs to another state"))
    }
    made.summary.isInUse = made.summary.missing.isEmpty || acceptsLoss
    if made.summary.isInUse {
      let completion = HistoryCompletion(decided: decided, former: former, moves: moves)
      let entries = completion.entries(for: made.kept)
      let amended = try made.feed?.differences(in: state.ledger, from: former) ?? []
      if isIncomplete || !entries.isEmpty || !made.lost.isEmpty || !amended.isEmpty {
        try state.log.completeHistory(
          with: entries, settingAside: decided.unsoundSegments, through: recovery.last)
        try await checkpoint(
          state, after: recovery, lost: made.lost.map { DecisionNumber($0) }, amended: amended)
      }
    }
    try await state.log.close()
    try state.index.close()
    try (state.ledger as? SQLiteLedger)?.close()
    former.close()
    if made.summary.isInUse {
      try fresh.makeCurrent(on: files)
    } else {
      try fresh.discard(on: files)
    }
    return made.summary
  }

  /// Records what the rebuild changes for those who read the change feed, and a checkpoint that says how
  /// much history holds now.
  ///
  /// `lost`: Articles whose loss was accepted: nobody is to look for them again.
  /// `amended`: Articles of which the new ledger tells something else.
  private func checkpoint(
    _ state: StateDirectory, after recovery: JournalRecovery, lost: [DecisionNumber],
    amended: [DecisionNumber]
  ) async throws {
    try state.log.replay(after: recovery, applied: .max, tick: {}, pending: { _, _, _ in })
    state.log.raise(to: try state.ledger.highestNumber() ?? DecisionNumber(0))
    // A checkpoint stands for something new: at the least an entry that changes nothing.
    var event = JobEvent.finished([])
    var changes: [Change] = []
    if !lost.isEmpty || !amended.isEmpty {
      let feed = FeedPart(first: try state.ledger.lastChange() + 1, amended: amended)
      changes = feed.changes(.removed, of: lost)
      event =
        lost.isEmpty
        ? .decided(DecisionBatch(feed: feed))
        : .forgotten(
          numbers: lost, why: "lost; accepted by winnow rebuild --accept-loss", feed: feed)
    }
    let lsn = try await state.log.append(event, clock: SystemClock())
    if !changes.isEmpty {
      let batch = LedgerBatch(appliedLSN: lsn, changes: changes)
      try state.ledger.apply(batch)
      try state.index.apply(batch)
    }
    try await state.log.checkpoint()
  }

  /// What was made, and from what.
  private struct Made {
    var summary = Summary()
    /// Numbers that were taken from the former ledger since history does not know them.
    var kept: [UInt64] = []
    var lost: [UInt64] = []
    var feed: FeedCompletion?

    mutating func lose(_ number: UInt64, id: String? = nil, _ why: String) {
      lost.append(number)
      summary.missing.append((id ?? "article number \(number)", why))
    }
  }

  private func write(
    _ decided: DecisionHistory, _ former: FormerLedger, moving moves: [StoryMove],
    to state: StateDirectory, _ progress: (Int, Int) -> Void
  ) throws -> Made {
    var made = Made()
    var rereader = Rereader(state: state, settings: settings.scrapes)
    let numbers = Set(decided.decisions.keys)
      .union(former.numbers.lazy.filter { !decided.isTakenOut($0) }).sorted()
    let learned = decided.learned + former.learned
    state.boilerplate.add(learned)
    var batch = LedgerBatch(
      appliedLSN: 0, removals: former.removals + decided.removals(besides: former.removals),
      learned: learned)
    var done = 0
    // Steps below the journal's last LSN, so that each batch counts as new; the last one is at it.
    func flush(isLast: Bool) throws {
      let lsn = try state.ledger.appliedLSN() + 1
      batch.appliedLSN = isLast ? max(decided.lastLSN, lsn) : lsn
      try state.ledger.apply(batch)
      try state.index.apply(batch)
      batch = LedgerBatch(appliedLSN: 0)
      progress(done, numbers.count)
    }
    for number in numbers {
      done += 1
      let decision = decided.decisions[number]
      do {
        guard let decision else { throw Refusal.notOnRecord }
        guard let job = decided.jobs[decision.job] else { throw Refusal.notOnRecord }
        batch.articles.append(try rereader.row(of: decision, job: job))
      } catch {
        if let row = former.article(number) {
          batch.articles.append(row)
          made.summary.keptCount += 1
          if decision == nil { made.kept.append(number) }
        } else {
          let id = decision.map {
            decided.jobs[$0.job]?.closing?.isContainer == true ? "\($0.job)-\($0.ordinal)" : $0.job
          }
          made.lose(number, id: id, (error as? Refusal)?.detail ?? "\(error)")
        }
      }
      if batch.articles.count >= Self.batchCount { try flush(isLast: false) }
    }
    for id in decided.jobs.keys.sorted() {
      guard let job = decided.jobs[id], let closing = job.closing else { continue }
      batch.jobs.append(JobRow(job: job, progress: job.progress, closing: closing))
      made.summary.jobs += 1
    }
    for row in former.jobs(besides: decided) {
      batch.jobs.append(row)
      made.summary.jobs += 1
    }
    batch.moves = decided.moves + moves
    let feed = FeedCompletion(decided: decided, former: former.changes)
    made.feed = feed
    for start in stride(from: 0, to: feed.changes.count, by: Self.changeCount) {
      try flush(isLast: false)
      batch.changes = Array(feed.changes[start..<min(start + Self.changeCount, feed.changes.count)])
    }
    let join = SidecarJoin(state: state, settings: settings.scrapes)
    for start in stride(from: 0, to: decided.attachments.count, by: Self.batchCount) {
      try flush(isLast: false)
      let end = min(start + Self.batchCount, decided.attachments.count)
      batch = try join.joining(Array(decided.attachments[start..<end]), into: batch)
    }
    try flush(isLast: true)
    made.summary.articles = numbers.count - made.lost.count
    return made
  }
}

extension Refusal {
  /// A decision of which journal and history say nothing.
  fileprivate static let notOnRecord = Refusal(
    reason: .changed, detail: "Journal and history have lost what was decided about it.")
}
