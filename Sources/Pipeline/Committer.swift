internal import Ledger
internal import Model
internal import NearDuplicates
internal import State

/// Some records of one file, ready to be decided, in the order of the file.
struct PreparedBatch: Sendable {
  var job: OpenJob
  /// The job's place in the order of claims; decisions follow it where order is asked for.
  var sequence: Int
  var records: [PreparedRecord]
  var progress: Progress
  var isContainer: Bool
  var digest: String
  /// Set with the file's last batch.
  var closing: Closing?
  /// Set when the file is put back undecided: its turn in the order passes.
  var isAbandoned = false
  /// Prepares a record anew, by its place in `records`, with what has been learned of its source since.
  var prepareAgain: (@Sendable (Int, BoilerplateSnapshot) -> PreparedRecord)?
}

/// Takes every decision and makes it durable: one ordered worker on its own thread.
///
/// The order is fixed: decide, journal (durable), ledger, index. Two twins that were asked about in
/// parallel would both hear "no"; here the second one finds the first.
actor Committer {
  private struct Waiting {
    var batch: PreparedBatch
    var continuation: CheckedContinuation<OpenJob, any Error>
  }

  private let executor = QueueExecutor(label: "winnow.commit")
  private let settings: PipelineSettings
  private let place: Workplace
  private let copies: CopyIndex
  private let meter: StageMeter
  private let clock: any PipelineClock
  private var pairing: SidecarPairing
  private var lastNumber: DecisionNumber
  private var waiting: [Waiting] = []
  private var nextSequence = 0
  private var isPumping = false
  private var failure: (any Error)?
  private var keysNeededThrough: DecisionNumber

  /// Articles that are made findable on disk at once; less than `CopyIndex` looks ahead.
  private static let keyStep: UInt64 = 16

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  init(
    settings: PipelineSettings, place: Workplace, copies: sending CopyIndex,
    lastNumber: DecisionNumber,
    meter: StageMeter, clock: any PipelineClock
  ) {
    self.settings = settings
    self.place = place
    self.copies = copies
    pairing = SidecarPairing(place: place, settings: settings.scrapes)
    self.lastNumber = lastNumber
    keysNeededThrough = copies.keysNeededThrough
    self.meter = meter
    self.clock = clock
  }

  /// Decides the batch and returns when journal, ledger and index hold the decisions.
  ///
  /// Throws what made the journal or the ledger fail; after that every call throws.
  ///
  /// Returns the job as it stands now: its decisions counted, its outcome settled.
  func commit(_ batch: PreparedBatch) async throws -> OpenJob {
    if let failure { throw failure }
    meter.queued(.dedupe, batch.records.count)
    return try await withCheckedThrowingContinuation { continuation in
      waiting.append(Waiting(batch: batch, continuation: continuation))
      if !isPumping {
        isPumping = true
        Task { await self.pump() }
      }
    }
  }

  /// Lets the job's turn in the order pass without a decision.
  func pass(_ job: OpenJob, sequence: Int) async throws {
    _ = try await commit(
      PreparedBatch(
        job: job, sequence: sequence, records: [], progress: job.progress, isContainer: false,
        digest: "", isAbandoned: true))
  }

  private func pump() async {
    while failure == nil {
      let group = takeReady()
      if group.isEmpty { break }
      do {
        let jobs = try await settle(group.map(\.batch))
        for (item, job) in zip(group, jobs) { item.continuation.resume(returning: job) }
      } catch {
        failure = error
        for item in group { item.continuation.resume(throwing: error) }
      }
    }
    if let failure {
      for item in waiting { item.continuation.resume(throwing: failure) }
      waiting = []
    }
    isPumping = false
  }

  /// The batches whose turn it is, up to one record's worth of articles.
  private func takeReady() -> [Waiting] {
    if settings.decidesInOrder {
      waiting.sort { $0.batch.sequence < $1.batch.sequence }
    }
    var taken: [Waiting] = []
    var count = 0
    while let first = waiting.first, count < settings.commitArticleCount {
      if settings.decidesInOrder {
        guard first.batch.sequence == nextSequence else { break }
        if first.batch.closing != nil || first.batch.isAbandoned { nextSequence += 1 }
      }
      count += max(1, first.batch.records.count)
      taken.append(first)
      waiting.removeFirst()
    }
    return taken
  }

  private func settle(_ batches: [PreparedBatch]) async throws -> [OpenJob] {
    let recordCount = batches.reduce(0) { $0 + $1.records.count }
    meter.queued(.dedupe, -recordCount)
    let start = meter.begin(.dedupe)
    var outcome = Decided()
    let jobs = try batches.map { batch in
      batch.isAbandoned ? batch.job : try decide(batch, into: &outcome)
    }
    meter.end(.dedupe, since: start, count: recordCount)
    if let error = copies.coldFailure { throw PipelineFailure(.disk, "\(error)") }
    guard !outcome.entry.isEmpty else { return jobs }
    let lsn: UInt64
    if place.options.plantedBugs.contains(.appliesBeforeDurable) {
      lsn = try place.note(.decided(outcome.entry))
    } else {
      lsn = try await place.append(
        .decided(outcome.entry), for: .dedupe, meter: meter, clock: clock)
    }
    let indexing = meter.begin(.index)
    outcome.ledger.appliedLSN = lsn
    try pairing.join(outcome.entry.attachments, into: &outcome.ledger)
    try await place.apply(outcome.ledger, meter: meter, clock: clock)
    if copies.keysNeededThrough.rawValue >= keysNeededThrough.rawValue + Self.keyStep {
      keysNeededThrough = copies.keysNeededThrough
      try await place.indexKeys(through: keysNeededThrough, meter: meter, clock: clock)
    }
    try await place.checkpointIfDue()
    meter.end(.index, since: indexing, count: outcome.ledger.articles.count)
    return jobs
  }

  private struct Decided {
    var entry = DecisionBatch()
    var ledger = LedgerBatch(appliedLSN: 0)
  }

  private func decide(_ batch: PreparedBatch, into decided: inout Decided) throws -> OpenJob {
    var progress = batch.progress
    let page = try page(describedBy: batch, decided)
    for index in batch.records.indices where page == nil {
      let record = current(batch, index)
      guard let signature = record.signature, record.article != nil, record.refusal == nil else {
        progress.rejected[(record.refusal?.reason ?? .empty).rawValue, default: 0] += 1
        continue
      }
      lastNumber = DecisionNumber(lastNumber.rawValue + 1)
      var copyDecision = copies.decide(
        record.signed(
          signature, number: lastNumber, claim: batch.job.claim,
          digest: batch.isContainer ? "" : batch.digest))
      trim(&copyDecision)
      let outcome: Outcome = copyDecision.copyOf == nil ? .indexed : .duplicate
      if outcome == .indexed { progress.indexedCount += 1 } else { progress.duplicateCount += 1 }
      let decision = Decision(
        job: batch.job.claim.job, ordinal: record.ordinal, number: lastNumber, outcome: outcome,
        copyDecision: copyDecision, boilerplateVersion: record.boilerplateVersion)
      learn(copies.takeLearned(), into: &decided)
      decided.entry.decisions.append(decision)
      decided.ledger.articles.append(
        contentsOf: record.row(
          decision, claim: batch.job.claim, digest: batch.digest, isContainer: batch.isContainer))
    }
    var job = batch.job
    job.progress = progress
    decided.entry.progress.append(progress)
    if let closing = batch.closing?.settled(by: progress) {
      try close(&job, closing, of: batch, describing: page, into: &decided)
    }
    return job
  }

  /// The page that came before this file, when the file is its sidecar.
  private func page(describedBy batch: PreparedBatch, _ decided: Decided) throws -> JobRow? {
    guard let closing = batch.closing, closing.outcome != .quarantined, !batch.isContainer,
      batch.job.progress.recordCount == 0
    else { return nil }
    return try pairing.page(of: batch.job, among: decided.ledger)
  }

  /// Settles the job's outcome, and brings it together with its page or its sidecars.
  private func close(
    _ job: inout OpenJob, _ settled: Closing, of batch: PreparedBatch, describing page: JobRow?,
    into decided: inout Decided
  ) throws {
    var closing = try page == nil ? pairing.waiting(settled, of: job) : settled
    let id = job.claim.job
    if let page {
      closing.outcome = .attached
      (closing.reason, closing.detail, closing.remedy) = ("", "", "")
      closing.format = "sidecar"
      decided.entry.attachments.append(Attachment(sidecar: id, page: page.id))
    } else if !batch.isContainer, closing.outcome == .indexed || closing.outcome == .duplicate {
      let sidecars = try pairing.takeWaiting(for: job, among: decided.ledger)
      decided.entry.attachments += sidecars.map { Attachment(sidecar: $0.id, page: id) }
    }
    job.closing = closing
    decided.entry.closings.append(closing)
    decided.ledger.jobs.append(JobRow(job: job, progress: job.progress, closing: closing))
  }

  /// The record, prepared with all that is known of its source by now: what becomes of it does not
  /// depend on how far ahead the workers are.
  private func current(_ batch: PreparedBatch, _ index: Int) -> PreparedRecord {
    let record = batch.records[index]
    let boilerplate = copies.boilerplate(of: batch.job.claim.source)
    guard record.boilerplateVersion != boilerplate.version, let again = batch.prepareAgain else {
      return record
    }
    return again(index, boilerplate)
  }

  private func learn(_ learned: [LearnedLines], into decided: inout Decided) {
    guard !learned.isEmpty else { return }
    decided.entry.learned += learned
    decided.ledger.learned += learned
    place.learn(learned)
  }

  private func trim(_ decision: inout CopyDecision) {
    guard decision.sharedSpans.count > settings.sharedSpanLimit else { return }
    decision.sharedSpans.sort { $0.wordCount > $1.wordCount }
    decision.sharedSpans.removeLast(decision.sharedSpans.count - settings.sharedSpanLimit)
    decision.sharedSpans.sort { $0.start < $1.start }
  }
}
