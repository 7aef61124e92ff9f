import ClusterCommands
import ClusterLog
import ClusterLogSimulation
import NearDuplicates
import PostgresLog
import Testing

/// The commands on a real server: words in, text and exit code out.
@Suite(.enabled(if: PostgresTestServer.programs != nil, "PostgreSQL is not installed"))
struct ClusterCommandsTests {
  private let server: PostgresTestServer
  private static let instance = "01234567-89ab-4cde-8f01-23456789abcd"

  init() throws { server = try PostgresTestServer() }

  private func say(_ words: String...) async -> (text: String, code: Int32) {
    await ClusterCommand.answer(words)
  }

  @Test func aClusterIsMadeJoinedLookedAtAndLeft() async throws {
    let owner = server.parameters()
    #expect(await say("status", "--database", owner).code == 78)
    let sql = await say("sql")
    #expect(sql.code == 0)
    try server.sql(sql.text)
    try server.sql("CREATE ROLE ants LOGIN IN ROLE winnow_archive")
    let own = server.parameters(user: "ants")
    let join = ["join", "--database", own, "--node", "ants", "--instance"]
    #expect(
      await ClusterCommand.answer(join + [Self.instance]).text == "ants is node 1 of the cluster.\n"
    )
    // Once more changes nothing; another machine of that name is refused.
    #expect(await ClusterCommand.answer(join + [Self.instance]).code == 0)
    let clone = await ClusterCommand.answer(join + ["11234567-89ab-4cde-8f01-23456789abcd"])
    #expect(clone.code == 78)
    #expect(clone.text.contains("another machine"))
    let status = await say("status", "--database", own)
    #expect(status.text.contains("log       batch 0, 0 decisions\ndecider   nobody\n"))
    #expect(status.text.contains("node      ants (intake, archive), winnow"))
    #expect(status.text.contains("0 offers, 0 open"))
    #expect(await say("verify", "--database", own).text.hasPrefix("0 batches"))
    #expect(await say("leave", "ants", "--database", own).code == 78)
    #expect(await say("leave", "ants", "--database", owner).code == 0)
    #expect(await say("leave", "ants", "--database", owner).code == 78)
    #expect(await say("status", "--database", own).text.contains("has left"))
    #expect(await ClusterCommand.answer(join + [Self.instance]).code == 78)
  }

  @Test func whoDecidesIsTheOperatorsToSay() async throws {
    try server.sql(await say("sql").text)
    for name in ["ants", "bees"] {
      try server.sql("CREATE ROLE \(name) LOGIN IN ROLE winnow_archive")
    }
    let (ants, bees) = (
      PostgresLog(server.parameters(user: "ants")), PostgresLog(server.parameters(user: "bees"))
    )
    let database = ["--database", server.parameters(user: "ants")]
    #expect(await ClusterCommand.answer(["step-down"] + database).code == 78)
    let first = try #require(try await ants.takeLease(as: "ants", seconds: 60))
    #expect(try await bees.takeLease(as: "bees", seconds: 60) == nil)
    let stepped = await ClusterCommand.answer(["step-down", "--rest", "60"] + database)
    #expect(stepped.text.hasPrefix("ants does not decide any more"))
    // Not even at once, and what it has under way does not take effect.
    #expect(try await ants.takeLease(as: "ants", seconds: 60) == nil)
    await #expect(throws: LogError.fenced) { try await ants.renew(first, seconds: 60) }
    let second = try #require(try await bees.takeLease(as: "bees", seconds: 60))
    #expect(await ClusterCommand.answer(["pause", "--why", "moving"] + database).code == 0)
    #expect(await ClusterCommand.answer(["pause"] + database).code == 78)
    await #expect(throws: LogError.fenced) { try await bees.renew(second, seconds: 60) }
    #expect(try await bees.takeLease(as: "bees", seconds: 60) == nil)
    #expect(await ClusterCommand.answer(["status"] + database).text.contains("paused (moving)"))
    #expect(await ClusterCommand.answer(["resume"] + database).code == 0)
    #expect(await ClusterCommand.answer(["resume"] + database).code == 78)
    let third = try #require(try await bees.takeLease(as: "bees", seconds: 60))
    // Given back, it is anybody's.
    try await bees.giveBack(second)
    #expect(try await ants.takeLease(as: "ants", seconds: 60) == nil)
    try await bees.giveBack(third)
    try server.sql("UPDATE winnow.decider SET rests_until = now()")
    #expect(try await ants.takeLease(as: "ants", seconds: 60) != nil)
  }

  @Test func theLogGoesOnInANewFormatOnceEveryNodeReadsIt() async throws {
    try server.sql(await say("sql").text)
    for name in ["ants", "bees"] {
      try server.sql("CREATE ROLE \(name) LOGIN IN ROLE winnow_archive")
    }
    let owner = ["--database", server.parameters(), "--newest-log-format", "2"]
    func join(_ name: String, _ more: [String] = []) async -> Int32 {
      let instance = "\(name == "ants" ? 0 : 1)1234567-89ab-4cde-8f01-23456789abcd"
      return await ClusterCommand.answer(
        [
          "join", "--node", name, "--instance", instance, "--database",
          server.parameters(user: name),
        ]
          + more
      ).code
    }
    #expect(await join("ants", ["--newest-log-format", "2"]) == 0)
    #expect(await join("bees") == 0)
    let early = await ClusterCommand.answer(["upgrade"] + owner)
    #expect(early.code == 78)
    #expect(early.text.contains("not read by bees"))
    #expect(await join("bees", ["--newest-log-format", "2"]) == 0)
    let own = ["--database", server.parameters(user: "ants"), "--newest-log-format", "2"]
    #expect(await ClusterCommand.answer(["upgrade"] + own).code == 78)
    #expect(await ClusterCommand.answer(["upgrade"] + owner).code == 0)
    #expect(await ClusterCommand.answer(["upgrade"] + owner).text.contains("nothing is to be done"))
    // A program that does not know the format has no part in it any more.
    #expect(await join("bees") == 78)
    let old = PostgresLog(server.parameters(user: "bees"))
    #expect(try await old.takeLease(as: "bees", seconds: 60) == nil)
    let new = PostgresLog(server.parameters(user: "bees"), newestFormat: 2)
    let lease = try #require(try await new.takeLease(as: "bees", seconds: 60))
    let batch = DecidedBatch(
      after: .start, decisions: [],
      events: [.learned(LearnedLines(source: "a.example", version: 1, lines: [7]))], offers: [:])
    try await new.append(batch, after: .start, under: lease)
    #expect(try await new.batches(after: 0, chain: nil, limit: 9).count == 1)
    await #expect(throws: LogError.self) {
      _ = try await old.batches(after: 0, chain: nil, limit: 9)
    }
  }

  @Test func whatIsAlteredInTheLogIsFound() async throws {
    try server.sql(await say("sql").text)
    try server.sql(
      "INSERT INTO winnow.batch VALUES (1, 1, 0, decode(repeat('ab', 32), 'hex'), now(), 1)")
    let verify = await say("verify", "--database", server.parameters())
    #expect(verify.code == 65)
    #expect(verify.text.contains("batch 1"))
  }

  @Test func whatCannotBeDoneIsSaid() async throws {
    #expect(await say("status", "--database", "host=/nowhere").code == 75)
    #expect(await say("status").code == 78)
    #expect(await say("--help").code == 0)
    let join = ["join", "--database", "host=/nowhere", "--node", "ants", "--instance"]
    #expect(await ClusterCommand.answer(join + ["x"]).code == 2)
  }
}
