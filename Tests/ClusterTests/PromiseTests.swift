import ClusterLog
import ClusterLogSimulation
import Glibc
import Ledger
import LedgerModel
import Testing

/// What a cluster promises, whatever happens to machines, connections and clocks: nothing is lost, nothing
/// is decided twice, and what is decided is what one machine that nobody interrupted decides.
///
/// `WINNOW_CLUSTER_SEEDS=20000` runs as many schedules.
struct PromiseTests {
  static var seedCount: UInt64 {
    unsafe getenv("WINNOW_CLUSTER_SEEDS").flatMap { unsafe UInt64(String(cString: $0)) } ?? 60
  }

  @Test func anyScheduleLeadsToTheDecisionsOfOneMachine() async throws {
    var faultCount = 0
    for seed in 1...Self.seedCount where faultCount < 3 {
      let schedule = SimulatedSchedule(seed: seed)
      for _ in 0..<300 { try await schedule.happen() }
      let isSettled = try await schedule.settle()
      let faults = try schedule.cluster.faults(schedule.log.tables.batches)
      faultCount += faults.isEmpty && isSettled ? 0 : 1
      #expect(isSettled, "seed \(seed) does not come to its end: \(schedule.cluster.stops)")
      #expect(faults.isEmpty, "seed \(seed): \(faults.prefix(3))")
    }
  }

  /// After a takedown, what is decided depends on whether the index of copies was made again since, as on
  /// one machine; everything else holds.
  @Test func takedownsReachEveryLedgerOnce() async throws {
    for seed in 1...Self.seedCount / 3 {
      let schedule = SimulatedSchedule(seed: seed, removes: true)
      for _ in 0..<300 { try await schedule.happen() }
      #expect(try await schedule.settle(), "seed \(seed): \(schedule.cluster.stops)")
      let faults = try schedule.cluster.faults(schedule.log.tables.batches, comparing: false)
      #expect(faults.isEmpty, "seed \(seed): \(faults.prefix(3))")
      #expect(schedule.cluster.keepers.allSatisfy { !$0.ledger.removals(limit: 1).isEmpty })
    }
  }

  /// A log that was set back lacks what some have: they must stop, and never mix the two.
  @Test func aLogThatWasSetBackIsNoticedByAllThatHaveMore() async throws {
    var noticedCount = 0
    for seed in 1...Self.seedCount / 2 {
      let schedule = SimulatedSchedule(seed: seed, faults: LogFaults())
      let (log, cluster) = (schedule.log, schedule.cluster)
      // One node has offered nothing yet, so that the log goes on after it was set back.
      schedule.idle = 0
      for _ in 0..<80 { try await schedule.happen() }
      log.save()
      for _ in 0..<80 { try await schedule.happen() }
      let before = log.tables.batches
      log.setBack()
      schedule.idle = nil
      for machine in 0..<cluster.count where machine % 2 == 0 { cluster.kill(machine) }
      for _ in 0..<300 { try await schedule.happen() }
      schedule.endFaults()
      for machine in 0..<cluster.count { for _ in 0..<3 { try await cluster.step(machine) } }
      let now = log.tables.batches
      #expect(try LogAudit(now, options: SimulatedCluster.smallOptions).faults == [])
      for keeper in cluster.keepers {
        let own = keeper.ledger.batches(.max).compactMap(\.chain)
        let isOld = before.prefix(own.count).map(\.batch.chain) == own
        let isNew = now.prefix(own.count).map(\.batch.chain) == own
        #expect(isOld || isNew, "seed \(seed): \(keeper.name) mixes two logs")
        guard !isNew else { continue }
        noticedCount += 1
        #expect(
          cluster.stops.contains { $0.hasPrefix(keeper.name) },
          "seed \(seed): \(keeper.name) has more than the log and says nothing")
      }
    }
    #expect(noticedCount > 0, "some had more than the log")
  }
}
