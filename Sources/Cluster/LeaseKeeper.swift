package import ClusterLog
import Synchronization

/// Renews a decider's lease on a connection and at times of its own, as long as the decider gets on: one
/// that hangs loses it.
package final class LeaseKeeper: Sendable {
  private struct State {
    var lease: Lease?
    var stepCount = 0
    var renewedAt = -1
  }

  private let state = Mutex(State())

  package init() {}

  /// What is to be renewed; nil for nothing.
  package func hold(_ lease: Lease?) { state.withLock { $0.lease = lease } }

  /// Says that the decider got on.
  package func noteStep() { state.withLock { $0.stepCount += 1 } }

  /// Renews the lease if the decider got on since the last time. Returns whether it did.
  ///
  /// Throws `LogError`; a lease that is another's now is given up, and the decider will hear of it.
  package func renew(on log: any SharedLog, seconds: Double) async throws(LogError) -> Bool {
    let due = state.withLock { state -> Lease? in
      guard state.stepCount > state.renewedAt else { return nil }
      state.renewedAt = state.stepCount
      return state.lease
    }
    guard let due else { return false }
    do {
      try await log.renew(due, seconds: seconds)
      return true
    } catch {
      if error == .fenced { state.withLock { $0.lease = $0.lease == due ? nil : $0.lease } }
      throw error
    }
  }
}
