package import Model
package import State

/// Decides on this machine, on a thread of its own, many turns together.
///
/// The order is fixed: decide, journal (durable), ledger, index.
package struct LocalCommitter: Committing {
  private let worker: BatchWorker<CommitProcessor>
  private let meter: StageMeter

  init(processor: sending CommitProcessor, meter: StageMeter) {
    worker = BatchWorker(label: "winnow.commit", processor: processor)
    self.meter = meter
  }

  /// As `Committing` says.
  package func commit(_ turn: Turn) async throws -> OpenJob {
    meter.queued(.dedupe, turn.recordCount)
    return try await worker.submit(turn)
  }

  /// As `Committing` says.
  package func reviewStories() async throws {
    try await worker.perform { try await $0.reviewStories() }
  }

  /// As `Committing` says.
  package func takeDown(_ numbers: [DecisionNumber], why: String) async throws -> [TakenDown]? {
    try await worker.performBetweenBatches { try await $0.takeDown(numbers, why: why) }
  }

  /// As `Committing` says.
  package func amend(
    _ articles: [RereadArticle], stage: RerunStage
  ) async throws -> Set<DecisionNumber> {
    try await worker.performBetweenBatches { try await $0.amend(articles, stage: stage) }
  }
}
