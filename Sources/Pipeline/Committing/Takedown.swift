internal import Archive
package import Ledger
package import Model
package import State

/// Takes articles out of ledger, index and archive, once that is on record.
///
/// Each step may be repeated: one that was interrupted is carried out at the next start.
package struct Takedown: Sendable {
  private let state: StateDirectory
  private let applier: LedgerApplier

  package init(of state: StateDirectory, meter: StageMeter, clock: any PipelineClock) {
    self.state = state
    applier = LedgerApplier(state: state, meter: meter, clock: clock)
  }

  /// What the ledger takes in for these numbers; those that it never held are left out.
  ///
  /// `when`: In milliseconds since 1970.
  package func removals(
    of numbers: [DecisionNumber], why: String, when: Int64
  ) throws -> [Removal] {
    let ids = try state.ledger.ids(of: numbers)
    return numbers.compactMap { number in
      ids[number].map { Removal(number: number, id: $0, when: when, why: why) }
    }
  }

  /// Where the takedown of these articles stands in the change feed, to be recorded with it.
  package func feed(of numbers: [DecisionNumber]) throws -> FeedPart {
    try ChangedArticles(ledger: state.ledger).part(removing: numbers)
  }

  /// Takes them out of ledger and index, as of the record `lsn` that says so.
  ///
  /// `changes`: What the record adds to the change feed.
  package func apply(_ removals: [Removal], lsn: LSN, changes: [Change] = []) async throws {
    try await applier.apply(
      LedgerBatch(appliedLSN: lsn.rawValue, removals: removals, changes: changes))
  }

  /// Removes the bytes of a removed article's file and its sidecars', save those that another article
  /// is made of.
  ///
  /// `article`: Its id; of a record in a container, the job's with `-N` behind it.
  /// Returns lines that say what was done.
  package func removeOriginals(ofArticle article: String) throws -> [String] {
    let jobID = String(article.prefix { $0 != "-" })
    guard case .found(let job) = try state.ledger.job(id: jobID), job.id == jobID else { return [] }
    guard try state.ledger.articles(ofJob: jobID, limit: 1).isEmpty else {
      return ["  its original is kept: other articles of the same file need it"]
    }
    let digests = [job.digest ?? ""] + job.sidecars.map(\.digest)
    // Nothing of it is left: whoever asks again pays for no search.
    guard try digests.contains(where: { try isStored($0) }) else { return [] }
    let needed = try digestsNeeded(among: digests, besides: jobID)
    return try digests.compactMap { text in
      guard let digest = Digest(text) else { return nil }
      if needed.contains(text) {
        return "  its original \(digest) is kept: another article has the same bytes"
      }
      return try state.originals.remove(digest)
        ? "  its original \(digest) is gone from the archive" : nil
    }
  }

  private func isStored(_ text: String) throws -> Bool {
    guard let digest = Digest(text) else { return false }
    return try state.originals.contains(digest)
  }

  private func digestsNeeded(among digests: [String], besides job: String) throws -> Set<String> {
    var needed: Set<String> = []
    var before: String?
    while true {
      let jobs = try state.ledger.jobs(outcome: nil, reason: nil, before: before, limit: 1_000)
      for other in jobs where other.id != job {
        let shared = digests.filter { digest in
          other.digest == digest && other.outcome != .attached
            || other.sidecars.contains { $0.digest == digest }
        }
        if !shared.isEmpty, try !state.ledger.articles(ofJob: other.id, limit: 1).isEmpty {
          needed.formUnion(shared)
        }
      }
      guard let last = jobs.last else { return needed }
      before = last.id
    }
  }
}
