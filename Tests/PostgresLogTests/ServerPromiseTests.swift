import ClusterLog
import ClusterLogSimulation
import Dispatch
import Glibc
import PostgresLog
import Testing

/// What a cluster promises, on a real server whose processes are killed in the middle of what they do.
///
/// `WINNOW_CLUSTER_KILLS=1000` kills as often.
@Suite(.enabled(if: PostgresTestServer.programs != nil, "PostgreSQL is not installed"))
struct ServerPromiseTests {
  static var killCount: Int {
    unsafe getenv("WINNOW_CLUSTER_KILLS").flatMap { unsafe Int(String(cString: $0)) } ?? 20
  }

  @Test(.timeLimit(.minutes(30)))
  func killsOfAnyKindLeadToTheDecisionsOfOneMachine() async throws {
    let server = try PostgresTestServer()
    let log = PostgresLog(server.parameters())
    try await log.makeSchema(signatureFormat: 1)
    var logs: [PostgresLog] = []
    // The more kills, the more there is to do meanwhile.
    let cluster = SimulatedCluster(seed: 5, articleCount: 20 + Self.killCount * 4) { _ in
      let one = PostgresLog(server.parameters())
      logs.append(one)
      return one
    }
    for number in 1...cluster.intakes.count {
      try await log.join(SimulatedCluster.identity(number), signatureFormat: 1)
    }
    var random = SeededGenerator(seed: 5)
    var counts = (postmaster: 0, connection: 0, machine: 0)
    while counts.postmaster + counts.connection + counts.machine < Self.killCount {
      let machine = Int.random(in: 0..<cluster.count, using: &random)
      switch Int.random(in: 0..<60, using: &random) {
      case 0:
        // In the middle of a step, or just before or behind it.
        let killing = Task.detached { server.killPostmaster() }
        try await cluster.step(machine)
        await killing.value
        try server.start()
        counts.postmaster += 1
      case 1..<4:
        let killing = Task.detached {
          try? server.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE application_name = 'winnow'")
        }
        for _ in 0..<4 { try await cluster.step(machine) }
        _ = await killing.value
        counts.connection += 1
      case 4..<7:
        cluster.kill(machine)
        counts.machine += 1
      case 7..<10:
        // As if the lease of whoever holds it had run out.
        try server.sql("UPDATE winnow.decider SET expires = '-infinity'")
      default: try await cluster.step(machine)
      }
      #expect(cluster.stops.isEmpty)
      if !cluster.stops.isEmpty { return }
    }
    try server.sql("UPDATE winnow.decider SET expires = '-infinity'")
    var batches: [LoggedBatch] = []
    for _ in 0..<2_000 where cluster.stops.isEmpty {
      for machine in 0..<cluster.count { try await cluster.step(machine) }
      while true {
        let next = try await log.batches(
          after: UInt64(batches.count), chain: batches.last?.batch.chain, limit: 100)
        if next.isEmpty { break }
        batches += next
      }
      if cluster.isDone(at: UInt64(batches.count)) { break }
    }
    #expect(cluster.stops.isEmpty)
    #expect(cluster.isDone(at: UInt64(batches.count)), "everything is answered and followed")
    #expect(try cluster.faults(batches) == [])
    #expect(counts.postmaster > 0 && counts.connection > 0 && counts.machine > 0)
    print("killed: \(counts), batches: \(batches.count)")
  }
}
