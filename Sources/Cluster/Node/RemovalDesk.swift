internal import ClusterLog
internal import Ledger
internal import Pipeline
internal import State
internal import Synchronization

/// Does on the node what is left to do once a takedown is in its ledger: its originals, what the disk still
/// holds of the text, and the offers in the log. Each step may be repeated; a start repeats the newest.
final class RemovalDesk: Sendable {
  /// Takedowns that a start looks at again.
  private static let recentCount = 1_000

  private let state: StateDirectory
  private let takedown: Takedown
  private let waiting: Mutex<[Removal]>
  private let wake = AsyncEvent()
  private let clock: any PipelineClock

  init(state: StateDirectory, meter: StageMeter, clock: any PipelineClock) throws {
    self.state = state
    self.clock = clock
    takedown = Takedown(of: state, meter: meter, clock: clock)
    waiting = Mutex(try state.ledger.removals(limit: Self.recentCount))
  }

  /// The ledger has taken these out.
  func removed(_ removals: [Removal]) {
    guard !removals.isEmpty else { return }
    waiting.withLock { $0 += removals }
    wake.signal()
  }

  /// Works until it is cancelled. `empties`: The offers too.
  func serve(_ log: any SharedLog, empties: Bool) async throws {
    while !Task.isCancelled {
      let due = waiting.withLock { waiting in
        defer { waiting = [] }
        return waiting
      }
      if due.isEmpty {
        await wake.wait(seconds: 3_600, clock: clock)
        continue
      }
      do {
        try takedown.removeOriginals(ofArticles: due.map(\.id))
        _ = try await takedown.overwrite()
        if empties { try await log.emptyRemoved() }
      } catch is LogError {
        waiting.withLock { $0 += due }
        try await clock.sleep(seconds: 1)
      }
    }
  }
}
