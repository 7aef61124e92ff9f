internal import Ledger
internal import Model
internal import NearDuplicates
internal import State

/// What the ledger knows and journal and history have lost, as entries of history: with them the next
/// rebuild needs no ledger.
struct HistoryCompletion {
  let decided: DecisionHistory
  let former: FormerLedger
  /// Moves that lead to the stories of the ledger.
  var moves: [StoryMove] = []

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
    entries += takedowns()
    // What is sealed again stands behind what came later.
    let last =
      decided.unsoundSegments.isEmpty ? moves : StoryCompletion.lastWords(of: decided.moves) + moves
    for start in stride(from: 0, to: last.count, by: Self.changeCount) {
      entries.append(.moved(Array(last[start..<min(start + Self.changeCount, last.count)])))
    }
    let changes = FeedCompletion(decided: decided, former: former.changes).unrecorded
    for start in stride(from: 0, to: changes.count, by: Self.changeCount) {
      entries.append(
        .changes(Array(changes[start..<min(start + Self.changeCount, changes.count)])))
    }
    return entries
  }

  /// The takedowns that are not on record, or of articles that are not: whose bytes may be gone, and what
  /// was called by that id.
  private func takedowns() -> [HistoryEntry] {
    let known = Set(decided.forgotten.flatMap(\.numbers))
    return former.removals.flatMap { removal -> [HistoryEntry] in
      let isDecided = decided.forgottenDecisions[removal.number.rawValue] != nil
      if isDecided, known.contains(removal.number) { return [] }
      return (isDecided ? [] : [.decisions([Self.decision(removal)])])
        + [.forgotten(numbers: [removal.number], why: removal.why)]
    }
  }

  /// What stands for a decision of which nothing is known but what it was about.
  private static func decision(_ removal: Removal) -> Decision {
    Decision(
      job: removal.job, ordinal: removal.ordinal, number: removal.number, outcome: .indexed,
      copyDecision: CopyDecision(story: removal.number, head: removal.number))
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
