internal import Pipeline
internal import State

/// Checkpoints the journal when it is due, one at a time, whoever of many asks.
actor Checkpointer {
  private let log: JobLog
  private var isBusy = false

  init(log: JobLog) { self.log = log }

  /// Returns when it is done, or at once while another one does it.
  func checkpointIfDue() async throws {
    guard !isBusy else { return }
    isBusy = true
    defer { isBusy = false }
    try await log.checkpointIfDue()
  }
}
