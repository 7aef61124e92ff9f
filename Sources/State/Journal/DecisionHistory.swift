package import Model
package import NearDuplicates
internal import Storage
package import WriteAheadLog

/// Everything that was ever decided on a state, from history and from what the journal still holds.
package struct DecisionHistory {
  /// By number; a number that was decided twice on record says the same both times.
  package private(set) var decisions: [UInt64: Decision] = [:]
  /// Finished jobs and open ones, by id.
  package private(set) var jobs: [String: OpenJob] = [:]
  package private(set) var unfinished: Set<String> = []
  /// Sidecars and their pages, in the order in which they were joined.
  package private(set) var attachments: [Attachment] = []
  private var attached: Set<String> = []
  package private(set) var forgotten: [(numbers: [DecisionNumber], why: String)] = []
  /// Jobs of which articles were forgotten: their originals may be gone.
  package private(set) var forgottenJobs: Set<String> = []
  /// What the decisions taught about their sources.
  package private(set) var learned: [LearnedLines] = []
  /// The last record of the journal.
  package private(set) var lastLSN: UInt64 = 0

  /// Reads the history of a state that is held for work.
  package init(of log: JobLog, after recovery: JournalRecovery) throws {
    try self.init(log.history, checkpoint: recovery.checkpoint, last: recovery.last) { body in
      try log.journal.replay(from: recovery.replayStart, body)
    }
  }

  /// Reads the history of a state that is only looked at.
  package init(of state: InspectedState) throws {
    try self.init(
      state.history, checkpoint: state.journal.checkpoint, last: state.journal.last,
      replay: state.journal.replay)
  }

  /// Reads history, the newest checkpoint and the records after it.
  private init(
    _ history: History, checkpoint: JournalCheckpoint?, last: LSN,
    replay: ((JournalRecord) throws -> Void) throws -> Void
  ) throws {
    // What was sealed for a checkpoint that did not come about stands in the journal still.
    for segment in try history.segments() where segment <= checkpoint?.lsn ?? .zero {
      try history.read(segment) { take(try HistoryEntry(decoding: $0)) }
    }
    var backlog = Backlog()
    if let checkpoint { backlog = try Backlog(decoding: checkpoint.payload) }
    try replay { record in
      if record.isLost { return }
      let entry = try JobEvent(record)
      for entry in HistoryEntry.entries(for: entry, jobs: backlog.jobs) { take(entry) }
      backlog.apply(entry, lsn: record.lsn.rawValue)
    }
    for job in backlog.jobs.values {
      jobs[job.claim.job] = job
      unfinished.insert(job.claim.job)
    }
    for attachment in attachments {
      jobs[attachment.sidecar]?.attach()
      if forgottenJobs.contains(attachment.page) { forgottenJobs.insert(attachment.sidecar) }
    }
    lastLSN = last.rawValue
  }

  private mutating func take(_ entry: HistoryEntry) {
    switch entry {
    case .decisions(let list):
      for decision in list { decisions[decision.number.rawValue] = decision }
    case .finished(let job): jobs[job.claim.job] = job
    case .attached(let list):
      attachments += list.filter { attached.insert($0.sidecar).inserted }
    case .learned(let lines): learned += lines.filter { !learned.contains($0) }
    case .forgotten(let numbers, let why):
      forgotten.append((numbers, why))
      for number in numbers {
        if let decision = decisions.removeValue(forKey: number.rawValue) {
          forgottenJobs.insert(decision.job)
        }
      }
    }
  }
}
