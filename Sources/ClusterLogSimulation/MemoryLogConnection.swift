package import ClusterLog
package import Model
import Synchronization

/// One machine's way to a `MemoryLog`.
package final class MemoryLogConnection: SharedLog {
  private struct State {
    var random: SeededGenerator
    var faults: LogFaults
    var isCut = false
  }

  private let log: MemoryLog
  private let state: Mutex<State>

  init(to log: MemoryLog, seed: UInt64, faults: LogFaults) {
    self.log = log
    state = Mutex(State(random: SeededGenerator(seed: seed), faults: faults))
  }

  /// Has nothing reach the log any more, or everything again.
  package func cut(_ isCut: Bool) { state.withLock { $0.isCut = isCut } }

  /// Ends all faults.
  package func heal() {
    state.withLock {
      $0.isCut = false
      $0.faults = LogFaults()
    }
  }

  /// As `SharedLog` says.
  package func register(
    _ node: NodeIdentity, settled: UInt64, as session: SessionToken
  ) async throws(LogError) -> Standing {
    guard case .standing(let standing) = try send(.register(node, settled: settled, session)) else {
      throw .damaged("a standing was asked for")
    }
    return standing
  }

  /// As `SharedLog` says.
  package func offer(
    _ offers: [Offer], after last: UInt64, as session: SessionToken
  ) async throws(LogError) {
    _ = try send(.offer(offers, after: last, session))
  }

  /// As `SharedLog` says.
  package func answers(
    of node: NodeID, after n: UInt64, limit: Int
  ) async throws(LogError) -> [Answer] {
    try read { $0.answers(of: node, after: n, limit: limit) }
  }

  /// As `SharedLog` says.
  package func takeLease(as holder: String, seconds: Double) async throws(LogError) -> Lease? {
    guard case .lease(let lease) = try send(.takeLease(holder, seconds: seconds)) else {
      throw .damaged("a lease was asked for")
    }
    return lease
  }

  /// As `SharedLog` says.
  package func renew(_ lease: Lease, seconds: Double) async throws(LogError) {
    _ = try send(.renew(lease, seconds: seconds))
  }

  /// As `SharedLog` says.
  package func giveBack(_ lease: Lease) async throws(LogError) { _ = try send(.giveBack(lease)) }

  /// As `SharedLog` says.
  package func offers(
    after cursors: Cursors, limit: Int
  ) async throws(LogError) -> [Offer] {
    try read { $0.offers(after: cursors, limit: limit) }
  }

  /// As `SharedLog` says.
  package func append(
    _ batch: DecidedBatch, after head: LogHead, under lease: Lease
  ) async throws(LogError) {
    _ = try send(.append(batch, after: head, lease))
  }

  /// As `SharedLog` says.
  package func emptyRemoved() async throws(LogError) -> Int {
    if case .emptied(let count) = try send(.emptyRemoved) { return count }
    return 0
  }

  /// As `SharedLog` says.
  package func batches(
    after number: UInt64, chain: Digest?, limit: Int
  ) async throws(LogError) -> [LoggedBatch] {
    try read { (tables) throws(LogError) in
      try tables.batches(after: number, chain: chain, limit: limit)
    }
  }

  private func read<Value>(
    _ body: (LogTables) throws(LogError) -> Value
  ) throws(LogError) -> Value {
    if state.withLock({ $0.isCut || $0.random.happens($0.faults.unreachable) }) {
      throw .unreachable("cut off")
    }
    return try body(log.tables)
  }

  private enum Fate { case unreachable, lost, delayed, unanswered, fine }

  private func send(_ step: LogStep) throws(LogError) -> LogStep.Outcome {
    let fate = state.withLock { state -> Fate in
      if state.isCut || state.random.happens(state.faults.unreachable) { return .unreachable }
      if state.random.happens(state.faults.lost) { return .lost }
      if state.random.happens(state.faults.delayed) { return .delayed }
      return state.random.happens(state.faults.unanswered) ? .unanswered : .fine
    }
    switch fate {
    case .unreachable: throw .unreachable("cut off")
    case .lost: throw .outcomeUnknown("lost on its way")
    case .delayed:
      log.delay(step)
      throw .outcomeUnknown("on its way")
    case .unanswered:
      _ = try log.run { (tables) throws(LogError) in try step.run(in: &tables) }
      throw .outcomeUnknown("the answer was lost")
    case .fine: return try log.run { (tables) throws(LogError) in try step.run(in: &tables) }
    }
  }
}
