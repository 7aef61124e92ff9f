import ClusterLog
import ClusterLogSimulation
import Model
import NearDuplicates
import PostgresLog
import Testing

/// Each step of the log on a real server: what it does, and what it refuses.
@Suite(.enabled(if: PostgresTestServer.programs != nil, "PostgreSQL is not installed"))
struct PostgresLogTests {
  private let server: PostgresTestServer
  private let log: PostgresLog
  private let node = SimulatedCluster.identity(1)

  init() async throws {
    server = try PostgresTestServer()
    log = PostgresLog(server.parameters())
    try await log.makeSchema(signatureFormat: 1)
    try await log.join(node, signatureFormat: 1)
  }

  private func offers(_ numbers: ClosedRange<UInt64>, of node: NodeID) -> [Offer] {
    var articles = MadeUpArticles(seed: 1)
    return numbers.map {
      OfferContent.article(articles.next(of: "node1")).offer(OfferKey(node: node, n: $0))
    }
  }

  private func batch(_ number: UInt64, after head: LogHead, of offers: [Offer]) -> DecidedBatch {
    let decision = LoggedDecision(
      number: DecisionNumber(number), offer: offers[Int(number) - 1].key, boilerplateVersion: 2,
      copyDecision: CopyDecision(
        copyOf: number > 1 ? DecisionNumber(1) : nil, kind: number > 1 ? .near : nil,
        similarity: 0.5, sharedSpans: [SharedSpan(start: 1, otherStart: 2, wordCount: 3)],
        contains: number > 1 ? [DecisionNumber(1)] : [], story: DecisionNumber(1),
        head: DecisionNumber(number)))
    return DecidedBatch(
      after: head, decisions: [decision],
      events: [.moved(.init(number: DecisionNumber(number), story: DecisionNumber(1)))],
      offers: Dictionary(uniqueKeysWithValues: offers.map { ($0.key, $0) }))
  }

  @Test func whatIsAppendedIsRead() async throws {
    let standing = try await log.register(node, settled: 0, as: SessionToken("a"))
    let offers = offers(1...5, of: standing.node)
    try await log.offer(offers, after: 0, as: SessionToken("a"))
    let lease = try #require(try await log.takeLease(as: "x", seconds: 10))
    #expect(lease.head == .start)
    #expect(lease.cursors == [standing.node: 0])
    #expect(try await log.offers(after: lease.cursors, limit: 3) == Array(offers.prefix(3)))
    #expect(try await log.offers(after: [standing.node: 3], limit: 9) == Array(offers.suffix(2)))
    // A node that came after the lease is not overlooked.
    #expect(try await log.offers(after: [:], limit: 9) == offers)
    let first = batch(1, after: .start, of: offers)
    try await log.append(first, after: .start, under: lease)
    let second = batch(2, after: first.head, of: offers)
    try await log.append(second, after: first.head, under: lease)
    let read = try await log.batches(after: 0, chain: nil, limit: 9)
    #expect(read.map(\.batch) == [first, second])
    #expect(read[0].follows(.start) && read[1].follows(first.head))
    #expect(try await log.batches(after: 0, chain: nil, limit: 1).map(\.batch) == [first])
    #expect(
      try await log.batches(after: 1, chain: first.chain, limit: 9).map(\.batch) == [second])
    let answers = try await log.answers(of: standing.node, after: 1, limit: 9)
    #expect(answers == [Answer(n: 2, decision: second.decisions[0])])
    let again = try #require(try await log.takeLease(as: "x", seconds: 10))
    #expect(again.head == second.head && again.cursors == [standing.node: 2])
    #expect(again.epoch > lease.epoch)
    let later = try await log.register(node, settled: 4, as: SessionToken("b"))
    #expect(later.last == 5)
    #expect(later.open.map(\.n) == [5])
  }

  @Test func anOfferBehindAnotherSessionOrAGapIsFenced() async throws {
    let id = try await log.register(node, settled: 0, as: SessionToken("a")).node
    try await log.offer(offers(1...2, of: id), after: 0, as: SessionToken("a"))
    await #expect(throws: LogError.fenced) {
      try await log.offer(offers(5...6, of: id), after: 4, as: SessionToken("a"))
    }
    _ = try await log.register(node, settled: 0, as: SessionToken("b"))
    await #expect(throws: LogError.fenced) {
      try await log.offer(offers(3...3, of: id), after: 2, as: SessionToken("a"))
    }
    // The same offer twice is known again, not taken twice.
    await #expect(throws: LogError.self) {
      try await log.offer(offers(1...2, of: id), after: 0, as: SessionToken("b"))
    }
    #expect(try await log.register(node, settled: 0, as: SessionToken("c")).last == 2)
  }

  @Test func anAppendUnderAnOldLeaseOrBehindAnotherHeadIsFenced() async throws {
    let id = try await log.register(node, settled: 0, as: SessionToken("a")).node
    let offers = offers(1...3, of: id)
    try await log.offer(offers, after: 0, as: SessionToken("a"))
    let old = try #require(try await log.takeLease(as: "x", seconds: 0))
    let lease = try #require(try await log.takeLease(as: "y", seconds: 60))
    #expect(try await log.takeLease(as: "x", seconds: 60) == nil)
    let first = batch(1, after: .start, of: offers)
    await #expect(throws: LogError.fenced) {
      try await log.append(first, after: .start, under: old)
    }
    await #expect(throws: LogError.fenced) { try await log.renew(old, seconds: 60) }
    try await log.append(first, after: .start, under: lease)
    var other = first.head
    other.chain = LogHead.start.chain
    await #expect(throws: LogError.fenced) {
      try await log.append(batch(2, after: other, of: offers), after: other, under: lease)
    }
    await #expect(throws: LogError.self) {
      try await log.append(first, after: .start, under: lease)
    }
    #expect(try await log.batches(after: 0, chain: nil, limit: 9).count == 1)
  }

  @Test func aLeaseLastsByTheClockOfTheServer() async throws {
    let ends = "SELECT expires BETWEEN now() + '%@ s' AND now() + '1 h' FROM winnow.decider"
    let lease = try #require(try await log.takeLease(as: "x", seconds: 3_600))
    #expect(try server.sql(ends.replacing("%@", with: "3000")) == "t\n")
    #expect(try await log.takeLease(as: "y", seconds: 60) == nil)
    // Renewed late, while nobody else had taken it.
    try server.sql("UPDATE winnow.decider SET expires = now() - interval '1 s'")
    try await log.renew(lease, seconds: 3_600)
    #expect(try server.sql(ends.replacing("%@", with: "3000")) == "t\n")
    #expect(try await log.takeLease(as: "y", seconds: 60) == nil)
    try server.sql("UPDATE winnow.decider SET expires = now() - interval '1 s'")
    #expect(try await log.takeLease(as: "y", seconds: 60) != nil)
    await #expect(throws: LogError.fenced) { try await log.renew(lease, seconds: 60) }
  }

  @Test func anOfferThatIsTakenIsAnsweredAsOneThatIsDecidedAbout() async throws {
    let id = try await log.register(node, settled: 0, as: SessionToken("a")).node
    let offers = offers(1...2, of: id)
    try await log.offer(offers, after: 0, as: SessionToken("a"))
    let lease = try #require(try await log.takeLease(as: "x", seconds: 60))
    let taken = DecidedBatch(
      after: .start, decisions: [], events: [.taken(offers[0].key), .taken(offers[1].key)],
      offers: Dictionary(uniqueKeysWithValues: offers.map { ($0.key, $0) }))
    try await log.append(taken, after: .start, under: lease)
    #expect(try await log.takeLease(as: "x", seconds: 60)?.cursors == [id: 2])
    #expect(
      try await log.answers(of: id, after: 1, limit: 9) == [Answer(n: 2, decision: nil, batch: 1)])
    let read = try await log.batches(after: 0, chain: nil, limit: 9)
    #expect(read.map(\.batch) == [taken])
    #expect(read[0].follows(.start))
  }

  @Test func anotherMachineOfTheSameNameIsRefused() async throws {
    var clone = node
    clone.instance = InstanceID(rawValue: 99)
    try await log.join(clone, signatureFormat: 1)
    await #expect(throws: LogError.self) {
      try await log.register(clone, settled: 0, as: SessionToken("a"))
    }
    await #expect(throws: LogError.self) { try await log.join(clone, signatureFormat: 2) }
    try server.sql("UPDATE winnow.node SET left_at = now()")
    await #expect(throws: LogError.self) {
      try await log.register(node, settled: 0, as: SessionToken("a"))
    }
  }

  @Test func aLogThatWasSetBackIsNoticed() async throws {
    let id = try await log.register(node, settled: 0, as: SessionToken("a")).node
    let offers = offers(1...3, of: id)
    try await log.offer(offers, after: 0, as: SessionToken("a"))
    let lease = try #require(try await log.takeLease(as: "x", seconds: 60))
    let first = batch(1, after: .start, of: offers)
    try await log.append(first, after: .start, under: lease)
    for (number, chain) in [(1, LogHead.start.chain), (2, first.chain)] {
      await #expect(throws: LogError.self) {
        try await log.batches(after: UInt64(number), chain: chain, limit: 9)
      }
    }
  }

  @Test func whoeverMayNotDecideDoesNot() async throws {
    let first = try #require(try await log.takeLease(as: "x", seconds: 60))
    #expect(try await log.stepDown(seconds: 60) == "x")
    #expect(try await log.takeLease(as: "x", seconds: 60) == nil)
    let second = try #require(try await log.takeLease(as: "y", seconds: 60))
    try await log.giveBack(first)
    #expect(try await log.takeLease(as: "z", seconds: 60) == nil)
    try await log.giveBack(second)
    #expect(try await log.pause("moving"))
    #expect(try await log.takeLease(as: "z", seconds: 60) == nil)
    #expect(try await log.resume())
    #expect(try await log.takeLease(as: "z", seconds: 60) != nil)
  }

  @Test func aNodesRoleCanOfferItsOwnAndNothingElse() async throws {
    try server.sql(
      "CREATE ROLE node1 LOGIN IN ROLE winnow_node; CREATE ROLE node2 LOGIN IN ROLE winnow_node")
    let own = PostgresLog(server.parameters(user: "node1"))
    let other = PostgresLog(server.parameters(user: "node2"))
    let id = try await own.register(node, settled: 0, as: SessionToken("a")).node
    try await own.offer(offers(1...1, of: id), after: 0, as: SessionToken("a"))
    // Somebody else's name, and somebody else's session.
    await #expect(throws: LogError.self) { try await other.join(node, signatureFormat: 1) }
    await #expect(throws: LogError.self) {
      try await other.register(node, settled: 0, as: SessionToken("b"))
    }
    await #expect(throws: LogError.self) {
      try await other.offer(offers(2...2, of: id), after: 1, as: SessionToken("a"))
    }
    await #expect(throws: LogError.self) { try await own.takeLease(as: "x", seconds: 1) }
    for statement in [
      "DELETE FROM winnow.offer", "UPDATE winnow.offer SET id = ''", "TRUNCATE winnow.decision",
      "INSERT INTO winnow.batch VALUES (1, 1, 1, '', now(), 1)",
      "UPDATE winnow.node SET instance = instance",
    ] {
      #expect(throws: PostgresTestServer.Failure.self) {
        try server.sql("SET ROLE winnow_node; \(statement)")
      }
    }
    for statement in [
      "DELETE FROM winnow.decision", "UPDATE winnow.decision SET story = 1",
      "UPDATE winnow.batch SET last = 1", "DELETE FROM winnow.event",
    ] {
      #expect(throws: PostgresTestServer.Failure.self) {
        try server.sql("SET ROLE winnow_archive; \(statement)")
      }
    }
    try server.sql("CREATE ROLE node3 LOGIN IN ROLE winnow_archive")
    let archive = PostgresLog(server.parameters(user: "node3"))
    try await archive.join(SimulatedCluster.identity(3), signatureFormat: 1)
    let lease = try #require(try await archive.takeLease(as: "x", seconds: 60))
    try await archive.append(
      batch(1, after: .start, of: offers(1...1, of: id)), after: .start, under: lease)
    #expect(try await own.answers(of: id, after: 0, limit: 9).count == 1)
  }

  @Test func aServerThatIsNotThereIsUnreachable() async throws {
    server.killPostmaster()
    await #expect(throws: LogError.self) {
      try await log.answers(of: NodeID(1), after: 0, limit: 1)
    }
    try server.start()
    #expect(try await log.answers(of: NodeID(1), after: 0, limit: 1).isEmpty)
  }
}
