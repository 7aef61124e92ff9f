import ClusterLog
import ClusterLogSimulation
import Ledger
import Model
import PostgresLog
import Testing

/// What was taken out leaves the log's tables, and nothing else ever changes there.
@Suite(.enabled(if: PostgresTestServer.programs != nil, "PostgreSQL is not installed"))
struct TakedownTests {
  private let server: PostgresTestServer
  private let log: PostgresLog
  private let node = SimulatedCluster.identity(1)

  init() async throws {
    server = try PostgresTestServer()
    log = PostgresLog(server.parameters())
    try await log.makeSchema(signatureFormat: 1)
    for (role, group) in [("node1", "winnow_node"), ("keeper", "winnow_archive")] {
      try server.sql("CREATE ROLE \(role) LOGIN IN ROLE \(group)")
    }
    try await PostgresLog(server.parameters(user: "node1")).join(node, signatureFormat: 1)
  }

  /// Two articles, an amendment of each, and the takedown of the first: offered, and decided as far as
  /// `decides` says.
  private func fill(decidingAboutTakedown decides: Bool) async throws -> [Offer] {
    let id = try await log.register(node, settled: 0, as: SessionToken("a")).node
    var articles = MadeUpArticles(seed: 1)
    var contents: [OfferContent] = []
    for number in 1...2 {
      let row = articles.next(of: "node1")
      contents.append(.article(row))
      contents.append(
        .amendment(
          Amendment(
            number: DecisionNumber(UInt64(number)), article: row.article,
            provenance: row.provenance, storyTime: nil)))
    }
    contents.append(
      .removal(Removal(number: DecisionNumber(1), id: "x", when: 1, why: "asked for")))
    let offers = contents.enumerated().map {
      $0.element.offer(OfferKey(node: id, n: UInt64($0.offset + 1)))
    }
    try await log.offer(offers, after: 0, as: SessionToken("a"))
    let lease = try #require(try await log.takeLease(as: "keeper", seconds: 60))
    let decisions = [0, 2].enumerated().map { number, position in
      let number = DecisionNumber(UInt64(number + 1))
      return LoggedDecision(
        number: number, offer: offers[position].key, boilerplateVersion: 0,
        copyDecision: CopyDecision(story: number, head: number))
    }
    let taken = [1, 3] + (decides ? [4] : [])
    let batch = DecidedBatch(
      after: .start, decisions: decisions, events: taken.map { .taken(offers[$0].key) },
      offers: Dictionary(uniqueKeysWithValues: offers.map { ($0.key, $0) }))
    try await log.append(batch, after: .start, under: lease)
    return offers
  }

  private var lengths: String {
    "SELECT string_agg(length(content)::text, ' ' ORDER BY n) FROM winnow.offer"
  }

  @Test func noByteOfItIsLeftInTheTables() async throws {
    let offers = try await fill(decidingAboutTakedown: true)
    let keeper = PostgresLog(server.parameters(user: "keeper"))
    #expect(try await keeper.emptyRemoved() == 2)
    #expect(try await keeper.emptyRemoved() == 0)
    let kept = offers.map { $0.key.n == 1 || $0.key.n == 2 ? 0 : $0.content.count }
    #expect(try server.sql(lengths) == kept.map { String($0) }.joined(separator: " ") + "\n")
    // The old rows go with vacuum; a full one leaves nothing of them in the files of the table.
    try server.sql("VACUUM FULL winnow.offer")
    try server.sql("CHECKPOINT")
    for table in ["offer", "decision", "event", "batch", "node"] {
      let bytes = try server.bytes(ofTable: "winnow.\(table)")
      for offer in offers.prefix(2) {
        #expect(!bytes.contains(Array(offer.content.suffix(40))), "\(table) holds \(offer.key.n)")
      }
    }
    let others = try server.bytes(ofTable: "winnow.offer")
    #expect(
      others.contains(Array(offers[2].content.suffix(40))), "the search itself finds what is there")
    // The chain covers no texts: the log is as sound as before.
    #expect(try await log.batches(after: 0, chain: nil, limit: 9)[0].follows(.start))
  }

  @Test func nothingIsEmptiedWhoseTakedownIsNotDecided() async throws {
    let offers = try await fill(decidingAboutTakedown: false)
    #expect(try await PostgresLog(server.parameters(user: "keeper")).emptyRemoved() == 0)
    #expect(
      try server.sql(lengths) == offers.map { String($0.content.count) }.joined(separator: " ")
        + "\n")
  }

  @Test func aNodeThatOnlyTakesFilesInMayNotEmpty() async throws {
    _ = try await fill(decidingAboutTakedown: true)
    await #expect(throws: LogError.self) {
      try await PostgresLog(server.parameters(user: "node1")).emptyRemoved()
    }
    #expect(throws: PostgresTestServer.Failure.self) {
      try server.sql("SET ROLE keeper; UPDATE winnow.offer SET content = ''")
    }
  }

  @Test func nodesTellOfThemselves() async throws {
    let own = PostgresLog(server.parameters(user: "node1"))
    let report = NodeReport(decisions: 7, openJobs: 1, waiting: 2, activity: "follows")
    try await own.report(report, of: "node1")
    #expect(try await log.status().nodes.map(\.report) == [report])
    let found = try await own.inspection()
    #expect(found.hasLog && found.mayOffer && !found.mayDecide && found.isDurable)
    #expect(found.user == "node1" && found.serverVersion >= LogInspection.oldestServer)
    #expect(found.formats?.signature == 1)
    #expect(try await PostgresLog(server.parameters(user: "keeper")).inspection().mayDecide)
  }
}
