package import ClusterLog
internal import Ledger
internal import Model
internal import NearDuplicates
package import Pipeline
internal import SQLiteSupport
internal import SearchIndex
package import State
internal import Storage
internal import Synchronization

/// A daemon's part of a cluster: offers what it reads, follows the log, and decides while it holds the lease.
///
/// A log that is away is waited for, with the wait named; a log that was set back, or refuses, ends it.
package final class ClusterNode: Sendable {
  /// Ways to the log, each a connection of its own: none waits for what another one asks.
  package struct Connections: Sendable {
    package var offering: any SharedLog
    package var keeping: any SharedLog
    package var lease: any SharedLog
    /// Emptying offers takes as long as there are many: the lease is not to wait for it.
    package var emptying: any SharedLog

    package init(
      offering: any SharedLog, keeping: any SharedLog, lease: any SharedLog,
      emptying: any SharedLog
    ) {
      self.offering = offering
      self.keeping = keeping
      self.lease = lease
      self.emptying = emptying
    }
  }

  /// What an operator is told of.
  package enum Note: Sendable, Equatable {
    case lost(String)
    case found
    case decides
    case decidesNoMore
  }

  /// The pause between two looks, in seconds: while somebody waits, and else.
  private static let pauses = (busy: 0.01, idle: 0.1)
  private static let retryPause = 0.5
  /// Who decides is asked this often, in nanoseconds: next to a lease it is nothing.
  private static let askingPause: UInt64 = 100_000_000
  /// An answer is asked for when the ledger has come further, and at the latest then, in seconds.
  private static let answerPause = 0.05
  /// Who waits longer than this for an answer waits for a decider, in seconds.
  private static let patience = 2.0

  private let options: NodeOptions
  private let connections: Connections
  private let state: StateDirectory
  private let clock: any PipelineClock
  private let meter: StageMeter
  private let board: OfferBoard
  private let keeper: NodeKeeper
  private let contact: LogContact
  private let removals: RemovalDesk
  private let offers: AsyncEvent
  private let tell: @Sendable (Note) -> Void
  private let status: Mutex<NodeStanding>
  private let forgiven = Mutex<Set<String>>([])
  private let isDraining = Mutex(false)
  /// Takes the decisions of the node's pipeline.
  package let committer: any Committing

  /// `tell`: Hears what an operator should.
  ///
  /// Throws `PipelineFailure` for a state that cannot be a node's.
  package init(
    _ options: NodeOptions, connections: Connections, state: StateDirectory,
    settings: PipelineSettings, meter: StageMeter, clock: any PipelineClock,
    tell: @escaping @Sendable (Note) -> Void = { _ in }
  ) throws {
    self.options = options
    self.connections = connections
    self.state = state
    self.clock = clock
    self.meter = meter
    self.tell = tell
    let offers = AsyncEvent()
    self.offers = offers
    contact = LogContact(meter: meter, clock: clock)
    board = OfferBoard(log: state.log, clock: clock) { offers.signal() }
    let removals = try RemovalDesk(state: state, meter: meter, clock: clock)
    self.removals = removals
    do {
      keeper = try NodeKeeper(options, log: connections.keeping, state: state, meter: meter) {
        [sliceCount = Mutex(state.index.sliceCount)] batch in
        state.boilerplate.add(batch.learned)
        state.health.take(batch)
        let count = state.index.sliceCount
        let hasGrown = sliceCount.withLock { known in
          defer { known = count }
          return count > known
        }
        if hasGrown { try state.giveIndexToOwner() }
        if !batch.changes.isEmpty { state.feedWatch.notify() }
        removals.removed(batch.removals)
      }
    } catch let error as LogError {
      throw PipelineFailure(error, state.paths)
    }
    let head = LogHead(
      number: try state.ledger.appliedLSN(), last: try state.ledger.highestNumber() ?? .init(0),
      chain: try state.ledger.chain() ?? ChainLink.origin)
    status = Mutex(NodeStanding(head: head))
    board.followed(head)
    committer = ClusterCommitter(
      state: state, settings: settings, board: board, meter: meter, clock: clock)
  }

  /// How far it is.
  package var standing: NodeStanding {
    var standing = status.withLock { $0 }
    standing.absence = contact.current
    return standing
  }

  /// The daemon is to stop: what only waits for the log stops at once, and goes on at the next start.
  package func drain() { isDraining.withLock { $0 = true } }

  /// Works until it is cancelled. `join`: Makes the node known to the log, before anything else.
  ///
  /// Throws `PipelineFailure` for what a person has to look at.
  package func run(joining join: @Sendable () async throws -> Void = {}) async throws {
    do {
      while true {
        do {
          try await join()
          break
        } catch let error as LogError {
          try await bear(error, isOffering: true)
        }
      }
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await self.keep() }
        group.addTask { try await self.renew() }
        if options.takesFiles || options.mayDecide {
          group.addTask { try await self.offer() }
        }
        group.addTask {
          try await self.removals.serve(
            self.connections.emptying, empties: self.options.mayDecide)
        }
        defer { group.cancelAll() }
        try await group.next()
      }
    } catch let error as LogError {
      let failure = PipelineFailure(error, state.paths)
      board.fail(failure)
      throw failure
    } catch {
      board.fail(error)
      // Whoever is left decides from here on; a log that is away is not waited for.
      if contact.current == nil { await keeper.stop() }
      throw error
    }
  }

  /// Whether an operator has stopped the deciding of the whole cluster, and why; as last heard.
  package func note(pause: String) { contact.isPaused(pause) }

  // MARK: Offering

  private func offer() async throws {
    let offering = Offering(
      log: connections.offering, identity: options.identity, journal: board)
    var fencedCount = 0
    while true {
      try Task.checkCancellation()
      do {
        let progress = try await offering.step()
        // To begin a session proves little: the next offer may still fail, as on a full disk.
        if progress != .registered, contact.found(at: .offering) { tell(.found) }
        if progress == .idle {
          let wait = board.longestWait
          try await lookAfter(wait)
          await offers.wait(
            seconds: wait == nil ? Self.pauses.idle : Self.answerPause, clock: clock)
        } else if progress != .registered {
          fencedCount = 0
        }
      } catch let error as LogError {
        if error == .fenced { fencedCount += 1 }
        guard fencedCount < 5 else {
          throw PipelineFailure(
            .held,
            "Another machine works as node \(options.identity.name) of the cluster with a copy of this state."
              + " Stop one of them; the copy needs a state and a name of its own.")
        }
        try await bear(error, isOffering: true)
      }
    }
  }

  /// Names what is waited for, and sees to it that waiting is nobody's fault.
  private func lookAfter(_ wait: Double?) async throws {
    let isLong = (wait ?? 0) > Self.patience
    contact.isUndecided(isLong)
    if isLong { try await excuse() }
  }

  /// Files that wait for the log have no part in it should the process be killed: no strike.
  private func excuse() async throws {
    if isDraining.withLock({ $0 }) { return board.fail(CancellationError()) }
    let jobs = state.log.backlog.jobs
    let waiting = board.waitingJobs
    let fresh = forgiven.withLock { forgiven -> Set<String> in
      let fresh = waiting.subtracting(forgiven)
      forgiven = waiting
      return fresh
    }
    let attempts = fresh.compactMap { id in
      jobs[id].map { Attempt(job: id, number: max(0, $0.attemptCount - 1)) }
    }
    // Durable: nothing else may be recorded for as long as the log is away.
    if !attempts.isEmpty {
      try await state.log.append(.started(attempts), for: .dedupe, meter: meter, clock: clock)
    }
  }

  // MARK: Following and deciding

  private func keep() async throws {
    var asked: UInt64?
    while true {
      try Task.checkCancellation()
      let now = clock.monotonic()
      let isDue = asked.map { now &- $0 >= Self.askingPause } ?? true
      if isDue { asked = now }
      do {
        let progress = try await keeper.step(asking: isDue)
        await noteStep(progress)
        switch progress {
        case .followed(0), .idle:
          try await clock.sleep(
            seconds: board.longestWait == nil ? Self.pauses.idle / 4 : Self.pauses.busy)
        default: break
        }
      } catch let error as LogError {
        await noteStep(nil)
        try await bear(error)
      } catch let error as SQLiteFileError where error.problem == .full || error.problem == .busy {
        meter.wait(
          .index,
          for: error.problem == .full
            ? "room on the disk" : "another process to let go of the database")
        try await clock.sleep(seconds: 1)
        meter.wait(.index, for: nil)
      } catch let error as SQLiteFileError {
        throw PipelineFailure(ofDatabase: error)
      }
    }
  }

  /// `progress`: Nil where the step failed.
  private func noteStep(_ progress: ClusterDecider.Progress?) async {
    var standing = await keeper.standing
    switch progress {
    case .followed(0), .idle, .decided: standing.time = Timestamp(milliseconds: clock.wall())
    case nil: standing.time = status.withLock { $0.time }
    default: break
    }
    let before = status.withLock { status in
      defer { status = standing }
      return status
    }
    if progress != nil, contact.found(at: .keeping) { tell(.found) }
    if standing.isDecider != before.isDecider {
      tell(standing.isDecider ? .decides : .decidesNoMore)
    }
    if standing.head != before.head {
      board.followed(standing.head)
      offers.signal()
    }
  }

  private func renew() async throws {
    while true {
      try await clock.sleep(seconds: options.leaseSeconds / 3)
      do {
        _ = try await keeper.leaseKeeper?.renew(
          on: connections.lease, seconds: options.leaseSeconds)
      } catch {
        // Whoever decides finds out by itself.
        if case .damaged = error { throw error }
      }
    }
  }

  /// What passes is waited for; anything else is thrown.
  private func bear(_ error: LogError, isOffering: Bool = false) async throws {
    switch error {
    case .fenced: try await clock.sleep(seconds: Self.pauses.busy)
    case .setBack, .refused, .damaged: throw error
    case .unreachable, .outcomeUnknown:
      if contact.lost(error, at: isOffering ? .offering : .keeping) { tell(.lost("\(error)")) }
      try await excuse()
      try await clock.sleep(seconds: Self.pauses.busy)
      // Whoever comes meanwhile is to be excused at once.
      if isOffering {
        await offers.wait(seconds: Self.retryPause, clock: clock)
      } else {
        try await clock.sleep(seconds: Self.retryPause)
      }
    }
  }
}

extension PipelineFailure {
  /// What a log says that a person has to look at.
  package init(_ error: LogError, _ paths: StatePaths) {
    switch error {
    case .setBack:
      self.init(
        .damaged,
        "\(error). Nothing was changed here: \(paths.state.printable) holds what the log had. Put the database"
          + " back to its newest backup, or see docs/CLUSTER.md")
    case .damaged:
      self.init(.damaged, "\(error). Look at it with: winnow-cluster verify")
    case .refused: self.init(.configuration, "\(error)")
    case .fenced, .outcomeUnknown, .unreachable: self.init(.disk, "\(error)")
    }
  }
}
