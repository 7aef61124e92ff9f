package import Model
package import State

/// Takes decisions in order and makes them durable.
///
/// What runs a job sees this only. `LocalCommitter` decides on this machine.
package protocol Committing: Sendable {
  /// Returns the job as it stands when everything that came of the turn is durable and applied.
  ///
  /// Throws what made journal or ledger fail; after that every call throws.
  func commit(_ turn: Turn) async throws -> OpenJob
  /// Looks again at the stories in which articles have come since the last fixed point of the order.
  /// No turn may be under way. Throws like `commit`.
  func reviewStories() async throws
  /// Takes articles out, on record, between two batches of decisions.
  ///
  /// Returns nil, with nothing done, while the file of one of them is in work. Throws like `commit`.
  func takeDown(_ numbers: [DecisionNumber], why: String) async throws -> [TakenDown]?
  /// Has articles read as they were read again, on record, between two batches of decisions.
  ///
  /// Returns the numbers of those that were amended: not of one that was changed or taken out since it was
  /// read. Throws like `commit`.
  func amend(_ articles: [RereadArticle], stage: RerunStage) async throws -> Set<DecisionNumber>
}

extension Committing {
  /// Lets the job's turn in the order pass without a decision.
  package func pass(_ job: OpenJob, sequence: Int) async throws {
    _ = try await commit(.skip(job, sequence: sequence))
  }
}
