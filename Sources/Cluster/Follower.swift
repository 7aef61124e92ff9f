package import ClusterLog
package import Ledger
package import Model
internal import NearDuplicates
internal import Pipeline
package import SearchIndex
package import State

/// Brings the batches of a shared log into a ledger and an index, in order, each once.
package final class Follower {
  private let log: any SharedLog
  package let ledger: any LedgerWriter
  private let index: FullTextIndex?
  private var library: BoilerplateLibrary
  private let signer = Signer()
  private let meter: StageMeter?
  private let didApply: (LedgerBatch) throws -> Void
  /// The batch that the ledger ends with.
  package private(set) var head: LogHead
  /// When that one was appended, by the clock of the log; nil before one was read.
  package private(set) var time: Timestamp?

  private static let batchLimit = 9

  /// Goes on where the ledger ends.
  ///
  /// `meter`: Counts what is applied where somebody watches it.
  /// `didApply`: Called with each batch once ledger and index have it.
  /// Throws `LogError.refused` for a ledger that was filled by a single machine, and what the ledger
  /// throws.
  package init(
    log: any SharedLog, ledger: any LedgerWriter, index: FullTextIndex? = nil,
    meter: StageMeter? = nil, didApply: @escaping (LedgerBatch) throws -> Void = { _ in }
  ) throws {
    self.meter = meter
    self.didApply = didApply
    self.log = log
    self.ledger = ledger
    self.index = index
    library = try ledger.boilerplate()
    let applied = try ledger.appliedLSN()
    let chain = try ledger.chain()
    guard applied == 0 || chain != nil else {
      throw LogError.refused("this ledger is that of a single machine")
    }
    if let index, try index.appliedLSN() > applied {
      // What comes next would be passed over.
      throw LogError.refused(
        "the index is ahead of the ledger: stop winnowd, remove the index and the ledger, and start it"
      )
    }
    head = LogHead(
      number: applied, last: try ledger.highestNumber() ?? DecisionNumber(0),
      chain: chain ?? ChainLink.origin)
  }

  /// Applies the next batches. Returns how many there were; 0 at the log's end.
  ///
  /// Throws `LogError.setBack` when the log lacks what the ledger holds, and what the ledger throws.
  package func step() async throws -> Int {
    try await catchUpIndex()
    let batches = try await log.batches(
      after: head.number, chain: head.chain, limit: Self.batchLimit)
    for batch in batches { try apply(batch) }
    return batches.count
  }

  /// Applies the batch behind `head`, durable on return. The index must have come as far as the ledger.
  package func apply(_ logged: LoggedBatch) throws {
    guard logged.follows(head) else {
      throw LogError.damaged("batch \(logged.batch.number) is not what was appended there")
    }
    if let index, try index.appliedLSN() < head.number {
      // What comes next would cover up what is missing.
      throw LogError.outcomeUnknown("the index is behind the ledger")
    }
    let batch = try ledgerBatch(of: logged)
    let start = meter?.begin(.index)
    defer { if let start { meter?.end(.index, since: start, count: batch.articles.count) } }
    try ledger.apply(batch)
    head = logged.batch.head
    time = logged.time
    try index?.apply(batch)
    try didApply(batch)
  }

  /// What the batch brings into the ledger.
  private func ledgerBatch(of logged: LoggedBatch) throws -> LedgerBatch {
    var batch = LedgerBatch(appliedLSN: logged.batch.number, chain: logged.batch.chain)
    for event in logged.batch.events {
      switch event {
      case .learned(let learned):
        batch.learned.append(learned)
        library.add(learned)
      case .moved(let move): batch.moves.append(move)
      case .taken(let key):
        // A text that was taken out later is empty.
        guard let offer = logged.offers[key], !offer.content.isEmpty else { continue }
        switch try OfferContent(offer) {
        case .article: throw LogError.damaged("an article was taken without a decision")
        case .job(let job): batch.jobs.append(job)
        case .amendment(let amendment): batch.amendments.append(amendment)
        case .removal(let removal): batch.removals.append(removal)
        }
      }
    }
    for decision in logged.batch.decisions {
      guard let offer = logged.offers[decision.offer], !offer.content.isEmpty else {
        batch.last = logged.batch.last
        continue
      }
      batch.articles.append(try row(decision, offer))
    }
    batch.changes = try ChangedArticles(ledger: ledger).entries(of: batch)
    return batch
  }

  private func row(_ decision: LoggedDecision, _ offer: Offer) throws -> ArticleRow {
    guard case .article(let offered) = try OfferContent(offer),
      var row = offered.leavingOut(
        library.snapshot(of: offered.provenance.source, version: decision.boilerplateVersion),
        signer)
    else { throw LogError.damaged("decision \(decision.number.rawValue) is about no article") }
    row.number = decision.number
    row.decision = decision.copyDecision
    row.outcome = decision.copyDecision.copyOf == nil ? .indexed : .duplicate
    return row
  }

  /// Brings batches into the index that the ledger has: a crash came between the two. To be called before
  /// the first `apply`; `step` does.
  package func catchUpIndex() async throws {
    guard let index else { return }
    while try index.appliedLSN() < head.number {
      let batches = try await log.batches(
        after: try index.appliedLSN(), chain: nil, limit: Self.batchLimit)
      guard !batches.isEmpty else {
        throw LogError.setBack(detail: "batch \(head.number) is missing, which the ledger holds")
      }
      for logged in batches where logged.batch.number <= head.number {
        try index.apply(try ledgerBatch(of: logged))
      }
    }
  }
}
