import Cluster
import ClusterLog
import ClusterLogSimulation
import Ledger
import LedgerModel
import Model
import Testing

/// What a single machine has decided comes into a cluster's log as it was, wherever the import was interrupted.
struct ArchiveImportTests {
  private let identity = SimulatedCluster.identity(1)

  /// A ledger with copies, moved stories, articles that were amended and taken out.
  private func archive(_ seed: UInt64) async throws -> MemoryLedger {
    let schedule = SimulatedSchedule(seed: seed, faults: LogFaults(), removes: true)
    #expect(try await schedule.settle())
    return schedule.cluster.keepers[0].ledger
  }

  private func signatures(_ ledger: MemoryLedger) throws -> [SignatureRow] {
    var rows: [SignatureRow] = []
    ledger.forEachSignature(from: DecisionNumber(1)) { row in
      rows.append(row)
      return true
    }
    return rows
  }

  private func expectSame(_ log: MemoryLog, as ledger: MemoryLedger) async throws {
    let followed = MemoryLedger()
    let follower = try Follower(log: log.connection(seed: 1), ledger: followed)
    while try await follower.step() > 0 {}
    #expect(followed.highestNumber() == ledger.highestNumber())
    for number in 1...(ledger.highestNumber()?.rawValue ?? 0) {
      #expect(followed.article(DecisionNumber(number)) == ledger.article(DecisionNumber(number)))
    }
    #expect(try signatures(followed) == signatures(ledger))
    #expect(followed.removals(limit: .max) == ledger.removals(limit: .max))
    #expect(followed.boilerplate() == ledger.boilerplate())
    let jobs = { (ledger: MemoryLedger) in
      ledger.jobs(outcome: nil, reason: nil, before: nil, limit: .max)
    }
    #expect(jobs(followed) == jobs(ledger))
    #expect(Set(followed.tallies()) == Set(ledger.tallies()))
  }

  @Test func whatWasDecidedStaysAsItWas() async throws {
    for seed in 1...4 as ClosedRange<UInt64> {
      let ledger = try await archive(seed)
      let log = MemoryLog()
      let done = try await ArchiveImport(
        of: ledger, as: identity, into: log.connection(seed: seed)
      ).run()
      #expect(done.head == log.tables.head)
      try await expectSame(log, as: ledger)
    }
  }

  @Test func anInterruptedImportGoesOn() async throws {
    for seed in 1...4 as ClosedRange<UInt64> {
      let ledger = try await archive(seed)
      let log = MemoryLog()
      let connection = log.connection(seed: seed, faults: .many)
      var tries = 0
      while true {
        tries += 1
        do {
          _ = try await ArchiveImport(of: ledger, as: identity, into: connection).run()
          break
        } catch let error as LogError {
          if case .refused = error { throw error }
          log.deliver(0)
        }
      }
      #expect(tries < 200)
      try await expectSame(log, as: ledger)
    }
  }

  /// Only a log that is empty, or has a beginning of the same archive, is gone on with.
  @Test func anotherArchiveIsRefused() async throws {
    let log = MemoryLog()
    let connection = log.connection(seed: 1)
    _ = try await ArchiveImport(of: try await archive(1), as: identity, into: connection).run()
    await #expect(throws: LogError.self) {
      _ = try await ArchiveImport(of: try await archive(2), as: identity, into: connection).run()
    }
    var articles = MadeUpArticles(seed: 5)
    let more = try await archive(1)
    var batch = LedgerBatch(appliedLSN: more.appliedLSN() + 1)
    var row = articles.next(of: "ants")
    row.number = DecisionNumber((more.highestNumber()?.rawValue ?? 0) + 1)
    (row.decision.story, row.decision.head) = (row.number, row.number)
    batch.articles = [row]
    more.apply(batch)
    await #expect(throws: LogError.self) {
      _ = try await ArchiveImport(of: more, as: identity, into: connection).run()
    }
  }
}
