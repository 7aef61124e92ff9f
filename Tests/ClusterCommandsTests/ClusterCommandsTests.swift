import ClusterCommands
import ClusterLogSimulation
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

  @Test func whatIsAlteredInTheLogIsFound() async throws {
    try server.sql(await say("sql").text)
    try server.sql(
      "INSERT INTO winnow.batch VALUES (1, 1, 0, decode(repeat('ab', 32), 'hex'), now())")
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
