import Cluster
import ClusterLog
import ClusterLogSimulation
import Foundation
import Ledger
import LedgerModel
import Model
import SearchIndex
import Testing

/// A follower brings a log into a ledger and an index on disk, wherever it was interrupted.
struct FollowerTests {
  private let folder = FileManager.default.temporaryDirectory.path + "/follower-\(UUID())"

  init() throws {
    try FileManager.default.createDirectory(
      atPath: folder + "/index", withIntermediateDirectories: true)
  }

  /// A log in which everything is decided, and a ledger that has followed it.
  private func finished() async throws -> (log: MemoryLog, ledger: MemoryLedger) {
    let schedule = SimulatedSchedule(seed: 3, faults: LogFaults(), removes: true)
    #expect(try await schedule.settle())
    return (schedule.log, schedule.cluster.keepers[0].ledger)
  }

  private func expectSame(_ ledger: SQLiteLedger, as model: MemoryLedger) throws {
    let last = try #require(model.highestNumber())
    #expect(try ledger.highestNumber() == last)
    for number in 1...last.rawValue {
      let number = DecisionNumber(number)
      #expect(try ledger.article(number) == model.article(number))
    }
    #expect(try ledger.chain() == model.chain())
    #expect(try ledger.removals(limit: .max) == model.removals(limit: .max))
    #expect(try ledger.changes(after: 0, limit: .max) == model.changes(after: 0, limit: .max))
  }

  @Test func itGoesOnWhereLedgerAndIndexEnd() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (log, model) = try await finished()
    let connection = log.connection(seed: 1)
    do {
      // Killed with batches in the ledger that the index lacks.
      let ledger = try SQLiteLedger(path: folder + "/ledger.sqlite")
      let index = try FullTextIndex.open(folder + "/index")
      let both = try Follower(log: connection, ledger: ledger, index: index)
      #expect(try await both.step() > 0)
      let alone = try Follower(log: connection, ledger: ledger)
      #expect(try await alone.step() > 0)
      #expect(try index.appliedLSN() < ledger.appliedLSN())
      try ledger.close()
      try index.close()
    }
    let ledger = try SQLiteLedger(path: folder + "/ledger.sqlite")
    let index = try FullTextIndex.open(folder + "/index")
    let follower = try Follower(log: connection, ledger: ledger, index: index)
    while try await follower.step() > 0 {}
    try expectSame(ledger, as: model)
    #expect(try index.appliedLSN() == ledger.appliedLSN())
    let removedCount = model.removals(limit: .max).count
    #expect(
      try index.articleCount() == Int(model.highestNumber()?.rawValue ?? 0) - removedCount)
    try ledger.close()
    try index.close()
  }

  /// One that decides right after it was killed between ledger and index leaves no gap in the index.
  @Test func whoeverDecidesHasTheIndexCatchUpFirst() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (log, model) = try await finished()
    let connection = log.connection(seed: 1)
    let ledger = try SQLiteLedger(path: folder + "/ledger.sqlite")
    let index = try FullTextIndex.open(folder + "/index")
    let alone = try Follower(log: connection, ledger: ledger)
    while try await alone.step() > 0 {}
    var articles = MadeUpArticles(seed: 77)
    let identity = SimulatedCluster.identity(9)
    let node = try await connection.register(identity, settled: 0, as: SessionToken("late")).node
    let offer = OfferContent.article(articles.next(of: "node9"))
    try await connection.offer(
      [offer.offer(OfferKey(node: node, n: 1))], after: 0, as: SessionToken("late"))
    let decider = ClusterDecider(
      log: connection, name: "killed", leaseSeconds: 1_000_000,
      follower: try Follower(log: connection, ledger: ledger, index: index),
      options: SimulatedCluster.smallOptions, sharedSpanLimit: 64)
    log.advance(seconds: 1_000)
    while try await decider.step() != .idle {}
    let count = Int(try #require(try ledger.highestNumber()).rawValue)
    #expect(count == Int(try #require(model.highestNumber()).rawValue) + 1)
    #expect(try index.articleCount() == count - model.removals(limit: .max).count)
    try ledger.close()
    try index.close()
  }

  /// Whoever follows after a takedown has the same articles and removals, also where the last article is one
  /// of those that are gone.
  @Test func whatWasTakenOutOfTheLogIsNobodysAgain() async throws {
    let (log, model) = try await finished()
    let connection = log.connection(seed: 1)
    let removed = model.removals(limit: .max)
    #expect(!removed.isEmpty)
    #expect(try await connection.emptyRemoved() >= removed.count)
    #expect(try await connection.emptyRemoved() == 0)
    for logged in log.tables.batches {
      let gone = Set(removed.map(\.id))
      for offer in logged.offers.values where offer.kind == .article {
        #expect(offer.content.isEmpty == gone.contains(offer.id))
      }
    }
    let fresh = MemoryLedger()
    let follower = try Follower(log: connection, ledger: fresh)
    while try await follower.step() > 0 {
      // A new process goes on where the ledger ends, after each batch.
      let other = try Follower(log: connection, ledger: fresh)
      #expect(other.head == follower.head)
    }
    let last = try #require(model.highestNumber())
    #expect(fresh.highestNumber() == last)
    #expect(fresh.removals(limit: .max) == removed)
    for number in 1...last.rawValue {
      #expect(fresh.article(DecisionNumber(number)) == model.article(DecisionNumber(number)))
    }
  }

  @Test func theLedgerOfASingleMachineIsRefused() async throws {
    let (log, model) = try await finished()
    let single = MemoryLedger(
      model.batches(.max).map { batch in
        var batch = batch
        batch.chain = nil
        return batch
      })
    #expect(throws: LogError.self) { try Follower(log: log.connection(seed: 1), ledger: single) }
  }
}
