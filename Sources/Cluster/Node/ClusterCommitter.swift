internal import ClusterLog
internal import Formats
internal import Ledger
package import Model
internal import NearDuplicates
package import Pipeline
package import State

/// Has a cluster decide: offers what was read, waits for the answers and until this node's ledger has what
/// they are about, then makes them durable in the node's journal.
///
/// The order is fixed: original archived, offered, decided in the log, ledger and index, DECIDED. So whatever
/// is finished is in the ledger, as on a single machine; and what was offered and is not in the journal when
/// the process dies is offered by its job again and answered as before.
package struct ClusterCommitter: Committing {
  private let state: StateDirectory
  private let settings: PipelineSettings
  private let board: OfferBoard
  private let archivist: Archivist
  private let desk: PairingDesk
  private let checkpointer: Checkpointer
  private let meter: StageMeter
  private let clock: any PipelineClock
  /// One at a time changes what was decided before.
  private let changing = AsyncSemaphore(count: 1)

  package init(
    state: StateDirectory, settings: PipelineSettings, board: OfferBoard, meter: StageMeter,
    clock: any PipelineClock
  ) {
    self.state = state
    self.settings = settings
    self.board = board
    self.meter = meter
    self.clock = clock
    archivist = Archivist(state: state, meter: meter, clock: clock)
    desk = PairingDesk(state: state, settings: settings.scrapes)
    checkpointer = Checkpointer(log: state.log)
  }

  /// As `Committing` says.
  package func commit(_ turn: Turn) async throws -> OpenJob {
    let (batch, end): (PreparedBatch, FileEnd?)
    switch turn {
    case .skip(let job, _): return job
    case .records(let records): (batch, end) = (records, nil)
    case .last(let records, let fileEnd): (batch, end) = (records, fileEnd)
    }
    let start = meter.begin(.dedupe)
    defer { meter.end(.dedupe, since: start, count: turn.recordCount) }
    do {
      return try await commit(batch, end)
    } catch let error as CancellationError {
      // It waited for others, by no fault of the file: no strike.
      try state.log.note(
        .started([Attempt(job: batch.job.claim.job, number: batch.job.attemptCount - 1)]))
      throw error
    }
  }

  private func commit(_ batch: PreparedBatch, _ end: FileEnd?) async throws -> OpenJob {
    let claim = batch.job.claim
    var decided = DecisionBatch(offers: [])
    var job = batch.job
    job.progress = batch.progress
    var page: String?
    if let end { page = try await desk.page(describedBy: batch, end) }
    var rows: [ArticleRow] = []
    var ordinals: [Int] = []
    // A sidecar is no article of its own.
    for record in page == nil ? batch.records : [] {
      if let row = record.offered(in: batch) {
        rows.append(row)
        ordinals.append(record.ordinal)
      } else {
        let reason = (record.refusal ?? .empty).reason.rawValue
        job.progress.rejected[reason, default: 0] += 1
      }
    }
    if !rows.isEmpty { try await archivist.keep(batch) }
    var answers = try await board.answers(to: rows.map { .article($0) })
    if end != nil {
      let rest = board.takeRest(of: claim.job)
      answers += rest
      ordinals += rest.map { _ in batch.progress.recordCount }
    }
    for (answer, ordinal) in zip(answers, ordinals) {
      take(answer, ordinal: ordinal, of: &job, into: &decided)
    }
    if let end { try await close(&job, batch, end, page, into: &decided) }
    decided.progress.append(job.progress)
    try await journal(decided)
    return job
  }

  private func take(
    _ answer: Answer, ordinal: Int, of job: inout OpenJob, into decided: inout DecisionBatch
  ) {
    decided.offers?.append(answer.n)
    guard let decision = answer.decision else { return }
    let isNew = decision.copyDecision.copyOf == nil
    if isNew { job.progress.indexedCount += 1 } else { job.progress.duplicateCount += 1 }
    decided.decisions.append(
      Decision(
        job: job.claim.job, ordinal: ordinal, number: decision.number,
        outcome: isNew ? .indexed : .duplicate, copyDecision: decision.copyDecision,
        boilerplateVersion: decision.boilerplateVersion))
  }

  /// Ends the job: its row is offered, and what it changes of others.
  private func close(
    _ job: inout OpenJob, _ batch: PreparedBatch, _ end: FileEnd, _ page: String?,
    into decided: inout DecisionBatch
  ) async throws {
    let ended = try await desk.end(job, batch, end, page: page)
    job = ended.job
    guard let closing = job.closing else { return }
    decided.closings.append(closing)
    let row = JobRow(job: job, progress: job.progress, closing: closing)
    guard !ended.attachments.isEmpty else {
      let answers = try await board.answers(to: [.job(row)])
      decided.offers? += answers.map(\.n)
      await desk.forget(job.claim.job)
      return
    }
    decided.attachments = ended.attachments
    await changing.take(1)
    defer { changing.giveBack(1) }
    let join = SidecarJoin(state: state, settings: settings.scrapes, closed: [job])
    let joined = try join.joining(
      ended.attachments, into: LedgerBatch(appliedLSN: 0, jobs: [row]))
    let answers = try await board.answers(
      to: joined.jobs.map { .job($0) } + joined.amendments.map { .amendment($0) })
    decided.offers? += answers.map(\.n)
    await desk.forget(job.claim.job)
  }

  private func journal(_ decided: DecisionBatch) async throws {
    var decided = decided
    decided.offers? += board.takeOrphans()
    try await state.log.append(.decided(decided), for: .dedupe, meter: meter, clock: clock)
    board.settled(decided.offers ?? [])
    try await checkpointer.checkpointIfDue()
  }

  /// As `Committing` says. A cluster's decider looks at stories again by its own order.
  package func reviewStories() async throws {}

  /// As `Committing` says. Other nodes take them out when they follow.
  package func takeDown(_ numbers: [DecisionNumber], why: String) async throws -> [TakenDown]? {
    let open = state.log.backlog.jobs
    let rows = try numbers.compactMap { try state.ledger.article($0) }
    guard rows.allSatisfy({ open[$0.jobID] == nil }) else { return nil }
    guard !rows.isEmpty else { return [] }
    await changing.take(1)
    defer { changing.giveBack(1) }
    let when = clock.wall()
    let answers = try await board.answers(
      to: rows.map { .removal(Removal(number: $0.number, id: $0.id, when: when, why: why)) })
    try await journal(DecisionBatch(offers: answers.map(\.n)))
    let gone = try rows.filter { try state.ledger.article($0.number) == nil }
    return gone.map { row in
      var taken = TakenDown(id: row.id, job: row.jobID, headline: row.article.headline)
      taken.originals = ["its original goes from the archive of the node that had read it"]
      return taken
    }
  }

  /// As `Committing` says.
  package func amend(
    _ articles: [RereadArticle], stage: RerunStage
  ) async throws -> Set<DecisionNumber> {
    await changing.take(1)
    defer { changing.giveBack(1) }
    let current = try articles.filter {
      guard let row = try state.ledger.article($0.before.number) else { return false }
      return row.article == $0.before.article && row.provenance == $0.before.provenance
    }
    guard !current.isEmpty else { return [] }
    let answers = try await board.answers(to: current.map { .amendment($0.amendment) })
    try await journal(DecisionBatch(offers: answers.map(\.n)))
    return Set(current.map(\.before.number))
  }
}
