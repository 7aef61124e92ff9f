internal import Synchronization

/// The request to stop: made once, by a signal, and heard by everything that runs.
final class Shutdown: Sendable {
  private struct State {
    var isRequested = false
    var handlers: [@Sendable () -> Void] = []
    var nextWaiter = 0
    var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
  }

  private let state = Mutex(State())

  /// True from the first request on.
  var isRequested: Bool { state.withLock { $0.isRequested } }

  /// Asks everything to stop; a second request does nothing.
  func request() {
    let (handlers, waiters) = state.withLock { state in
      defer { state = State(isRequested: true, nextWaiter: state.nextWaiter) }
      return (state.handlers, state.waiters.values)
    }
    for handler in handlers { handler() }
    for waiter in waiters { waiter.resume() }
  }

  /// Has `handler` called at the request; at once when that was made already.
  func onRequest(_ handler: @escaping @Sendable () -> Void) {
    let isLate = state.withLock { state in
      if !state.isRequested { state.handlers.append(handler) }
      return state.isRequested
    }
    if isLate { handler() }
  }

  /// Returns at the request.
  ///
  /// Throws `CancellationError` when the task is cancelled before.
  func wait() async throws {
    let id = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isDone = state.withLock { state in
          let isDone = state.isRequested || Task.isCancelled
          if !isDone { state.waiters[id] = continuation }
          return isDone
        }
        if isDone { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiters.removeValue(forKey: id) }?.resume()
    }
    if !isRequested { throw CancellationError() }
  }
}
