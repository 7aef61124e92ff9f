internal import CMicrohttpd
internal import Dispatch
internal import Synchronization

/// Connections whose handler has nothing to answer yet. None of them holds a thread.
///
/// A connection is suspended first and noted then. What happened between the handler's look and the note
/// is not missed: `wake` counts, and a note from before the last count is taken up at once.
final class WaitingConnections: Sendable {
  private struct Waiting {
    var handle: ConnectionHandle
    var isSuspended: Bool
    var deadline: DispatchTime
  }

  private struct State {
    var waiting: [UInt: Waiting] = [:]
    /// How often `wake` was called.
    var wakeCount = 0
    var isEnding = false
  }

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "winnow.waiting")

  /// What a handler is asked with.
  struct Turn {
    fileprivate var wakeCount: Int
    /// The time is up.
    var mustAnswer: Bool
  }

  /// The handler is about to be asked about this connection.
  func turn(_ id: UInt) -> Turn {
    state.withLock { state in
      let isLate = state.waiting[id].map { $0.deadline <= .now() } ?? false
      return Turn(wakeCount: state.wakeCount, mustAnswer: isLate || state.isEnding)
    }
  }

  /// The handler wants to wait; called on the connection's own thread.
  func wait(_ id: UInt, _ connection: OpaquePointer, for time: Duration, after turn: Turn) {
    let handle = unsafe ConnectionHandle(pointer: connection)
    unsafe MHD_suspend_connection(connection)
    let milliseconds =
      Int(time.components.seconds) * 1_000
      + Int(time.components.attoseconds / 1_000_000_000_000_000)
    let (deadline, goesOn) = state.withLock { state in
      let deadline = state.waiting[id]?.deadline ?? .now() + .milliseconds(milliseconds)
      let goesOn = state.isEnding || state.wakeCount != turn.wakeCount
      state.waiting[id] = Waiting(handle: handle, isSuspended: !goesOn, deadline: deadline)
      return (deadline, goesOn)
    }
    if goesOn { return unsafe MHD_resume_connection(connection) }
    queue.asyncAfter(deadline: deadline) { self.resume { $0 == id && $1 <= .now() } }
  }

  /// Has every waiting handler asked again.
  func wake() {
    state.withLock { $0.wakeCount += 1 }
    resume { _, _ in true }
  }

  /// No connection waits any more.
  func end() {
    state.withLock { $0.isEnding = true }
    resume { _, _ in true }
  }

  /// The connection is answered or gone.
  func forget(_ id: UInt) { state.withLock { _ = $0.waiting.removeValue(forKey: id) } }

  private func resume(_ isDue: (UInt, DispatchTime) -> Bool) {
    state.withLock { state in
      for (id, waiting) in state.waiting where waiting.isSuspended && isDue(id, waiting.deadline) {
        state.waiting[id]?.isSuspended = false
        // The lock is held: the connection cannot end before it is noted as going on.
        unsafe MHD_resume_connection(waiting.handle.pointer)
      }
    }
  }
}

/// The library's handle of a connection.
// @unchecked: the library locks its own state; a suspended connection stays until it is resumed.
@safe private struct ConnectionHandle: @unchecked Sendable {
  let pointer: OpaquePointer
}
