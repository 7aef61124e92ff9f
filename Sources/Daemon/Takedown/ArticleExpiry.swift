internal import Ledger
internal import Model
internal import Pipeline
internal import State

/// Takes articles out after their time (`keep.articles`), on record, as a takedown takes them out.
struct ArticleExpiry: Sendable {
  /// What one look has done.
  struct Outcome: Sendable, Equatable {
    var count = 0
    /// False where more is due: the file of an article is in work, or there are more than one look takes.
    var isComplete = true
  }

  /// Articles of one record in the journal; intake goes on between two of them.
  static let batchCount = 1_000
  /// Articles of one look.
  static let lookLimit = 50_000

  let ledger: any LedgerReader
  let clock: any PipelineClock
  /// Takes these articles out, and says how many there were; nil while the file of one is in work.
  let takeDown: @Sendable ([DecisionNumber]) async throws -> Int?
  /// Sees to it that no byte of them is left; false where a reader still needs what was there.
  let overwrite: @Sendable () async throws -> Bool

  /// Milliseconds from one look to the next: a tenth of the shortest time, an hour at least, since each makes
  /// files of the index anew, and a day at most.
  static func pause(_ times: KeepTimes) -> Int64 {
    min(86_400_000, max(3_600_000, (times.shortest ?? .max) / 10))
  }

  /// Takes out what is due.
  func run(_ times: KeepTimes) async throws -> Outcome {
    var outcome = Outcome()
    guard times.shortest != nil else { return outcome }
    // Reading many rows blocks, so it has a thread of its own.
    let due = try await WorkerPool(width: 1).run { [ledger, clock] in
      try times.expired(in: ledger, now: clock.wall(), limit: Self.lookLimit)
    }
    outcome.isComplete = due.count < Self.lookLimit
    for start in stride(from: 0, to: due.count, by: Self.batchCount) {
      try Task.checkCancellation()
      let numbers = Array(due[start..<min(start + Self.batchCount, due.count)])
      guard let count = try await takeDown(numbers) else {
        outcome.isComplete = false
        break
      }
      outcome.count += count
    }
    // Where a reader keeps it from being done, the next takedown or start does it.
    if outcome.count > 0 { _ = try await overwrite() }
    return outcome
  }
}
