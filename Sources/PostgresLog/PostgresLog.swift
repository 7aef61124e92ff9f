package import ClusterLog
package import Model
internal import Pipeline

/// The shared log in a PostgreSQL database that has the schema of `LogSchema`: one connection, which is
/// opened when it is needed. Calls block a thread of its own.
package actor PostgresLog: SharedLog {
  private let executor = QueueExecutor(label: "winnow.postgres")
  let connection: PostgresConnection
  let newestFormat: Int16

  /// The thread that it works on.
  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  /// `parameters`: A connection string of libpq (`host=… dbname=…`).
  /// `newestFormat`: Other than that of the program for tests of an upgrade.
  package init(_ parameters: String, newestFormat: Int16 = LogFormat.newest) {
    connection = PostgresConnection(parameters)
    self.newestFormat = newestFormat
  }

  /// As `SharedLog` says.
  package func register(
    _ node: NodeIdentity, settled: UInt64, as session: SessionToken
  ) async throws(LogError) -> Standing {
    let rows = try connection.run(
      LogStatements.register,
      [
        .text(node.name), .text(node.instance.description), .text(session.rawValue),
        .int2(node.roles.rawValue), .text(node.version), .int2(newestFormat),
      ], .step)
    guard let id = try rows.first?.int4(0) else { throw try absence(of: node) }
    let open = try connection.run(
      LogStatements.openOffers, [.int4(id), .number(settled)], .reading)
    var standing = Standing(node: NodeID(id), last: 0, open: [])
    for row in open {
      standing.last = try row.number(0)
      guard standing.last > settled else { continue }
      standing.open.append(
        Standing.Open(n: standing.last, kind: try Self.kind(row, 1), id: try row.text(2)))
    }
    return standing
  }

  private func absence(of node: NodeIdentity) throws(LogError) -> LogError {
    let rows = try connection.run(LogStatements.knownNode, [.text(node.name)], .reading)
    guard let row = rows.first else {
      return .refused("no node \(node.name) has joined; run: winnow-cluster join")
    }
    if try row.bytes(1) == [1] { return .refused("node \(node.name) has left the cluster") }
    return .refused(
      "node \(node.name) is another machine, or another state directory (instance "
        + "\(try row.text(0)))")
  }

  /// As `SharedLog` says.
  package func offer(
    _ offers: [Offer], after last: UInt64, as session: SessionToken
  ) async throws(LogError) {
    guard let node = offers.first?.key.node else { return }
    let rows = try connection.run(
      LogStatements.offer,
      [
        .int4(node.rawValue), .text(session.rawValue), .number(last),
        .numbers(offers.map(\.key.n)), .int2s(offers.map(\.kind.rawValue)),
        .texts(offers.map(\.id)), .texts(offers.map(\.source)), .byteStrings(offers.map(\.signed)),
        .byteStrings(offers.map(\.content)),
      ], .step)
    guard rows.count == offers.count else { throw .fenced }
  }

  /// As `SharedLog` says.
  package func answers(
    of node: NodeID, after n: UInt64, limit: Int
  ) async throws(LogError) -> [Answer] {
    let rows = try connection.run(
      LogStatements.answers, [.int4(node.rawValue), .number(n), .int8(Int64(limit))], .reading)
    var answers: [Answer] = []
    for row in rows {
      answers.append(
        row.isNull(1)
          ? Answer(n: try row.number(0), decision: nil, batch: try row.number(3))
          : Answer(n: try row.number(0), decision: try Self.decision(row)))
    }
    return answers
  }

  /// As `SharedLog` says.
  package func takeLease(as holder: String, seconds: Double) async throws(LogError) -> Lease? {
    let taken = try connection.run(
      LogStatements.takeLease, [.text(holder), .float8(seconds), .int2(newestFormat)], .step)
    guard let epoch = try taken.first?.number(0) else { return nil }
    var lease = Lease(epoch: epoch, head: .start, cursors: [:])
    lease.head = try head()
    for row in try connection.run(LogStatements.cursors, [], .reading) {
      lease.cursors[NodeID(try row.int4(0))] = try row.number(1)
    }
    return lease
  }

  /// Where the log ends.
  func head() throws(LogError) -> LogHead {
    guard let row = try connection.run(LogStatements.head, [], .reading).first else {
      return .start
    }
    return LogHead(
      number: try row.number(0), last: DecisionNumber(try row.number(1)),
      chain: try Self.chain(row, 2))
  }

  /// As `SharedLog` says.
  package func renew(_ lease: Lease, seconds: Double) async throws(LogError) {
    let rows = try connection.run(
      LogStatements.renew, [.number(lease.epoch), .float8(seconds)], .step)
    guard !rows.isEmpty else { throw .fenced }
  }

  /// As `SharedLog` says.
  package func giveBack(_ lease: Lease) async throws(LogError) {
    _ = try connection.run(LogStatements.giveBack, [.number(lease.epoch)], .step)
  }

  /// As `SharedLog` says.
  package func offers(
    after cursors: Cursors, limit: Int
  ) async throws(LogError) -> [Offer] {
    let nodes = cursors.sorted { $0.key < $1.key }
    let share = max(1, limit / max(1, nodes.count))
    let rows = try connection.run(
      LogStatements.offers,
      [.int4s(nodes.map(\.key.rawValue)), .numbers(nodes.map(\.value)), .int8(Int64(share))],
      .reading)
    var offers: [Offer] = []
    for row in rows {
      let key = OfferKey(node: NodeID(try row.int4(0)), n: try row.number(1))
      offers.append(try Self.offer(row, key, from: 2))
    }
    return offers
  }

  /// As `SharedLog` says.
  package func append(
    _ batch: DecidedBatch, after head: LogHead, under lease: Lease
  ) async throws(LogError) {
    assert(batch.number == head.number + 1)
    let decisions = batch.decisions
    let copies = decisions.map(\.copyDecision)
    let taken = batch.events.map { event -> OfferKey? in
      if case .taken(let key) = event { key } else { nil }
    }
    let rows = try connection.run(
      LogStatements.append,
      [
        .number(lease.epoch), .number(batch.number), .number(batch.last.rawValue),
        .bytes(batch.chain.bytes), .bytes(head.chain.bytes),
        .numbers(decisions.map(\.number.rawValue)), .int4s(decisions.map(\.offer.node.rawValue)),
        .numbers(decisions.map(\.offer.n)),
        .int8OrNulls(copies.map { $0.copyOf.map { Int64(bitPattern: $0.rawValue) } }),
        .int2s(copies.map { $0.kind?.logged ?? 0 }), .float8s(copies.map(\.similarity)),
        .numbers(copies.map(\.story.rawValue)), .numbers(copies.map(\.head.rawValue)),
        .byteStrings(decisions.map(\.encodedRest)),
        .int4s((0..<batch.events.count).map { Int32($0) }),
        .int2s(batch.events.map(\.loggedKind)), .int4OrNulls(taken.map { $0?.node.rawValue }),
        .int8OrNulls(taken.map { $0.map { Int64(bitPattern: $0.n) } }),
        .byteStrings(batch.events.map(\.payload)),
      ], .step)
    guard !rows.isEmpty else { throw .fenced }
  }

  /// As `SharedLog` says.
  package func emptyRemoved() async throws(LogError) -> Int {
    let rows = try connection.run(LogStatements.emptyRemoved, [], .step)
    return Int(try rows.first?.int8(0) ?? 0)
  }

  /// As `SharedLog` says.
  package func batches(
    after number: UInt64, chain: Digest?, limit: Int
  ) async throws(LogError) -> [LoggedBatch] {
    // With the batch before, which says where the decisions begin and whether it is the log that we know.
    var rows = try connection.run(
      LogStatements.batches, [.number(number), .int8(Int64(limit) + 1)], .reading)
    var last: UInt64 = 0
    if number > 0 {
      guard let own = rows.first, try own.number(0) == number,
        case let found = try Self.chain(own, 2), chain == nil || chain == found
      else { throw .setBack(detail: "batch \(number) is not there, or another one") }
      last = try own.number(1)
      rows.removeFirst()
    } else if rows.count > limit {
      rows.removeLast()
    }
    guard let end = rows.last else { return [] }
    var found: [LoggedBatch] = []
    for row in rows {
      let format = try row.int2(4)
      guard format <= newestFormat else {
        throw .refused(
          "the log goes on in format \(format) with batch \(try row.number(0)), and this program reads"
            + " \(newestFormat) and those before: install the version of winnow that the other nodes have"
        )
      }
      let batch = DecidedBatch(
        number: try row.number(0), decisions: [], events: [],
        last: DecisionNumber(try row.number(1)), chain: try Self.chain(row, 2))
      found.append(
        LoggedBatch(batch, time: Timestamp(milliseconds: try row.int8(3)), offers: [:]))
    }
    try readDecisions(after: last, through: try end.number(1), into: &found)
    try readEvents(into: &found)
    return found
  }

  private func readDecisions(
    after last: UInt64, through end: UInt64, into found: inout [LoggedBatch]
  ) throws(LogError) {
    let rows = try connection.run(
      LogStatements.decisions, [.number(last), .number(end)], .reading)
    var position = 0
    for row in rows {
      let decision = try Self.decision(row)
      while position < found.count, found[position].batch.last < decision.number { position += 1 }
      guard position < found.count else { throw .damaged("a decision belongs to no batch") }
      found[position].batch.decisions.append(decision)
      found[position].offers[decision.offer] = try Self.offer(row, decision.offer, from: 9)
    }
  }

  private func readEvents(into found: inout [LoggedBatch]) throws(LogError) {
    guard let first = found.first?.batch.number, let last = found.last?.batch.number else { return }
    let rows = try connection.run(LogStatements.events, [.number(first), .number(last)], .reading)
    for row in rows {
      let position = Int(try row.number(0) - first)
      let (kind, payload) = (try row.int2(1), try row.bytes(2))
      guard let event = try? LogEvent(loggedKind: kind, payload: payload) else {
        throw .damaged("an event of batch \(first + UInt64(position)) cannot be read")
      }
      found[position].batch.events.append(event)
      if case .taken(let key) = event {
        found[position].offers[key] = try Self.offer(row, key, from: 5)
      }
    }
  }

  // MARK: Columns

  private static func kind(_ row: PostgresRow, _ column: Int) throws(LogError) -> OfferKind {
    guard let kind = OfferKind(rawValue: try row.int2(column)) else {
      throw .damaged("an offer is of a kind that this version does not know")
    }
    return kind
  }

  /// An offer whose columns from its kind on begin at `start`.
  private static func offer(
    _ row: PostgresRow, _ key: OfferKey, from start: Int
  ) throws(LogError) -> Offer {
    Offer(
      key: key, kind: try kind(row, start), id: try row.text(start + 1),
      source: try row.text(start + 2), signed: try row.bytes(start + 3),
      content: try row.bytes(start + 4))
  }

  /// A decision in the columns n, number, node, copy_of, kind, similarity, story, head, rest.
  private static func decision(_ row: PostgresRow) throws(LogError) -> LoggedDecision {
    var decision = LoggedDecision(
      number: DecisionNumber(try row.number(1)),
      offer: OfferKey(node: NodeID(try row.int4(2)), n: try row.number(0)), boilerplateVersion: 0,
      copyDecision: CopyDecision(
        copyOf: row.isNull(3) ? nil : DecisionNumber(try row.number(3)),
        kind: CopyKind(logged: try row.int2(4)), similarity: try row.float8(5),
        story: DecisionNumber(try row.number(6)), head: DecisionNumber(try row.number(7))))
    let rest = try row.bytes(8)
    guard (try? decision.read(rest: rest)) != nil else {
      throw .damaged("decision \(decision.number.rawValue) cannot be read")
    }
    return decision
  }

  private static func chain(_ row: PostgresRow, _ column: Int) throws(LogError) -> Digest {
    guard let chain = Digest(bytes: try row.bytes(column)) else {
      throw .damaged("a chain has \(try row.bytes(column).count) bytes")
    }
    return chain
  }
}
