package import ClusterLog

/// Offers what a node has, each once, and settles what is answered. One `step` after the other.
///
/// Whatever happens to node, connection or log: what was offered is known by the log alone, so after any
/// doubt a new session says where to go on.
package final class Offering {
  /// What a step came to.
  package enum Progress: Sendable, Equatable {
    /// A session began.
    case registered
    case offered(Int)
    case settled(Int)
    /// There is nothing to offer, and no new answer.
    case idle
  }

  private let log: any SharedLog
  private let identity: NodeIdentity
  private let journal: any OfferJournal
  private let makeToken: () -> SessionToken
  private let batchLimit: Int
  private var session: SessionToken?
  private var standing: Standing?
  private var lastSettled: UInt64 = 0

  /// Offers that may be without an answer.
  private static let openLimit = 1024

  /// `batchLimit`: Offers that are appended together.
  /// `makeToken`: Gives a token that was never used.
  package init(
    log: any SharedLog, identity: NodeIdentity, journal: any OfferJournal, batchLimit: Int = 64,
    makeToken: @escaping () -> SessionToken = SessionToken.random
  ) {
    self.log = log
    self.identity = identity
    self.journal = journal
    self.makeToken = makeToken
    self.batchLimit = batchLimit
  }

  /// Offers that have no durable answer here.
  package var openCount: Int { standing?.open.count ?? 0 }

  /// Does the next thing that is to be done.
  ///
  /// Throws `LogError` where the log was not there or has moved on, after which the next step begins a
  /// session. `setBack` and `refused` are for a person to look at. Throws what the journal throws.
  package func step() async throws -> Progress {
    guard let session, var standing else { return try await register() }
    do {
      let answers = try await log.answers(
        of: standing.node, after: lastSettled, limit: Self.openLimit)
      if !answers.isEmpty { return .settled(try settle(answers, of: &standing)) }
      let space = min(batchLimit, Self.openLimit - standing.open.count)
      let next = space > 0 ? try journal.next(without: standing.open, limit: space) : []
      guard !next.isEmpty else { return .idle }
      let offers = next.enumerated().map { index, content in
        content.offer(OfferKey(node: standing.node, n: standing.last + 1 + UInt64(index)))
      }
      try await log.offer(offers, after: standing.last, as: session)
      standing.last += UInt64(offers.count)
      standing.open += offers.map { Standing.Open(n: $0.key.n, kind: $0.kind, id: $0.id) }
      self.standing = standing
      return .offered(offers.count)
    } catch let error as LogError {
      // Nobody knows what came of it: a new session does.
      (self.session, self.standing) = (nil, nil)
      throw error
    }
  }

  private func register() async throws -> Progress {
    let token = makeToken()
    lastSettled = try journal.settled()
    let found = try await log.register(identity, settled: lastSettled, as: token)
    guard found.last >= lastSettled else {
      throw LogError.setBack(
        detail: "offer \(lastSettled) of this node was answered, and is not in the log any more")
    }
    for open in found.open where try !journal.knows(open) {
      throw LogError.refused(
        "offer \(open.n) of \(identity.name) (\(open.id)) is not from this machine: another one uses"
          + " its name and its state")
    }
    (session, standing) = (token, found)
    return .registered
  }

  private func settle(_ answers: [Answer], of standing: inout Standing) throws -> Int {
    var settled: [(offer: Standing.Open, answer: Answer)] = []
    for answer in answers {
      // No other session of this machine has anything under way since this one began.
      guard answer.n <= standing.last else {
        throw LogError.refused(
          "offer \(answer.n) of \(identity.name) is not from this machine: another one uses its name and a"
            + " copy of its state. Stop one of them; the copy needs a state and a name of its own")
      }
      guard let open = standing.open.first, open.n == answer.n else {
        throw LogError.setBack(
          detail: "offer \(answer.n) is answered, which this node has not offered in this session")
      }
      standing.open.removeFirst()
      settled.append((open, answer))
    }
    try journal.settle(settled)
    lastSettled = answers.last?.n ?? lastSettled
    self.standing = standing
    return settled.count
  }
}
