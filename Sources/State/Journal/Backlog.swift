package import Model

/// What the journal knows about one job that has no FINISHED record yet.
package struct OpenJob: Sendable, Equatable {
  package var claim: JobClaim
  /// How often it was started. A start without an end is a strike.
  package var attemptCount = 0
  /// How far it has been decided.
  package var progress: Progress
  /// Set once its outcome is decided; what is left is archiving and letting the file go.
  package var closing: Closing?

  package init(claim: JobClaim) {
    self.claim = claim
    self.progress = Progress(job: claim.job)
  }

  /// A sidecar that waited for its page has found it.
  package mutating func attach() {
    closing?.ending = .attached
  }
}

/// The work that is not finished, rebuilt from the journal by replay: the queue is a value.
package struct Backlog: Sendable, Equatable {
  /// By job id; ULIDs sort by time of claim.
  package private(set) var jobs: [String: OpenJob] = [:]
  /// The greatest decision number given so far.
  package private(set) var lastNumber = DecisionNumber(0)
  /// The newest LSN of a record that ledger and index take in; 0 for none.
  package private(set) var lastDecided: UInt64 = 0
  /// Jobs finished since this value was made.
  package private(set) var finishedCount = 0
  /// What a cluster's log has answered of this node's offers.
  package private(set) var offers = SettledOffers()
  /// How many entries history held when this was written into a checkpoint; 0 where it does not say.
  package var historyEntryCount: UInt64 = 0

  package init() {}

  package init(
    jobs: [OpenJob], lastNumber: DecisionNumber, lastDecided: UInt64, finishedCount: Int,
    offers: SettledOffers = SettledOffers()
  ) {
    self.offers = offers
    self.lastDecided = lastDecided
    self.jobs = Dictionary(jobs.map { ($0.claim.job, $0) }, uniquingKeysWith: { $1 })
    self.lastNumber = lastNumber
    self.finishedCount = finishedCount
  }

  /// Takes over one entry, in the order of the journal.
  ///
  /// An entry about a job that is not open is ignored: after a checkpoint the journal may still
  /// hold the tail of jobs that the checkpoint counts as finished.
  package mutating func apply(_ entry: JobEvent, lsn: UInt64) {
    switch entry {
    case .claiming(let claims):
      for claim in claims where jobs[claim.job] == nil { jobs[claim.job] = OpenJob(claim: claim) }
    case .started(let attempts):
      for attempt in attempts { jobs[attempt.job]?.attemptCount = attempt.number }
    case .decided(let batch):
      if let settled = batch.offers {
        // Decided elsewhere: the ledger follows the cluster's log, not this one.
        offers.settle(settled)
      } else {
        lastDecided = max(lastDecided, lsn)
        for decision in batch.decisions { lastNumber = max(lastNumber, decision.number) }
      }
      for progress in batch.progress { jobs[progress.job]?.progress = progress }
      for closing in batch.closings { jobs[closing.job]?.closing = closing }
      for attachment in batch.attachments { jobs[attachment.sidecar]?.attach() }
    case .finished(let ids):
      for id in ids where jobs.removeValue(forKey: id) != nil { finishedCount += 1 }
    case .forgotten:
      // A ledger from before a takedown must not bring back what was taken out.
      lastDecided = max(lastDecided, lsn)
    }
  }

  /// Numbers up to this one have been given, whatever the journal still knows of them.
  package mutating func raise(to number: DecisionNumber) { lastNumber = max(lastNumber, number) }

  /// Leaves out jobs that something else vouches for, or that nothing can be done for.
  package mutating func removeJobs(where isGone: (OpenJob) throws -> Bool) rethrows {
    jobs = try jobs.filter { try !isGone($0.value) }
  }

  /// Ledger and index must hold everything up to `lsn`.
  package mutating func raise(decidedThrough lsn: UInt64) { lastDecided = max(lastDecided, lsn) }

  /// Open jobs in the order of their claims.
  package var inOrder: [OpenJob] {
    jobs.values.sorted { $0.claim.job < $1.claim.job }
  }
}
