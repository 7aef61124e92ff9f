package import ClusterLog
internal import Ledger
internal import Model
package import NearDuplicates
internal import Pipeline

/// Decides about a cluster's offers while it holds the lease, and follows while another does.
///
/// One `step` after the other. It has nothing that is not made from its ledger: whatever is in doubt, it
/// takes the lease anew, looks where the log ends, and goes on from there or begins again.
package final class ClusterDecider {
  /// What a step came to.
  package enum Progress: Sendable, Equatable {
    /// Another one decides; so many batches were followed.
    case followed(Int)
    /// The lease is held; the ledger is not at the log's end yet.
    case catchingUp
    /// So many offers were answered.
    case decided(Int)
    /// The lease is held, and every offer is answered.
    case idle
  }

  /// A batch that was sent and of which nobody knows whether it is in the log.
  private struct Unknown {
    var batch: LoggedBatch
    var before: LogHead
  }

  private let log: any SharedLog
  private let name: String
  private let leaseSeconds: Double
  private let options: CopyIndexOptions
  private let sharedSpanLimit: Int
  private let offerLimit: Int
  private let follower: Follower
  package let keeper = LeaseKeeper()
  private var lease: Lease? { didSet { keeper.hold(lease) } }
  private var decider: Decider?
  private var unknown: Unknown?

  /// Articles that are made findable on disk at once; less than the index of copies looks ahead.
  private static let keyStep: UInt64 = 16
  private var keysNeededThrough = DecisionNumber(0)

  /// `name`: Of this machine.
  /// `offerLimit`: Offers that are decided about together.
  package init(
    log: any SharedLog, name: String, leaseSeconds: Double, follower: Follower,
    options: CopyIndexOptions, sharedSpanLimit: Int, offerLimit: Int = 256
  ) {
    self.log = log
    self.name = name
    self.leaseSeconds = leaseSeconds
    self.follower = follower
    self.options = options
    self.sharedSpanLimit = sharedSpanLimit
    self.offerLimit = offerLimit
  }

  /// Whether it decides, as far as it knows.
  package var holdsLease: Bool { lease != nil }

  /// Does the next thing that is to be done.
  ///
  /// `asking`: False leaves out what need not be asked at every step: for the lease, where another has it, and
  /// whether the log was set back, where there is nothing to decide.
  /// Throws `LogError` where the log was not there or another one has taken over: the next step finds out.
  /// `setBack` and `damaged` are for a person to look at. Throws what the ledger throws.
  package func step(asking: Bool = true) async throws -> Progress {
    defer { keeper.noteStep() }
    do {
      if lease == nil {
        if !asking { return .followed(try await follower.step()) }
        guard let taken = try await log.takeLease(as: name, seconds: leaseSeconds) else {
          giveUp()
          return .followed(try await follower.step())
        }
        lease = taken
        try await follower.catchUpIndex()
        try await settleUnknown()
      }
      guard let lease else { return .followed(0) }
      if follower.head != lease.head { return try await catchUp(to: lease) }
      return try await decide(under: lease, asking: asking)
    } catch let error as LogError {
      switch error {
      case .outcomeUnknown, .unreachable: lease = nil
      case .fenced, .setBack, .refused, .damaged: giveUp()
      }
      throw error
    } catch {
      // The ledger may be behind what was decided.
      giveUp()
      throw error
    }
  }

  /// Ends in order: another one decides at once, and does not wait for the lease's end.
  package func stop() async {
    // Where that does not arrive, the lease runs out.
    if let lease { try? await log.giveBack(lease) }
    giveUp()
  }

  /// Forgets decisions that may never have happened.
  private func giveUp() { (lease, decider, unknown) = (nil, nil, nil) }

  /// The lease is new, so the log's end is final: it says what came of the batch.
  private func settleUnknown() async throws {
    guard let unknown, let lease else { return }
    if lease.head == unknown.batch.batch.head {
      try follower.apply(unknown.batch)
      self.unknown = nil
    } else if lease.head == unknown.before {
      try await append(unknown.batch, after: unknown.before, under: lease)
    } else {
      (self.unknown, decider) = (nil, nil)
    }
  }

  private func catchUp(to lease: Lease) async throws -> Progress {
    decider = nil
    guard try await follower.step() > 0, follower.head.number <= lease.head.number else {
      // The log went on under another lease.
      throw LogError.fenced
    }
    return .catchingUp
  }

  private func decide(under lease: Lease, asking: Bool) async throws -> Progress {
    if decider == nil {
      let copies = try CopyIndex.restored(from: follower.ledger, options: options) { _, _ in
        keeper.noteStep()
      }
      keysNeededThrough = copies.keysNeededThrough
      decider = Decider(
        copies: copies, lastNumber: follower.head.last, sharedSpanLimit: sharedSpanLimit)
    }
    let offers = try await log.offers(after: lease.cursors, limit: offerLimit)
    guard !offers.isEmpty else {
      if !asking { return .idle }
      // Also one that has nothing to do hears that the log was set back, or is another's.
      guard try await follower.step() == 0 else { throw LogError.fenced }
      return .idle
    }
    let batch = try decide(offers, after: lease.head)
    try await append(batch, after: lease.head, under: lease)
    if let needed = decider?.keysNeededThrough,
      needed.rawValue >= keysNeededThrough.rawValue + Self.keyStep
    {
      keysNeededThrough = needed
      try follower.ledger.indexKeys(through: needed, limit: .max)
    }
    return .decided(offers.count)
  }

  /// Decides about offers in their order. What it decided is undone by `giveUp` only.
  private func decide(_ offers: [Offer], after head: LogHead) throws -> LoggedBatch {
    guard var decider else { throw LogError.fenced }
    var decisions: [LoggedDecision] = []
    var events: [LogEvent] = []
    for offer in offers {
      switch try OfferContent(offer) {
      case .article(let offered):
        guard let row = decider.decide(offered) else {
          throw LogError.damaged("the signature of \(offer.id) is of another version")
        }
        decisions.append(
          LoggedDecision(
            number: row.number, offer: offer.key, boilerplateVersion: row.snapshotVersion,
            copyDecision: row.decision))
        events += decider.takeLearned().map { .learned($0) }
        events += decider.takeMoves().map { .moved($0) }
      case .amendment(let amendment):
        events.append(.taken(offer.key))
        decider.replace([amendment])
      case .removal(let removal):
        events.append(.taken(offer.key))
        decider.remove([removal.number])
      case .job: events.append(.taken(offer.key))
      }
    }
    self.decider = decider
    if let failure = decider.failure { throw failure }
    let about = Dictionary(uniqueKeysWithValues: offers.map { ($0.key, $0) })
    return LoggedBatch(
      DecidedBatch(after: head, decisions: decisions, events: events, offers: about),
      time: follower.time ?? Timestamp(milliseconds: 0), offers: about)
  }

  /// Appends the batch and, once it is in the log, has the ledger follow.
  private func append(
    _ batch: LoggedBatch, after head: LogHead, under lease: Lease
  ) async throws {
    unknown = Unknown(batch: batch, before: head)
    try await log.append(batch.batch, after: head, under: lease)
    unknown = nil
    try follower.apply(batch)
    var lease = lease
    lease.head = batch.batch.head
    for key in batch.batch.answered {
      lease.cursors[key.node] = max(lease.cursors[key.node] ?? 0, key.n)
    }
    self.lease = lease
  }
}
