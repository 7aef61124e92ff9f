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
  /// What stands in the notes of a sidecar's job.
  private static let attachedTo = "attached to the article of job "

  /// The entries for the articles of these numbers, for jobs, takedowns and what was learned.
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
    return entries
  }

  /// Articles that are lost, and whose loss was accepted: nobody is to look for them again.
  static func loss(of numbers: [UInt64]) -> [HistoryEntry] {
    numbers.isEmpty
      ? []
      : [
        .forgotten(
          numbers: numbers.map { DecisionNumber($0) },
          why: "lost; accepted by winnow rebuild --accept-loss")
      ]
  }

  private static func decision(_ row: ArticleRow) -> Decision {
    Decision(
      job: row.jobID, ordinal: max(1, row.ordinal), number: row.number, outcome: row.outcome,
      copyDecision: row.decision, boilerplateVersion: row.snapshotVersion)
  }
}
