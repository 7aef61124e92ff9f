internal import State

/// Decides which items go together, and processes them.
///
/// Asked by one `BatchWorker` only, on that worker's thread: a processor may keep state.
package protocol BatchProcessor: AnyObject {
  /// What is handed over one by one.
  associatedtype Item: Sendable
  /// What comes of one item.
  associatedtype Output: Sendable

  /// Indices of the items to process now, in their order; empty waits for more items to come.
  func choose(from waiting: [Item]) -> [Int]

  /// Called before items are chosen, of which `waitingCount` are there: may wait for more to come.
  func gather(waitingCount: Int) async throws

  /// Processes items together and returns what came of each, in the same order. Throws what no
  /// further item can be processed after.
  func process(_ items: [Item]) async throws -> [Output]
}

extension BatchProcessor {
  /// Waits for nothing.
  package func gather(waitingCount: Int) async throws {}
}

/// Gathers items that come one by one, and has them processed in batches, one batch at a time, on a
/// thread of its own.
///
/// What syncs once a batch costs as much for one item as for many. After a failure nothing is
/// processed any more: every call, also one that waits, throws what failed.
package actor BatchWorker<Processor: BatchProcessor> {
  private struct Waiting {
    var item: Processor.Item
    var continuation: CheckedContinuation<Processor.Output, any Error>
  }

  private let executor: QueueExecutor
  private let processor: Processor
  private var waiting: [Waiting] = []
  /// What is to be done between two batches, in order.
  private var between: [CheckedContinuation<Void, any Error>] = []
  private var isRunning = false
  private var failure: (any Error)?

  /// The thread that it works on.
  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  /// `label`: The thread's name, for debuggers.
  package init(label: String, processor: sending Processor) {
    executor = QueueExecutor(label: label)
    self.processor = processor
  }

  /// Returns what came of the item, once its batch is done.
  package func submit(_ item: Processor.Item) async throws -> Processor.Output {
    if let failure { throw failure }
    return try await withCheckedThrowingContinuation { continuation in
      waiting.append(Waiting(item: item, continuation: continuation))
      guard !isRunning else { return }
      isRunning = true
      Task { await self.run() }
    }
  }

  /// Has the processor do something on its thread while no item is waiting or in work.
  package func perform(_ body: @Sendable (Processor) async throws -> Void) async throws {
    precondition(waiting.isEmpty, "items go first")
    if let failure { throw failure }
    try await body(processor)
  }

  /// Has the processor do something on its thread between two batches, whatever is waiting.
  ///
  /// What `body` throws is the caller's; only with `PipelineFailure` is nothing processed any more.
  package func performBetweenBatches<Value: Sendable>(
    _ body: @Sendable (Processor) async throws -> Value
  ) async throws -> Value {
    if let failure { throw failure }
    if isRunning {
      // Resumed by `run`, which goes on when `isRunning` is handed back.
      try await withCheckedThrowingContinuation { between.append($0) }
    }
    isRunning = true
    defer { goOn() }
    do {
      return try await body(processor)
    } catch let error as PipelineFailure {
      failure = error
      throw error
    }
  }

  /// Ends a turn between two batches: the next one has its turn, or items are processed again.
  private func goOn() {
    if failure == nil, !between.isEmpty {
      between.removeFirst().resume()
    } else {
      Task { await self.run() }
    }
  }

  private func run() async {
    assert(isRunning)
    while failure == nil {
      if !between.isEmpty {
        // The turn is that of whoever is resumed, who calls `goOn`.
        return between.removeFirst().resume()
      }
      var batch: [Waiting] = []
      do {
        if !waiting.isEmpty { try await processor.gather(waitingCount: waiting.count) }
        batch = takeBatch()
        if batch.isEmpty { break }
        let outputs = try await processor.process(batch.map(\.item))
        precondition(outputs.count == batch.count, "every item has an output")
        for (item, output) in zip(batch, outputs) { item.continuation.resume(returning: output) }
      } catch {
        failure = error
        for item in batch { item.continuation.resume(throwing: error) }
      }
    }
    if let failure {
      for item in waiting { item.continuation.resume(throwing: failure) }
      for turn in between { turn.resume(throwing: failure) }
      (waiting, between) = ([], [])
    }
    isRunning = false
  }

  private func takeBatch() -> [Waiting] {
    let chosen = processor.choose(from: waiting.map(\.item))
    let batch = chosen.map { waiting[$0] }
    assert(Set(chosen).count == chosen.count, "an item is processed once")
    if chosen.elementsEqual(0..<chosen.count) {
      waiting.removeFirst(chosen.count)
    } else {
      for index in chosen.sorted(by: >) { waiting.remove(at: index) }
    }
    return batch
  }
}
