import Cluster
import ClusterLog
import ClusterLogSimulation

/// A cluster on a `MemoryLog`, and what happens to it, by a seed.
final class SimulatedSchedule {
  let log = MemoryLog()
  let cluster: SimulatedCluster
  /// The machine of that number does nothing.
  var idle: Int?
  private var random: SeededGenerator
  private var connections: [String: MemoryLogConnection] = [:]

  init(seed: UInt64, faults: LogFaults = .many, removes: Bool = false) {
    var random = SeededGenerator(seed: seed)
    var connections: [String: MemoryLogConnection] = [:]
    let log = log
    cluster = SimulatedCluster(seed: seed, removes: removes) { name in
      let connection = log.connection(seed: random.next(), faults: faults)
      connections[name] = connection
      return connection
    }
    self.random = random
    self.connections = connections
  }

  /// One thing that happens: a machine does a step, dies or is cut off, the clock goes on, a late step
  /// arrives.
  func happen() async throws {
    let machine = Int.random(in: 0..<cluster.count, using: &random)
    let keeper = cluster.keepers[machine % cluster.keepers.count]
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<4: log.advance(seconds: Double.random(in: 0...8, using: &random))
    case 4..<10: log.deliver(machine)
    case 10..<14: cluster.kill(machine)
    case 14: connections[keeper.name]?.cut(true)
    case 15..<18: connections[keeper.name]?.cut(false)
    case 18: await keeper.stop()
    case 19..<21:
      if let connection = connections[keeper.name] { try? await keeper.renew(on: connection) }
    default: if machine != idle { try await cluster.step(machine) }
    }
  }

  /// Ends all faults; what is still under way arrives.
  func endFaults() {
    for connection in connections.values { connection.heal() }
    while log.delayedCount > 0 { log.deliver(0) }
  }

  /// Ends all faults and goes on until everything is answered and followed; false when that does not come.
  func settle() async throws -> Bool {
    endFaults()
    for _ in 0..<400 where cluster.stops.isEmpty {
      log.advance(seconds: 3)
      for machine in 0..<cluster.count { try await cluster.step(machine) }
      if cluster.isDone(at: log.tables.head.number) { return true }
    }
    return false
  }
}

extension LogFaults {
  /// All kinds, often.
  static var many: LogFaults {
    LogFaults(unreachable: 0.05, lost: 0.05, unanswered: 0.08, delayed: 0.05)
  }
}
