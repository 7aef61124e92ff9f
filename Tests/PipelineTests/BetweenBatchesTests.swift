import State
import Synchronization
import Testing

@testable import Pipeline

/// Notes what it was given, in the order in which it worked.
private final class Recorder: BatchProcessor {
  private(set) var seen: [String] = []
  private var isAtWork = false

  func choose(from waiting: [Int]) -> [Int] { Array(waiting.indices.prefix(2)) }

  func process(_ items: [Int]) async throws -> [Int] {
    try await alone { seen.append(items.map(String.init).joined(separator: "+")) }
    return items
  }

  func alone(_ body: () throws -> Void) async throws {
    precondition(!isAtWork, "one at a time")
    isAtWork = true
    // Others have their chance to come in between.
    await Task.yield()
    try body()
    await Task.yield()
    isAtWork = false
  }

  func note(_ text: String) async throws { try await alone { seen.append(text) } }
}

@Suite struct BetweenBatchesTests {
  @Test("what is done between batches never meets a batch, and every item is still processed")
  func between() async throws {
    let worker = BatchWorker(label: "test", processor: Recorder())
    let outputs = try await withThrowingTaskGroup(of: Int.self) { group in
      for item in 0..<200 {
        group.addTask { try await worker.submit(item) }
        if item % 10 == 0 {
          group.addTask {
            try await worker.performBetweenBatches { try await $0.note("between") }
            return -1
          }
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outputs.filter { $0 >= 0 }.sorted() == Array(0..<200))
    #expect(outputs.count { $0 < 0 } == 20)
    let seen = try await worker.performBetweenBatches { $0.seen }
    #expect(seen.count { $0 == "between" } == 20)
  }

  @Test("an error between batches is the caller's alone; a failure of the pipeline ends everything")
  func failures() async throws {
    struct Refused: Error {}
    let worker = BatchWorker(label: "test", processor: Recorder())
    await #expect(throws: Refused.self) {
      try await worker.performBetweenBatches { _ in throw Refused() }
    }
    #expect(try await worker.submit(1) == 1)
    await #expect(throws: PipelineFailure.self) {
      try await worker.performBetweenBatches { _ in throw PipelineFailure(.disk, "gone") }
    }
    await #expect(throws: PipelineFailure.self) { try await worker.submit(2) }
    await #expect(throws: PipelineFailure.self) {
      try await worker.performBetweenBatches { try await $0.note("late") }
    }
  }
}
