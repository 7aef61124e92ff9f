import Dispatch
import Synchronization
import Testing

@testable import Pipeline

/// Counts who is inside at once.
private final class Crowd: Sendable {
  private let inside = Atomic<Int>(0)
  private let peak = Atomic<Int>(0)
  private let arrivals = Atomic<Int>(0)
  private let second = DispatchSemaphore(value: 0)
  /// Whether the first who comes stays until a second is there.
  private let meets: Bool

  init(meets: Bool) { self.meets = meets }

  var highest: Int { peak.load(ordering: .relaxed) }

  func visit() {
    let now = inside.wrappingAdd(1, ordering: .sequentiallyConsistent).newValue
    peak.max(now, ordering: .sequentiallyConsistent)
    if meets {
      switch arrivals.wrappingAdd(1, ordering: .sequentiallyConsistent).newValue {
      case 1: second.wait()
      case 2: second.signal()
      default: break
      }
    }
    inside.wrappingSubtract(1, ordering: .sequentiallyConsistent)
  }
}

@Suite(.timeLimit(.minutes(5))) struct WorkerPoolTests {
  private func peak(width: Int) async -> Int {
    let pool = WorkerPool(width: width)
    let crowd = Crowd(meets: width > 1)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<64 { group.addTask(executorPreference: pool) { crowd.visit() } }
    }
    return crowd.highest
  }

  @Test("a pool of one never runs two tasks at once")
  func one() async { #expect(await peak(width: 1) == 1) }

  @Test("a pool of two runs two tasks at once, and never three")
  func two() async { #expect(await peak(width: 2) == 2) }

  @Test("tasks run in the order in which they came")
  func order() async {
    let pool = WorkerPool(width: 1)
    let ran = SharedBatches()
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<100 {
        group.addTask(executorPreference: pool) { ran.all.withLock { $0.append([number]) } }
      }
    }
    #expect(ran.all.withLock { $0 } == (0..<100).map { [$0] })
  }

  @Test("what work throws comes to whoever had it done")
  func failure() async {
    struct Broken: Error {}
    await #expect(throws: Broken.self) { try await WorkerPool(width: 1).run { throw Broken() } }
  }
}

/// Processes numbers, each batch as one, in falling order.
private final class Doubler: BatchProcessor {
  let batches: SharedBatches
  let limit: Int

  init(_ batches: SharedBatches, limit: Int) {
    self.batches = batches
    self.limit = limit
  }

  func choose(from waiting: [Int]) -> [Int] {
    Array(waiting.indices.sorted { waiting[$0] > waiting[$1] }.prefix(limit))
  }

  func process(_ items: [Int]) async throws -> [Int] {
    batches.all.withLock { $0.append(items) }
    if items.contains(13) { throw CancellationError() }
    return items.map { $0 * 2 }
  }
}

private final class SharedBatches: Sendable {
  let all = Mutex<[[Int]]>([])
}

@Suite(.timeLimit(.minutes(5))) struct BatchWorkerTests {
  @Test("each item gets its own output, however the processor orders them")
  func outputs() async throws {
    let batches = SharedBatches()
    let worker = BatchWorker(label: "test", processor: Doubler(batches, limit: 3))
    let outputs = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
      for number in 0..<12 { group.addTask { (number, try await worker.submit(number)) } }
      var all: [Int: Int] = [:]
      for try await (number, output) in group { all[number] = output }
      return all
    }
    #expect(outputs == Dictionary(uniqueKeysWithValues: (0..<12).map { ($0, $0 * 2) }))
    let seen = batches.all.withLock { $0 }
    #expect(seen.flatMap { $0 }.sorted() == Array(0..<12))
    #expect(seen.allSatisfy { $0.count <= 3 && $0 == $0.sorted(by: >) })
  }

  @Test("after a failure every call throws it, and nothing is processed any more")
  func failure() async throws {
    let batches = SharedBatches()
    let worker = BatchWorker(label: "test", processor: Doubler(batches, limit: 1))
    await #expect(throws: CancellationError.self) { try await worker.submit(13) }
    await #expect(throws: CancellationError.self) { try await worker.submit(1) }
    #expect(batches.all.withLock { $0 } == [[13]])
  }
}

@Suite(.timeLimit(.minutes(5))) struct AsyncLatchTests {
  @Test("whoever waits goes on when the latch opens, and nobody waits afterwards")
  func opens() async {
    let latch = AsyncLatch()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<10 { group.addTask { await latch.wait() } }
      latch.open()
      await group.waitForAll()
    }
    await latch.wait()
    #expect(latch.isOpen)
  }

  @Test("a cancelled task does not wait")
  func cancelled() async {
    let latch = AsyncLatch()
    let task = Task { await latch.wait() }
    task.cancel()
    await task.value
    #expect(!latch.isOpen)
  }
}

private final class SlotCounts: Sendable {
  let held = Atomic<Int>(0)
  let served = Atomic<Int>(0)
}

@Suite(.timeLimit(.minutes(5))) struct AsyncSemaphoreTests {
  @Test("tasks never hold more slots together than there are, and all get their turn")
  func bound() async {
    let semaphore = AsyncSemaphore(count: 5)
    let counts = SlotCounts()
    // Threads of its own: on those that all tests share, each step waits for what the others compute.
    let isWithin = await withTaskExecutorPreference(WorkerPool(width: 4)) {
      await withTaskGroup(of: Bool.self) { group in
        for number in 0..<200 {
          group.addTask {
            let count = number % 5 + 1
            await semaphore.take(count)
            let now = counts.held.wrappingAdd(count, ordering: .sequentiallyConsistent).newValue
            await Task.yield()
            counts.held.wrappingSubtract(count, ordering: .sequentiallyConsistent)
            semaphore.giveBack(count)
            counts.served.add(1, ordering: .relaxed)
            return now <= 5
          }
        }
        return await group.reduce(true) { $0 && $1 }
      }
    }
    #expect(isWithin)
    #expect(counts.served.load(ordering: .relaxed) == 200)
  }
}
