internal import CMicrohttpd
internal import Synchronization

/// The body of an answer that goes on: server-sent events, as they happen.
///
/// The connection waits without a thread until something is sent. Whoever does not read loses it.
package final class HTTPEventStream: Sendable {
  private struct State {
    var pending: [UInt8] = []
    var connection: WaitingConnection?
    var isEnded = false
  }

  /// Bytes that may wait for a client; more end the stream.
  private static let pendingLimit = 1 << 20
  private let state = Mutex(State())

  package init() {}

  /// Sends bytes as soon as the client takes them; false once the stream is over.
  @discardableResult
  package func send(_ bytes: [UInt8]) -> Bool {
    state.withLock { state in
      guard !state.isEnded else { return false }
      state.pending += bytes
      if state.pending.count > Self.pendingLimit {
        state.pending = []
        state.isEnded = true
      }
      Self.wake(&state)
      return !state.isEnded
    }
  }

  /// Ends the answer; what was sent before is not taken back.
  package func end() {
    state.withLock { state in
      state.isEnded = true
      Self.wake(&state)
    }
  }

  /// True once nothing more will reach the client.
  package var isEnded: Bool { state.withLock(\.isEnded) }

  /// Copies what waits; nil at the end, 0 when the connection was put to sleep.
  func take(
    for connection: OpaquePointer, into buffer: UnsafeMutableRawBufferPointer
  ) -> Int? {
    state.withLock { state in
      if state.pending.isEmpty {
        if state.isEnded { return nil }
        // The lock is held, so nobody wakes it before it sleeps.
        unsafe MHD_suspend_connection(connection)
        state.connection = unsafe WaitingConnection(pointer: connection)
        return 0
      }
      let count = min(buffer.count, state.pending.count)
      unsafe buffer.copyBytes(from: state.pending[..<count])
      state.pending.removeFirst(count)
      return count
    }
  }

  private static func wake(_ state: inout State) {
    guard let sleeping = state.connection.take() else { return }
    unsafe MHD_resume_connection(sleeping.pointer)
  }
}

/// A connection that sleeps.
// @unchecked: used under the stream's lock only.
@safe private struct WaitingConnection: @unchecked Sendable {
  let pointer: OpaquePointer
}
