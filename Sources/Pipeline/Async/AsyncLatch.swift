internal import Synchronization

/// Opens once; whoever waits before goes on then.
package final class AsyncLatch: Sendable {
  private struct State {
    var isOpen = false
    var nextWaiter = 0
    var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
  }

  private let state = Mutex(State())

  package init() {}

  /// True once it has been opened.
  package var isOpen: Bool { state.withLock { $0.isOpen } }

  /// Lets everybody go on, those who wait and those who will.
  package func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [:] }
      return state.waiting
    }
    for continuation in waiting.values { continuation.resume() }
  }

  /// Returns when the latch is open, or the task is cancelled.
  package func wait() async {
    let waiter = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isDue = state.withLock { state in
          // Under the lock: a cancellation either shows here, or finds the continuation below.
          if state.isOpen || Task.isCancelled { return true }
          state.waiting[waiter] = continuation
          return false
        }
        if isDue { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiting.removeValue(forKey: waiter) }?.resume()
    }
  }
}
