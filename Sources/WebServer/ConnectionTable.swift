internal import Dispatch
internal import Glibc
internal import Synchronization

/// The open connections, and an end for those that take too long.
///
/// libmicrohttpd's own time-out begins anew with every byte, so that a client that sends a byte a
/// second would stay for ever; the limits here count from the connection's begin.
final class ConnectionTable: Sendable {
  private struct Connection {
    var descriptor: Int32
    var opened: DispatchTime
    /// The head has come; the handler runs or has run.
    var isRequested = false
    /// Its handler has nothing to answer yet, and says itself how long that may take.
    var isWaiting = false
    /// Its answer goes on as events come: no limit on its time.
    var isStreaming = false
    /// Told to end; the server's thread closes it.
    var isEnding = false
  }

  private struct State {
    var connections: [UInt: Connection] = [:]
    var isSweepDue = false
    var refusedCount = 0
  }

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "winnow.connections")
  private let headTime: Int
  private let connectionTime: Int

  init(limits: HTTPServerLimits) {
    headTime = Self.milliseconds(limits.headTime)
    connectionTime = Self.milliseconds(limits.connectionTime)
  }

  /// Open connections.
  var count: Int { state.withLock { $0.connections.count } }

  /// Connections that were ended because they exceeded a time limit.
  var refusedCount: Int { state.withLock { $0.refusedCount } }

  /// A connection begins.
  func open(_ id: UInt, descriptor: Int32) {
    let sweeps = state.withLock { state in
      assert(state.connections[id] == nil, "a connection was opened twice")
      state.connections[id] = Connection(descriptor: descriptor, opened: .now())
      defer { state.isSweepDue = true }
      return !state.isSweepDue
    }
    if sweeps { scheduleSweep() }
  }

  /// A connection's head is complete; false when it came too late.
  func request(_ id: UInt) -> Bool {
    state.withLock { state in
      guard let connection = state.connections[id], !connection.isEnding else { return false }
      state.connections[id]?.isRequested = true
      return true
    }
  }

  /// A connection's handler has nothing to answer yet: its time stands still.
  func wait(_ id: UInt) { state.withLock { $0.connections[id]?.isWaiting = true } }

  /// A connection's handler has answered; where that was waited for, the time of sending begins now.
  func answer(_ id: UInt) {
    state.withLock { state in
      guard state.connections[id]?.isWaiting == true else { return }
      state.connections[id]?.isWaiting = false
      state.connections[id]?.opened = .now()
    }
  }

  /// A connection's answer goes on for as long as its stream does.
  func stream(_ id: UInt) { state.withLock { $0.connections[id]?.isStreaming = true } }

  /// A connection ends. After this call its descriptor is not used here any more.
  func close(_ id: UInt) {
    state.withLock { state in
      let connection = state.connections.removeValue(forKey: id)
      assert(connection != nil, "a connection was closed twice")
    }
  }

  private func scheduleSweep() {
    let pause = max(10, min(1_000, headTime / 4))
    queue.asyncAfter(deadline: .now() + .milliseconds(pause)) { self.sweep() }
  }

  private func sweep() {
    let now = DispatchTime.now()
    let isBusy = state.withLock { state in
      for (id, connection) in state.connections
      where !connection.isEnding && !connection.isStreaming && !connection.isWaiting {
        let age = Int(
          (now.uptimeNanoseconds - connection.opened.uptimeNanoseconds) / 1_000_000)
        let isLate = !connection.isRequested && age >= headTime
        guard isLate || age >= connectionTime else { continue }
        state.connections[id]?.isEnding = true
        state.refusedCount += 1
        // The lock is held, so the descriptor is still this connection's: `close` waits for it.
        Self.end(connection.descriptor, says408: isLate)
      }
      if state.connections.isEmpty { state.isSweepDue = false }
      return state.isSweepDue
    }
    if isBusy { scheduleSweep() }
  }

  private static func end(_ descriptor: Int32, says408: Bool) {
    if says408 {
      let answer = Array(
        "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".utf8)
      _ = unsafe answer.withUnsafeBytes {
        unsafe send(
          descriptor, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT | MSG_NOSIGNAL))
      }
    }
    // The server's thread sees the end of the connection and closes it.
    shutdown(descriptor, Int32(SHUT_RDWR))
  }

  private static func milliseconds(_ duration: Duration) -> Int {
    let (seconds, attoseconds) = duration.components
    return Int(seconds) * 1_000 + Int(attoseconds / 1_000_000_000_000_000)
  }
}
