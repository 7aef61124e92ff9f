internal import Synchronization

/// A counting semaphore for tasks: those that hold slots hold at most `count` together.
package final class AsyncSemaphore: Sendable {
  private struct State {
    var free: Int
    var waiting: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let state: Mutex<State>

  package init(count: Int) { state = Mutex(State(free: count)) }

  /// Returns with `count` slots, at most as many as there are; who asked first is served first.
  package func take(_ count: Int) async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        if state.waiting.isEmpty, state.free >= count {
          state.free -= count
          return true
        }
        state.waiting.append((count, continuation))
        return false
      }
      if isFree { continuation.resume() }
    }
  }

  /// Hands slots to whoever waits longest.
  package func giveBack(_ count: Int) {
    let served: [CheckedContinuation<Void, Never>] = state.withLock { state in
      state.free += count
      var served: [CheckedContinuation<Void, Never>] = []
      while let first = state.waiting.first, first.count <= state.free {
        state.free -= first.count
        served.append(first.continuation)
        state.waiting.removeFirst()
      }
      return served
    }
    for continuation in served { continuation.resume() }
  }
}
