internal import Ledger
internal import Model
internal import NearDuplicates
internal import State

/// What the ledger knows and journal and history have lost, as entries of history: with them the next
/// rebuild needs no ledger.
struct HistoryCompletion {
  let decided: DecisionHistory
  let former: FormerLedger

  private static let batchCount = 256
  private static let changeCount = 10_000
  /// What stands in the notes of a sidecar's job.
  private static let attachedTo = "attached to the article of job "

  /// The entries for the articles of these numbers, for jobs, takedowns, the change feed and what was
  /// learned.
  func entries(for numbers: [UInt64]) -> [HistoryEntry] {
    var entries: [HistoryEntry] = []
    let decisions = numbers.compactMap { former.article($0).map(Self.decision) }
    for start in stride(from: 0, to: decisions.count, by: Self.batchCount) {
      entries.append(
        .decisions(Array(decisions[start..<min(start + Self.batchCount, decisions.count)])))
    }
    let jobs = former.jobs(besides: decided)
    for row in jobs {
      guard let job = OpenJob(row, isContainer: former.isContainer(row.id)) else { continue }
      entries.append(.finished(job))
    }
    let attachments = jobs.compactMap { row in
      row.outcome != .attached
        ? nil
        : row.notes.last { $0.hasPrefix(Self.attachedTo) }.map {
          Attachment(sidecar: row.id, page: String($0.dropFirst(Self.attachedTo.count)))
        }
    }
    if !attachments.isEmpty { entries.append(.attached(attachments)) }
    let learned = former.learned.filter { lines in
      !decided.learned.contains { $0.source == lines.source && $0.version == lines.version }
    }
    if !learned.isEmpty { entries.append(.learned(learned)) }
    let known = Set(decided.forgotten.flatMap(\.numbers))
    for removal in former.removals where !known.contains(removal.number) {
      entries.append(.forgotten(numbers: [removal.number], why: removal.why))
    }
    let changes = FeedCompletion(decided: decided, former: former.changes).unrecorded
    for start in stride(from: 0, to: changes.count, by: Self.changeCount) {
      entries.append(
        .changes(Array(changes[start..<min(start + Self.changeCount, changes.count)])))
    }
    return entries
  }

  private static func decision(_ row: ArticleRow) -> Decision {
    Decision(
      job: row.jobID, ordinal: max(1, row.ordinal), number: row.number, outcome: row.outcome,
      copyDecision: row.decision, boilerplateVersion: row.snapshotVersion)
  }
}

extension DecisionHistory {
  /// The takedowns on record that are not among `known`; when they were asked for is not on record.
  func removals(besides known: [Removal]) -> [Removal] {
    let numbers = Set(known.map(\.number))
    return forgotten.flatMap { forgotten in
      forgotten.numbers.filter { !numbers.contains($0) }.compactMap { number in
        guard let decision = forgottenDecisions[number.rawValue] else { return nil }
        let isContainer = jobs[decision.job]?.closing?.isContainer == true
        return Removal(
          number: number,
          id: isContainer ? "\(decision.job)-\(decision.ordinal)" : decision.job, when: 0,
          why: forgotten.why)
      }
    }
  }
}
