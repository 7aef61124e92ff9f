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
  private let meter: StageMeter

  package init(of state: StateDirectory, meter: StageMeter, clock: any PipelineClock) {
    self.state = state
    self.meter = meter
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

  /// Puts the takedown on record and carries it out in ledger and index; from the record on the next start
  /// does what is left, should this process be ended.
  ///
  /// Returns what was taken out. Numbers of which there is no article are passed over.
  package func carryOut(_ numbers: [DecisionNumber], why: String, clock: any PipelineClock)
    async throws -> [TakenDown]
  {
    let rows = try numbers.compactMap { try state.ledger.article($0) }
    guard !rows.isEmpty else { return [] }
    let numbers = rows.map(\.number)
    let feed = try feed(of: numbers)
    let lsn = try await state.log.append(
      .forgotten(numbers: numbers, why: why, feed: feed), for: .index, meter: meter, clock: clock)
    try await apply(
      try removals(of: numbers, why: why, when: clock.wall()), lsn: LSN(lsn),
      changes: feed.changes(.removed, of: numbers))
    return rows.map { TakenDown(id: $0.id, job: $0.jobID, headline: $0.article.headline) }
  }

  /// Removes the bytes of the files that removed articles came from, and their sidecars', save those that
  /// another article is made of.
  ///
  /// `articles`: Ids; of a record in a container, the job's with `-N` behind it.
  /// Returns what became of the originals, a line each, by the job.
  @discardableResult
  package func removeOriginals(ofArticles articles: [String]) throws -> [String: [String]] {
    var lines: [String: [String]] = [:]
    var wanted: [(job: String, digest: String)] = []
    for jobID in Set(articles.map { String($0.prefix { $0 != "-" }) }) {
      guard case .found(let job) = try state.ledger.job(id: jobID), job.id == jobID else {
        continue
      }
      let others = try state.ledger.articles(ofJob: jobID, limit: .max).map(\.id)
      guard others.isEmpty else {
        lines[jobID] = [TakenDown.sentence(ofOriginalOf: jobID, neededBy: others)]
        continue
      }
      wanted += ([job.digest ?? ""] + job.sidecars.map(\.digest)).map { (jobID, $0) }
    }
    // Where nothing of it is left, whoever asks again pays for no search.
    wanted = try wanted.filter { try isStored($0.digest) }
    guard !wanted.isEmpty else { return lines }
    let needed = try digestsNeeded(among: Set(wanted.map(\.digest)))
    let gone = try state.originals.remove(
      Set(wanted.filter { !needed.contains($0.digest) }.compactMap { Digest($0.digest) }))
    for (job, digest) in wanted {
      if needed.contains(digest) {
        lines[job, default: []].append(
          "its original \(digest) is kept: another article has the same bytes")
      } else if Digest(digest).map(gone.contains) == true {
        lines[job, default: []].append("its original \(digest) is gone from the archive")
      }
    }
    return lines
  }

  /// What is said when somebody still reads what was there.
  package static let notOverwritten =
    "a program that has been reading the state since before still needs what was there; its bytes go from the"
    + " disk with the next takedown, or at the next start of winnowd"

  /// Sees to it that ledger and index hold no byte of what was taken out.
  ///
  /// Returns false when a reader that began before still needs what was there: to be called again.
  package func overwrite() async throws -> Bool { try await applier.overwriteRemoved() }

  private func isStored(_ text: String) throws -> Bool {
    guard let digest = Digest(text) else { return false }
    return try state.originals.contains(digest)
  }

  /// Those that articles are made of which are still there.
  private func digestsNeeded(among digests: Set<String>) throws -> Set<String> {
    var needed: Set<String> = []
    var before: String?
    while needed.count < digests.count {
      let jobs = try state.ledger.jobs(outcome: nil, reason: nil, before: before, limit: 1_000)
      for job in jobs {
        var shared = Set(job.sidecars.map(\.digest)).intersection(digests)
        if let own = job.digest, job.outcome != .attached, digests.contains(own) {
          shared.insert(own)
        }
        if !shared.isEmpty, try !state.ledger.articles(ofJob: job.id, limit: 1).isEmpty {
          needed.formUnion(shared)
        }
      }
      guard let last = jobs.last else { break }
      before = last.id
    }
    return needed
  }
}
