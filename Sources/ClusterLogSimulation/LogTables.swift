package import ClusterLog
package import Model

/// What a shared log holds, and its steps as functions: each takes effect as a whole or throws.
package struct LogTables: Sendable {
  private struct Node {
    var id: NodeID
    var identity: NodeIdentity
    var session: SessionToken
  }

  private struct Decider {
    var epoch: UInt64 = 0
    var holder = ""
    var expires = 0.0
  }

  /// The clock of the log, in seconds.
  package var clock = 1.0
  private var nodes: [String: Node] = [:]
  /// Of each node, in the order of `n`.
  private var offers: [NodeID: [Offer]] = [:]
  private var decider = Decider()
  /// In order.
  package private(set) var batches: [LoggedBatch] = []
  private var cursors: Cursors = [:]

  package init() {}

  /// Where the log ends.
  package var head: LogHead { batches.last?.batch.head ?? .start }

  /// As `SharedLog` says.
  package mutating func register(
    _ identity: NodeIdentity, settled: UInt64, as session: SessionToken
  ) throws(LogError) -> Standing {
    var node =
      nodes[identity.name]
      ?? Node(id: NodeID(Int32(nodes.count + 1)), identity: identity, session: session)
    guard node.identity.instance == identity.instance else {
      throw .refused("another machine is \(identity.name)")
    }
    node.session = session
    nodes[identity.name] = node
    let own = offers[node.id] ?? []
    return Standing(
      node: node.id, last: UInt64(own.count),
      open: own.filter { $0.key.n > settled }.map {
        Standing.Open(n: $0.key.n, kind: $0.kind, id: $0.id)
      })
  }

  /// As `SharedLog` says.
  package mutating func offer(
    _ new: [Offer], after last: UInt64, as session: SessionToken
  ) throws(LogError) {
    guard let node = nodes.values.first(where: { $0.session == session }) else { throw .fenced }
    let count = UInt64(offers[node.id]?.count ?? 0)
    guard count >= last else { throw .fenced }
    // What is there already breaks the primary key.
    guard count == last, new.map(\.key.n) == (0..<UInt64(new.count)).map({ last + 1 + $0 }) else {
      throw .outcomeUnknown("an offer is there already")
    }
    offers[node.id, default: []] += new
  }

  /// As `SharedLog` says.
  package func answers(of node: NodeID, after n: UInt64, limit: Int) -> [Answer] {
    var found: [Answer] = []
    for logged in batches {
      let decisions = Dictionary(
        uniqueKeysWithValues: logged.batch.decisions.map { ($0.offer, $0) })
      for key in logged.batch.answered where key.node == node && key.n > n {
        found.append(
          Answer(
            n: key.n, decision: decisions[key],
            batch: decisions[key] == nil ? logged.batch.number : 0))
      }
    }
    return Array(found.sorted { $0.n < $1.n }.prefix(limit))
  }

  /// As `SharedLog` says.
  package mutating func takeLease(as holder: String, seconds: Double) -> Lease? {
    guard decider.expires < clock || decider.holder == holder else { return nil }
    decider.epoch += 1
    decider.holder = holder
    decider.expires = clock + seconds
    return Lease(epoch: decider.epoch, head: head, cursors: cursors)
  }

  /// As `SharedLog` says.
  package mutating func renew(_ lease: Lease, seconds: Double) throws(LogError) {
    guard decider.epoch == lease.epoch else { throw .fenced }
    decider.expires = clock + seconds
  }

  /// As `SharedLog` says.
  package mutating func giveBack(_ lease: Lease) {
    if decider.epoch == lease.epoch { decider.expires = -.infinity }
  }

  /// As `SharedLog` says.
  package func offers(after cursors: Cursors, limit: Int) -> [Offer] {
    let share = max(1, limit / max(1, offers.count))
    return offers.sorted { $0.key < $1.key }.flatMap { node, own in
      own.dropFirst(Int(cursors[node] ?? 0)).prefix(share)
    }
  }

  /// As `SharedLog` says.
  package mutating func append(
    _ batch: DecidedBatch, after head: LogHead, under lease: Lease
  ) throws(LogError) {
    guard decider.epoch == lease.epoch else { throw .fenced }
    guard self.head.number == head.number, self.head.chain == head.chain else { throw .fenced }
    guard batch.answered.allSatisfy({ $0.n > (cursors[$0.node] ?? 0) }) else {
      throw .refused("an offer is answered once")
    }
    let about = batch.answered.compactMap { offer($0) }
    batches.append(
      LoggedBatch(
        batch, time: Timestamp(milliseconds: Int64(clock * 1_000)),
        offers: Dictionary(uniqueKeysWithValues: about.map { ($0.key, $0) })))
    for key in batch.answered { cursors[key.node] = max(cursors[key.node] ?? 0, key.n) }
  }

  /// As `SharedLog` says.
  package mutating func emptyRemoved() -> Int {
    var keys: [DecisionNumber: OfferKey] = [:]
    var removed: Set<String> = []
    for logged in batches {
      for decision in logged.batch.decisions { keys[decision.number] = decision.offer }
      for (_, offer) in logged.offers where offer.kind == .removal { removed.insert(offer.id) }
    }
    var count = 0
    for position in batches.indices {
      for (key, offer) in batches[position].offers where !offer.content.isEmpty {
        let number =
          offer.kind == .amendment
          ? offer.id : keys.first { $0.value == key }.map { String($0.key.rawValue) }
        guard offer.kind != .removal, let number, removed.contains(number) else { continue }
        batches[position].offers[key]?.content = []
        offers[key.node]?[Int(key.n) - 1].content = []
        count += 1
      }
    }
    return count
  }

  /// As `SharedLog` says.
  package func batches(
    after number: UInt64, chain: Digest?, limit: Int
  ) throws(LogError) -> [LoggedBatch] {
    if number > 0 {
      guard number <= batches.count, chain == nil || chain == batches[Int(number) - 1].batch.chain
      else { throw .setBack(detail: "batch \(number) is not there, or another one") }
    }
    return Array(batches.dropFirst(Int(number)).prefix(limit))
  }

  private func offer(_ key: OfferKey) -> Offer? {
    guard let own = offers[key.node], key.n > 0, key.n <= own.count else { return nil }
    return own[Int(key.n) - 1]
  }
}
