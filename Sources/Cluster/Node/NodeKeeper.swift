internal import ClusterLog
internal import Ledger
internal import Pipeline
internal import State

/// Follows the log into the node's ledger and index, and decides where it may, on a thread of its own.
actor NodeKeeper {
  private let executor = QueueExecutor(label: "winnow.cluster")
  private let follower: Follower
  private let decider: ClusterDecider?
  /// Renews the lease; nil where it never has one.
  nonisolated let leaseKeeper: LeaseKeeper?

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  /// Throws what `Follower.init` does.
  init(
    _ options: NodeOptions, log: any SharedLog, state: StateDirectory, meter: StageMeter,
    didApply: @escaping @Sendable (LedgerBatch) throws -> Void
  ) throws {
    follower = try Follower(
      log: log, ledger: state.ledger, index: state.index, meter: meter, didApply: didApply)
    decider =
      options.mayDecide
      ? ClusterDecider(
        log: log, name: options.identity.name, leaseSeconds: options.leaseSeconds,
        follower: follower, options: options.copies, sharedSpanLimit: options.sharedSpanLimit)
      : nil
    leaseKeeper = decider?.keeper
  }

  /// Does the next thing; throws what a step of the decider does. `asking`: As there.
  func step(asking: Bool) async throws -> ClusterDecider.Progress {
    guard let decider else { return .followed(try await follower.step()) }
    return try await decider.step(asking: asking)
  }

  /// Ends in order; nothing is done after that.
  func stop() async { await decider?.stop() }

  /// How far it is.
  var standing: NodeStanding {
    var standing = NodeStanding(head: follower.head)
    standing.time = follower.time
    standing.isDecider = decider?.holdsLease ?? false
    return standing
  }
}
