internal import Dispatch
internal import Synchronization

/// Runs tasks on at most `width` threads at once, in the order in which they became ready.
///
/// Work that blocks or keeps a core busy (reading files, hashing, parsing, repair) runs here and
/// not on the cooperative pool, whose threads are as few as the cores and belong to everybody.
package final class WorkerPool: TaskExecutor {
  private struct Queue {
    var jobs: [UnownedJob] = []
    /// Index of the next job in `jobs`; what is before it has been handed out.
    var next = 0
    var runningCount = 0

    mutating func pop() -> UnownedJob? {
      assert(next <= jobs.count)
      guard next < jobs.count else {
        jobs.removeAll(keepingCapacity: true)
        next = 0
        return nil
      }
      defer { next += 1 }
      return jobs[next]
    }
  }

  /// Tasks that run at once, at most.
  package let width: Int
  private let queue = Mutex(Queue())
  private let threads = DispatchQueue(label: "winnow.workers", attributes: .concurrent)

  package init(width: Int) {
    precondition(width > 0, "a pool without workers would never run anything")
    self.width = width
  }

  /// As `TaskExecutor` says.
  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let startsThread = queue.withLock { queue in
      queue.jobs.append(job)
      guard queue.runningCount < width else { return false }
      queue.runningCount += 1
      return true
    }
    if startsThread { threads.async { self.runAll() } }
  }

  /// Runs work that blocks or computes on one of the threads, and returns what it gave.
  package func run<Value: Sendable>(
    _ body: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await Task(executorPreference: self) { try body() }.value
  }

  /// Runs on one of the threads until nothing is left to do.
  private func runAll() {
    while let job = nextJob() { unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }
  }

  /// The next job for a thread that runs; nil ends the thread.
  private func nextJob() -> UnownedJob? {
    queue.withLock { queue in
      assert((1...width).contains(queue.runningCount))
      if let job = queue.pop() { return job }
      queue.runningCount -= 1
      return nil
    }
  }
}
