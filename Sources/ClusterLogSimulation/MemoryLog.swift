internal import ClusterLog
import Synchronization

/// The shared log as a value behind a lock, for simulation: its connections lose answers, delay steps
/// and reorder those of several machines; its clock goes as it is told; it can be set back.
///
/// The same seeds and the same calls lead to the same log.
package final class MemoryLog: Sendable {
  private struct State {
    var tables = LogTables()
    /// Steps that are under way and whose callers have gone.
    var delayed: [LogStep] = []
    var saved: [LogTables] = []
  }

  private let state = Mutex(State())

  package init() {}

  /// A connection of one machine, with faults of its own.
  package func connection(seed: UInt64, faults: LogFaults = LogFaults()) -> MemoryLogConnection {
    MemoryLogConnection(to: self, seed: seed, faults: faults)
  }

  /// Everything that is in it.
  package var tables: LogTables { state.withLock(\.tables) }

  /// Has the clock of the log go on.
  package func advance(seconds: Double) { state.withLock { $0.tables.clock += seconds } }

  /// How many steps are under way.
  package var delayedCount: Int { state.withLock { $0.delayed.count } }

  /// Has one of the delayed steps arrive, whichever `choice` falls on; it may be too late for it.
  package func deliver(_ choice: Int) {
    state.withLock { state in
      guard !state.delayed.isEmpty else { return }
      let step = state.delayed.remove(at: choice % state.delayed.count)
      _ = try? step.run(in: &state.tables)
    }
  }

  /// Keeps what is in it now, for `setBack`.
  package func save() { state.withLock { $0.saved.append($0.tables) } }

  /// Puts back what was kept last, as a restored backup or a machine that lagged behind does. The clock
  /// goes on, and leases are new ones.
  package func setBack() {
    state.withLock { state in
      guard var old = state.saved.popLast() else { return }
      old.clock = state.tables.clock + 1_000
      state.tables = old
    }
  }

  func run<Value>(_ body: (inout LogTables) throws(LogError) -> Value) throws(LogError) -> Value {
    let result = state.withLock { state -> Result<Value, LogError> in
      do throws(LogError) {
        return .success(try body(&state.tables))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  func delay(_ step: LogStep) { state.withLock { $0.delayed.append(step) } }
}
