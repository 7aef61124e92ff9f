internal import Cluster
package import ClusterLog
package import LedgerModel
internal import NearDuplicates

/// A machine that keeps the archive, and decides where it may. What it forgets when it dies is everything
/// but its ledger.
package final class SimulatedKeeper {
  package let name: String
  package let ledger = MemoryLedger()
  private let decides: Bool
  private let log: any SharedLog
  private var follower: Follower?
  private var decider: ClusterDecider?

  init(_ name: String, decides: Bool, _ log: any SharedLog) {
    self.name = name
    self.decides = decides
    self.log = log
  }

  /// Dies; the next step is that of a new process.
  package func die() { (follower, decider) = (nil, nil) }

  /// Stops in order, and dies; the next step is that of a new process.
  package func stop() async {
    await decider?.stop()
    die()
  }

  /// Whether it decides, as far as it knows.
  package var holdsLease: Bool { decider?.holdsLease ?? false }

  /// Renews its lease on a connection of its own.
  package func renew(on log: any SharedLog) async throws(LogError) {
    _ = try await decider?.keeper.renew(on: log, seconds: SimulatedCluster.leaseSeconds)
  }

  func step(_ options: CopyIndexOptions) async throws {
    let follower = try follower ?? Follower(log: log, ledger: ledger)
    self.follower = follower
    guard decides else {
      _ = try await follower.step()
      return
    }
    if decider == nil {
      decider = ClusterDecider(
        log: log, name: name, leaseSeconds: SimulatedCluster.leaseSeconds,
        follower: follower, options: options, sharedSpanLimit: SimulatedCluster.sharedSpanLimit,
        offerLimit: 8)
    }
    _ = try await decider?.step()
  }
}
