package import Ledger
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
  /// Numbers of articles that were taken out: they stay out, wherever their decisions stand.
  private var takenOut: Set<DecisionNumber> = []
  /// What had been decided about articles that were forgotten since, by number.
  package private(set) var forgottenDecisions: [UInt64: Decision] = [:]
  /// The entries of the change feed by number. Those of before there was one are not on record.
  package private(set) var changes: [UInt64: Change] = [:]
  /// What the decisions taught about their sources.
  package private(set) var learned: [LearnedLines] = []
  /// The highest number that was given, as far as is known.
  package private(set) var highest = DecisionNumber(0)
  /// Articles that changed their story, in order.
  package private(set) var moves: [StoryMove] = []
  /// The last record of the journal.
  package private(set) var lastLSN: UInt64 = 0
  /// The last record of it that a ledger takes in.
  package private(set) var lastDecided: UInt64 = 0
  /// What of history does not read back, a sentence each: it costs its own entries and no others.
  package private(set) var damage: [String] = []
  /// The segments of history that do not read back as a whole, or are of another log.
  package private(set) var unsoundSegments: [LSN] = []

  /// Reads the history of a state that is held for work.
  package init(of log: JobLog, after recovery: JournalRecovery) throws {
    try self.init(
      log.history, logNumber: log.journal.logNumber, checkpoint: recovery.checkpoint,
      last: recovery.last
    ) { body in
      try log.journal.replay(from: recovery.replayStart, body)
    }
  }

  /// Reads what history alone says: for a state whose journal is lost.
  package init(of history: History, logNumber: UInt64) throws {
    try self.init(history, logNumber: logNumber, checkpoint: nil, last: .zero) { _ in }
  }

  /// Takes over what is known of a journal's records beside history.
  package mutating func take(_ entries: [HistoryEntry]) { for entry in entries { take(entry) } }

  /// Reads the history of a state that is only looked at.
  package init(of state: InspectedState) throws {
    try self.init(
      state.history, logNumber: state.journal.logNumber, checkpoint: state.journal.checkpoint,
      last: state.journal.last,
      replay: state.journal.replay)
  }

  /// Reads history, the newest checkpoint and the records after it.
  private init(
    _ history: History, logNumber: UInt64, checkpoint: JournalCheckpoint?, last: LSN,
    replay: ((JournalRecord) throws -> Void) throws -> Void
  ) throws {
    let extent = try history.extent()
    damage = extent.damaged.map { "\(history.path($0).printable) does not read back to its end" }
    unsoundSegments = extent.damaged
    // What was sealed for a checkpoint that did not come about says the same as the journal does.
    for segment in extent.segments {
      guard segment.logNumber == 0 || segment.logNumber == logNumber else {
        unsoundSegments.append(segment.lsn)
        continue
      }
      do {
        try history.read(segment.lsn) { take(try HistoryEntry(decoding: $0)) }
      } catch let error as HistoryError {
        damage.append("\(error)")
        if !unsoundSegments.contains(segment.lsn) { unsoundSegments.append(segment.lsn) }
      }
    }
    var backlog = Backlog()
    if let checkpoint { backlog = try Backlog(decoding: checkpoint.payload) }
    try replay { record in
      if record.isLost { return }
      let entry = try JobEvent(record)
      for entry in HistoryEntry.entries(for: entry, jobs: backlog.jobs) { take(entry) }
      backlog.apply(entry, lsn: record.lsn.rawValue)
    }
    highest = max(
      backlog.lastNumber, DecisionNumber(decisions.keys.max() ?? 0),
      forgotten.flatMap(\.numbers).max() ?? DecisionNumber(0))
    for job in backlog.jobs.values {
      jobs[job.claim.job] = job
      unfinished.insert(job.claim.job)
    }
    for attachment in attachments { jobs[attachment.sidecar]?.attach() }
    forgetSidecars()
    lastLSN = last.rawValue
    lastDecided = backlog.lastDecided
  }

  /// Takes over what a ledger knows of takedowns: what was taken out stays out, though its record be lost.
  package mutating func take(_ removals: [Removal]) {
    for removal in removals {
      take(out: removal.number)
      forgottenJobs.insert(removal.job)
    }
    forgetSidecars()
  }

  /// True for an article that was taken out: nothing may bring it back, whatever still holds it.
  package func isTakenOut(_ number: UInt64) -> Bool {
    takenOut.contains(DecisionNumber(number))
  }

  private mutating func forgetSidecars() {
    for attachment in attachments where forgottenJobs.contains(attachment.page) {
      forgottenJobs.insert(attachment.sidecar)
    }
  }

  private mutating func take(out number: DecisionNumber) {
    takenOut.insert(number)
    guard let decision = decisions.removeValue(forKey: number.rawValue) else { return }
    forgottenJobs.insert(decision.job)
    forgottenDecisions[number.rawValue] = decision
  }

  private mutating func take(_ entry: HistoryEntry) {
    switch entry {
    case .decisions(let list):
      for decision in list {
        decisions[decision.number.rawValue] = decision
        if takenOut.contains(decision.number) { take(out: decision.number) }
      }
    case .finished(let job): jobs[job.claim.job] = job
    case .attached(let list):
      attachments += list.filter { attached.insert($0.sidecar).inserted }
    case .learned(let lines): learned += lines.filter { !learned.contains($0) }
    case .moved(let list): moves += list
    case .changes(let list): for change in list { changes[change.number] = change }
    case .forgotten(let numbers, let why):
      forgotten.append((numbers, why))
      for number in numbers { take(out: number) }
    }
  }
}
