package import Ledger
package import Model
internal import SQLiteSupport
internal import SearchIndex
package import State

/// Brings decided articles into ledger and index.
///
/// A full disk or a busy database is waited for; anything else throws `PipelineFailure`.
package struct LedgerApplier: Sendable {
  private let state: StateDirectory
  private let meter: StageMeter
  private let clock: any PipelineClock
  /// A thread for the transactions of the index, which block.
  private let indexWorker = WorkerPool(width: 1)

  package init(state: StateDirectory, meter: StageMeter, clock: any PipelineClock) {
    self.state = state
    self.meter = meter
    self.clock = clock
  }

  /// Applies the batch: one transaction of the ledger, then those of the index. The ledger first: what
  /// the index lacks is found out by comparing the two.
  package func apply(_ batch: LedgerBatch) async throws {
    assert(batch.appliedLSN > 0, "a batch bears the record that decided it")
    let (ledger, index) = (state.ledger, state.index)
    try await persist { try ledger.apply(batch) }
    state.health.take(batch)
    let count = index.sliceCount
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask(executorPreference: indexWorker) {
        try await persist { try index.apply(batch) }
      }
      try await group.waitForAll()
    }
    if index.sliceCount > count { try state.giveIndexToOwner() }
    if !batch.changes.isEmpty { state.feedWatch.notify() }
  }

  /// Sees to it that ledger and index hold no byte of what was removed: some seconds for each full slice of
  /// the index from which something was.
  ///
  /// Returns false when a reader that began before still needs what was there: to be called again.
  package func overwriteRemoved() async throws -> Bool {
    let (ledger, index) = (state.ledger, state.index)
    return try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask(executorPreference: indexWorker) {
        var isDone = false
        try await persist {
          let (one, other) = (try ledger.overwriteRemoved(), try index.overwriteDeleted())
          isDone = one && other
        }
        return isDone
      }
      return try await group.next() ?? false
    }
  }

  /// Sees to it that articles which leave the index of copies are found by their keys in the ledger.
  package func indexKeys(through end: DecisionNumber) async throws {
    let ledger = state.ledger
    try await persist { try ledger.indexKeys(through: end, limit: .max) }
  }

  private func persist(_ body: () throws -> Void) async throws {
    var isWaiting = false
    defer { if isWaiting { meter.wait(.index, for: nil) } }
    while true {
      let wait: String
      do {
        return try body()
      } catch let error as SQLiteFileError where error.problem == .full {
        wait = "room on the disk"
      } catch let error as SQLiteFileError where error.problem == .busy {
        wait = "another process to let go of the database"
      } catch {
        throw PipelineFailure(ofDatabase: error)
      }
      isWaiting = true
      meter.wait(.index, for: wait)
      try await clock.sleep(seconds: 1)
    }
  }
}
