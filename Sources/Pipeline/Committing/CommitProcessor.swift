internal import Formats
internal import Ledger
internal import Model
internal import NearDuplicates
internal import State

/// Decides the turns that have come, and makes their decisions durable.
final class CommitProcessor: BatchProcessor {
  private let settings: PipelineSettings
  private let state: StateDirectory
  private let applier: LedgerApplier
  private let workers: WorkerPool
  private let meter: StageMeter
  private let clock: any PipelineClock
  private var decider: Decider
  private var pairing: SidecarPairing
  private var nextSequence = 0
  private var keysNeededThrough: DecisionNumber

  /// Articles that are made findable on disk at once; less than `CopyIndex` looks ahead.
  private static let keyStep: UInt64 = 16

  init(
    settings: PipelineSettings, state: StateDirectory, decider: Decider, workers: WorkerPool,
    meter: StageMeter, clock: any PipelineClock
  ) {
    self.settings = settings
    self.state = state
    self.decider = decider
    self.workers = workers
    self.meter = meter
    self.clock = clock
    applier = LedgerApplier(state: state, meter: meter, clock: clock)
    pairing = SidecarPairing(state: state, settings: settings.scrapes)
    keysNeededThrough = decider.keysNeededThrough
  }

  /// The turns that are due, up to one journal record's worth of articles.
  func choose(from waiting: [Turn]) -> [Int] {
    var order = Array(waiting.indices)
    if settings.decidesInOrder { order.sort { waiting[$0].sequence < waiting[$1].sequence } }
    var chosen: [Int] = []
    var count = 0
    for index in order where count < settings.commitArticleCount {
      let turn = waiting[index]
      if settings.decidesInOrder {
        assert(turn.sequence >= nextSequence, "a job has one turn at a time")
        guard turn.sequence == nextSequence else { break }
        if turn.endsJob { nextSequence += 1 }
      }
      count += max(1, turn.recordCount)
      chosen.append(index)
    }
    return chosen
  }

  /// What is decided together: one journal record, one ledger transaction.
  private struct Decided {
    var entry = DecisionBatch()
    var ledger = LedgerBatch(appliedLSN: 0)
  }

  func process(_ turns: [Turn]) async throws -> [OpenJob] {
    let recordCount = turns.reduce(0) { $0 + $1.recordCount }
    meter.queued(.dedupe, -recordCount)
    let start = meter.begin(.dedupe)
    var decided = Decided()
    var jobs: [OpenJob] = []
    for turn in turns { jobs.append(try await decide(turn, into: &decided)) }
    meter.end(.dedupe, since: start, count: recordCount)
    if let error = decider.failure { throw PipelineFailure(ofDatabase: error) }
    guard !decided.entry.isEmpty else { return jobs }
    try await amend(&decided, closing: jobs)
    decided.entry.feed = try ChangedArticles(ledger: state.ledger).part(adding: decided.ledger)
    decided.ledger.changes = decided.entry.changes
    let lsn = try await state.log.append(
      .decided(decided.entry), for: .dedupe, meter: meter, clock: clock)
    let indexing = meter.begin(.index)
    decided.ledger.appliedLSN = lsn
    try await applier.apply(decided.ledger)
    if decider.keysNeededThrough.rawValue >= keysNeededThrough.rawValue + Self.keyStep {
      keysNeededThrough = decider.keysNeededThrough
      try await applier.indexKeys(through: keysNeededThrough)
    }
    try await state.log.checkpointIfDue()
    meter.end(.index, since: indexing, count: decided.ledger.articles.count)
    return jobs
  }

  /// Looks again at the stories in which articles have come since the last fixed point: when a run over
  /// a list of files ends.
  func reviewStories() async throws {
    decider.reviewStories()
    let moves = decider.takeMoves()
    guard !moves.isEmpty else { return }
    var entry = DecisionBatch(moves: moves)
    var batch = LedgerBatch(appliedLSN: 0, moves: moves)
    entry.feed = try ChangedArticles(ledger: state.ledger).part(adding: batch)
    batch.changes = entry.changes
    batch.appliedLSN = try await state.log.append(
      .decided(entry), for: .dedupe, meter: meter, clock: clock)
    try await applier.apply(batch)
  }

  /// Takes articles out, between two batches: nobody decides meanwhile that an article is a copy of one
  /// that goes, or that another file has the bytes of its original.
  ///
  /// Returns nil, with nothing done, while the file of one of them is in work: its original is still to be
  /// archived.
  func takeDown(_ numbers: [DecisionNumber], why: String) async throws -> [TakenDown]? {
    let open = state.log.backlog.jobs
    let rows = try numbers.compactMap { try state.ledger.article($0) }
    guard rows.allSatisfy({ open[$0.jobID] == nil }) else { return nil }
    let takedown = Takedown(of: state, meter: meter, clock: clock)
    var taken = try await takedown.carryOut(rows.map(\.number), why: why, clock: clock)
    decider.remove(rows.map(\.number))
    do {
      let originals = try takedown.removeOriginals(ofArticles: taken.map(\.id))
      for index in taken.indices { taken[index].originals = originals[taken[index].job] ?? [] }
    } catch {
      // On record: the next start removes them.
      for index in taken.indices {
        taken[index].originals = [
          "its original could not be removed (\(error)); the next start of winnowd does it"
        ]
      }
    }
    return taken
  }

  /// Has articles read as they were read again, between two batches, so that nothing amends one of them
  /// meanwhile. Decisions, copies and stories stay as they are.
  ///
  /// Returns the numbers of those that still stood as they were read.
  func amend(
    _ articles: [RereadArticle], stage: RerunStage
  ) async throws -> Set<DecisionNumber> {
    let current = try articles.filter {
      guard let row = try state.ledger.article($0.before.number) else { return false }
      return row.article == $0.before.article && row.provenance == $0.before.provenance
    }
    guard !current.isEmpty else { return [] }
    let numbers = current.map(\.before.number)
    assert(zip(numbers, numbers.dropFirst()).allSatisfy(<), "each once, in order of decision")
    var batch = LedgerBatch(appliedLSN: 0, amendments: current.map(\.amendment))
    var entry = DecisionBatch(rereads: [Reread(stage: stage, numbers: numbers)])
    entry.feed = try ChangedArticles(ledger: state.ledger).part(adding: batch)
    batch.changes = entry.changes
    batch.appliedLSN = try await state.log.append(
      .decided(entry), for: .dedupe, meter: meter, clock: clock)
    try await applier.apply(batch)
    decider.replace(batch.amendments)
    try await state.log.checkpointIfDue()
    return Set(numbers)
  }

  private func decide(_ turn: Turn, into decided: inout Decided) async throws -> OpenJob {
    switch turn {
    case .skip(let job, _): return job
    case .records(let batch): return decideRecords(of: batch, into: &decided)
    case .last(let batch, let end):
      if let page = try await page(describedBy: batch, end, decided) {
        var job = batch.job
        job.progress = batch.progress
        decided.entry.progress.append(job.progress)
        close(&job, as: .attached, batch, end, format: "sidecar", into: &decided)
        decided.entry.attachments.append(Attachment(sidecar: job.claim.job, page: page))
        return job
      }
      var job = decideRecords(of: batch, into: &decided)
      var ending = Ending(of: job.progress, refusal: end.refusal)
      if pairing.mayWait(job, ending), try await facts(of: job) != nil {
        ending = try pairing.wait(job)
      }
      close(&job, as: ending, batch, end, format: end.format, into: &decided)
      if !batch.isContainer, ending.outcome == .indexed || ending.outcome == .duplicate {
        let sidecars = try pairing.takeWaiting(for: job, among: decided.ledger)
        decided.entry.attachments += sidecars.map {
          Attachment(sidecar: $0, page: job.claim.job)
        }
      }
      return job
    }
  }

  /// The job of the page that came before this file, when the file is its sidecar.
  private func page(
    describedBy batch: PreparedBatch, _ end: FileEnd, _ decided: Decided
  ) async throws -> String? {
    guard end.refusal?.outcome != .quarantined, !batch.isContainer,
      batch.job.progress.recordCount == 0,
      let page = try pairing.page(of: batch.job, among: decided.ledger),
      try await facts(of: batch.job)?.describes(page.article) == true
    else { return nil }
    return page.job
  }

  /// What the file says as a sidecar, read on a worker: this thread decides only.
  private func facts(of job: OpenJob) async throws -> SidecarFacts? {
    let (state, settings) = (state, settings.scrapes)
    return try await workers.run { state.sidecarFacts(of: job.claim, settings: settings) }
  }

  /// Decides about the batch's records, and returns the job with its progress past them.
  private func decideRecords(of batch: PreparedBatch, into decided: inout Decided) -> OpenJob {
    var job = batch.job
    job.progress = batch.progress
    for record in batch.records {
      guard
        let (decision, record) = decider.decide(
          record, of: job.claim, digest: batch.isContainer ? "" : batch.digest)
      else {
        let reason = (record.refusal ?? .empty).reason.rawValue
        job.progress.rejected[reason, default: 0] += 1
        continue
      }
      if decision.outcome == .indexed {
        job.progress.indexedCount += 1
      } else {
        job.progress.duplicateCount += 1
      }
      learn(decider.takeLearned(), into: &decided)
      let moves = decider.takeMoves()
      decided.entry.moves += moves
      decided.ledger.moves += moves
      decided.entry.decisions.append(decision)
      if let row = record.row(
        decision, claim: job.claim, digest: batch.digest, isContainer: batch.isContainer)
      {
        decided.ledger.articles.append(row)
      }
    }
    assert(decided.entry.decisions.count == decided.ledger.articles.count, "a decision has its row")
    decided.entry.progress.append(job.progress)
    return job
  }

  private func close(
    _ job: inout OpenJob, as ending: Ending, _ batch: PreparedBatch, _ end: FileEnd,
    format: String, into decided: inout Decided
  ) {
    let closing = Closing(of: job, as: ending, batch, end, format: format)
    job.closing = closing
    decided.entry.closings.append(closing)
    decided.ledger.jobs.append(JobRow(job: job, progress: job.progress, closing: closing))
  }

  private func learn(_ learned: [LearnedLines], into decided: inout Decided) {
    guard !learned.isEmpty else { return }
    decided.entry.learned += learned
    decided.ledger.learned += learned
    state.boilerplate.add(learned)
  }

  /// Reads the articles again that sidecars are joined to, on a worker.
  private func amend(_ decided: inout Decided, closing jobs: [OpenJob]) async throws {
    guard !decided.entry.attachments.isEmpty else { return }
    let (attachments, batch, join) = (
      decided.entry.attachments, decided.ledger,
      SidecarJoin(
        state: state, settings: settings.scrapes, closed: jobs.filter { $0.closing != nil })
    )
    decided.ledger = try await workers.run { try join.joining(attachments, into: batch) }
  }
}
