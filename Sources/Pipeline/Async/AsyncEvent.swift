package import State
internal import Synchronization

/// Lets one task sleep until a time, a signal, or the end.
///
/// A signal wakes one wait: the one that sleeps, else the next. An end of the time leaves none behind.
package final class AsyncEvent: Sendable {
  private struct State {
    var isClosed = false
    var isSignalled = false
    var waiting: CheckedContinuation<Void, Never>?

    mutating func takeWaiting() -> CheckedContinuation<Void, Never>? {
      defer { waiting = nil }
      return waiting
    }
  }

  private let state = Mutex(State())

  package init() {}

  /// True once nobody waits any more.
  package var isClosed: Bool { state.withLock { $0.isClosed } }

  /// Wakes the task that waits, or the next that will.
  package func signal() {
    let continuation = state.withLock { state in
      let waiting = state.takeWaiting()
      if waiting == nil { state.isSignalled = true }
      return waiting
    }
    continuation?.resume()
  }

  /// From now on nobody waits.
  package func close() {
    let continuation = state.withLock { state in
      state.isClosed = true
      return state.takeWaiting()
    }
    continuation?.resume()
  }

  /// Returns after `seconds`, or earlier when signalled, closed or cancelled.
  package func wait(seconds: Double, clock: any PipelineClock) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.untilSignalled() }
      group.addTask { try? await clock.sleep(seconds: seconds) }
      await group.next()
      group.cancelAll()
    }
  }

  private func untilSignalled() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isDue = state.withLock { state in
          // Under the lock: a cancellation either shows here, or finds the continuation below.
          if state.isSignalled || state.isClosed || Task.isCancelled {
            state.isSignalled = false
            return true
          }
          state.waiting = continuation
          return false
        }
        if isDue { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.takeWaiting() }?.resume()
    }
  }
}
