internal import Glibc

/// A connection to a Unix socket, with one deadline for all that happens on it.
package struct ConnectedSocket: ~Copyable {
  private let descriptor: Int32
  private let path: String
  private let deadline: ContinuousClock.Instant

  /// Connects.
  ///
  /// `timeLimit`: How long connecting, writing and reading may take together.
  /// Throws `SocketError`.
  package init(path: String, timeLimit: Duration) throws(SocketError) {
    let address = try UnixAddress(path)
    let end = ContinuousClock.now + timeLimit
    let made = try Self.connected(to: address, until: end)
    descriptor = made
    deadline = end
    self.path = path
  }

  deinit { close(descriptor) }

  private static func connected(
    to address: UnixAddress, until deadline: ContinuousClock.Instant
  ) throws(SocketError) -> Int32 {
    let made = try address.makeSocket()
    while true {
      let code = address.connect(made)
      if code == 0 { return made }
      if code == EINTR { continue }
      // The listener's queue is full (EAGAIN), and no event tells when it has room again.
      guard code == EAGAIN, ContinuousClock.now < deadline else {
        close(made)
        throw code == EAGAIN
          ? SocketError.timedOut(address.path)
          : .system(call: "connect", path: address.path, errno: code)
      }
      usleep(5_000)
    }
  }

  /// Sends all of `bytes`.
  ///
  /// Throws `SocketError`.
  package func write(_ bytes: [UInt8]) throws(SocketError) {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe send(
          descriptor, buffer.baseAddress?.advanced(by: sent), buffer.count - sent,
          Int32(MSG_NOSIGNAL))
      }
      if count >= 0 {
        sent += count
      } else {
        try wait(for: POLLOUT, after: errno, call: "send")
      }
      assert(sent <= bytes.count)
    }
  }

  /// Reads what has come, at most `limit` bytes; empty at the end of the stream.
  ///
  /// Throws `SocketError`.
  package func read(atMost limit: Int) throws(SocketError) -> [UInt8] {
    precondition(limit > 0)
    while true {
      var code: Int32 = 0
      let bytes = unsafe [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
        let received = unsafe recv(descriptor, buffer.baseAddress, limit, 0)
        code = received < 0 ? errno : 0
        count = max(0, received)
      }
      if code == 0 { return bytes }
      try wait(for: POLLIN, after: code, call: "recv")
    }
  }

  /// Says that nothing more will be sent.
  package func finishWriting() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Waits for an event after a call that would have blocked; every other error is thrown.
  private func wait(for event: Int32, after code: Int32, call: String) throws(SocketError) {
    if code == EINTR { return }
    guard code == EAGAIN || code == EWOULDBLOCK else {
      throw SocketError.system(call: call, path: path, errno: code)
    }
    let left = deadline - ContinuousClock.now
    guard left > .zero else { throw SocketError.timedOut(path) }
    var waited = pollfd(fd: descriptor, events: Int16(event), revents: 0)
    let milliseconds = Int32(clamping: Int64(min(left, .seconds(60)) / .milliseconds(1)) + 1)
    _ = unsafe poll(&waited, 1, milliseconds)
  }
}
